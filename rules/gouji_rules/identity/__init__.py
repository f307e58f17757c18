"""ID: whose report it is and for which year, as title, period and prose state it."""
