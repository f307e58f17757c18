"""One reader for many hostile files: it has to survive them all."""

import pytest

from gouji.check import Checker
from gouji.reader import Reader
from gouji.rule import load_rules


@pytest.fixture(scope="session")
def reader():
    with Reader() as reader:
        yield reader


@pytest.fixture(scope="session")
def checker():
    with Checker(load_rules()) as checker:
        yield checker
