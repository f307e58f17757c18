"""ED: whether the tables are those of the official format that the report year demands."""
