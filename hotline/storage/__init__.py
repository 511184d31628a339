"""Where things are kept: the only home of SQL and of ciphers."""
