"""How fast, how small and how soon the hotline is: `python -m bench`, on this machine alone."""
