"""The centres' open data: the records and the news about them."""
