"""Fixtures for every stage's tests."""

import signal

import pytest
from hypothesis import settings

from postgres_server import NoServer, PostgresServer

# No example has a deadline: how long one takes on a busy machine says nothing of the program.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# A suite that a shell started in the background ignores SIGINT, and so would every program that the tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres_server():
    """A running PostgreSQL server; skips where none can be had."""
    try:
        server = PostgresServer()
    except NoServer as problem:
        pytest.skip(f"PostgreSQL cannot be had here: {problem}")
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server):
    """The SQLAlchemy URL of a fresh, empty PostgreSQL database."""
    return postgres_server.new_database()
