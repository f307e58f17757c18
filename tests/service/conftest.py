"""Fixtures of the service's tests."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, running

from gouji.store import Store


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """One `gouji up` for all tests of a module that leave it as it was."""
    home = Path(tempfile.mkdtemp(prefix="gouji-test-"))
    with running(home) as service:
        yield service
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty SQLite store."""
    store = Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    store.upgrade()
    yield store
    store.close()
