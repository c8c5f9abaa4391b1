"""The admin's home: what waits for the one who signs in, and what is on its way without them."""
