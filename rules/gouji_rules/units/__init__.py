"""UN: units of money and orders of magnitude."""
