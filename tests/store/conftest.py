import pytest

from gouji.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The URL of a fresh, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'gouji.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def store(database_url):
    """A store with the newest schema, on each kind of database."""
    made = Store(database_url)
    made.upgrade()
    yield made
    made.close()
