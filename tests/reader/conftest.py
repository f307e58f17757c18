"""Readers whose child misbehaves."""

import pytest
from reader_misdeeds import PROGRAM

from gouji.reader import Limits, Reader, reader


@pytest.fixture
def misbehaving(monkeypatch):
    """Makes readers whose child does what the name of the file says."""
    monkeypatch.setattr(reader, "CHILD", ("-c", PROGRAM))
    made = []

    def make(convert=None, **limits):
        made.append(Reader(Limits(**limits), convert=convert))
        made[-1].start()
        return made[-1]

    yield make
    for one in made:
        one.close()
