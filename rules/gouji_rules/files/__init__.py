"""FL: the file itself: what its name says of it, how its text is encoded, and how many reports are in it."""
