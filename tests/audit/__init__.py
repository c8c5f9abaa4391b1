"""The audit of every page in a real browser (`make audit`)."""
