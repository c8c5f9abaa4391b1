"""Links to other sites: where they stand, whether they work, and who may mend them."""
