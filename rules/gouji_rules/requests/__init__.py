"""T3: table 三, requests received and what became of them: sums, blanks, shifted columns."""
