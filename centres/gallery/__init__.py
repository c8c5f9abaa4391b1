"""What `centres` draws, in the gallery of components (pages/gallery/)."""
