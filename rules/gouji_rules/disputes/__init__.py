"""T4: table 四, administrative reconsideration and litigation: sums, blanks, missing columns."""
