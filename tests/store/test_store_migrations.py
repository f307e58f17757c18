import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from store_races import race, upgrade
from store_samples import NOW, a_drop

import gouji.store
from gouji.errors import StoreUnavailable
from gouji.store import Store
from gouji.store.tables import Base


def test_processes_that_start_at_once_on_an_empty_database_all_succeed(database_url):
    assert race(4, upgrade, database_url) == [True] * 4
    assert Store(database_url).balance().seen == 0


def test_the_migrations_make_the_tables_that_the_program_expects(store, database_url):
    with create_engine(database_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_upgrading_again_changes_nothing(store):
    store.record_drops([a_drop()], NOW)
    store.upgrade()
    assert store.balance().seen == 1


def test_an_empty_database_is_not_current_and_says_what_to_do(database_url, tmp_path):
    (tmp_path / "data").mkdir()
    store = Store(database_url)
    assert not store.is_current()
    with pytest.raises(StoreUnavailable, match="gouji db upgrade"):
        store.balance()


def test_a_database_of_a_newer_program_is_left_alone(store, database_url):
    with create_engine(database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not store.is_current()
    with pytest.raises(StoreUnavailable, match="数据库由更新的版本建立"):
        store.upgrade()


def test_the_migrations_are_found_without_a_configuration_file_wherever_the_program_is(tmp_path):
    """As in a wheel: another folder, with a percent sign and a space in its name, and another working directory."""
    place = tmp_path / "100% new" / "gouji"
    shutil.copytree(Path(gouji.store.__file__).parent.parent, place, ignore=shutil.ignore_patterns("__pycache__"))
    script = "from gouji.store import Store; s = Store('sqlite:///x.db'); s.upgrade(); print(s.is_current())"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(place.parent)!r}); {script}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("True\n", "")
