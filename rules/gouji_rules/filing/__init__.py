"""Rules of when a report was filed and published: DL-01 to DL-05."""
