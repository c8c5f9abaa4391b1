"""Links that never break: a short permanent address for each page, and an answer at every past address."""
