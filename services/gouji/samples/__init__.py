"""Sample reports of invented units, for `gouji demo`; `tests/make_samples.py` writes them."""
