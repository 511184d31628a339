"""What the hotline does: one verb a module, one transaction each."""
