"""ST: the six sections and the rows and cells of the tables, as the official format prints them."""
