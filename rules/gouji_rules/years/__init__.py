"""XY: this year's figures beside those of the same unit's report of the year before."""
