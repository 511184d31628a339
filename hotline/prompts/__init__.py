"""The hotline's words and recordings, read once at start and never changed afterwards."""
