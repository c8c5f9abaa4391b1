"""Pages that a reader keeps on a device, to read them without a connection."""
