"""Open data: the reading side of what the site knows, as JSON and CSV, for other people's programs."""
