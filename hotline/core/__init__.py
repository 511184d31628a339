"""What the hotline knows: pure rules and values; no clock, no I/O, standard library and two libraries only."""
