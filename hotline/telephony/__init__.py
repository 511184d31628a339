"""The carriers' edge: one folder a carrier."""
