"""NA: the prose against the tables and against itself: applications, 复议 and 诉讼, totals and their parts."""
