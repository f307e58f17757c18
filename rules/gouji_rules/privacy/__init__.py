"""PI: personal data that a report must not tell; what is said of them never repeats them."""
