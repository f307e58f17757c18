"""The jobs themselves: a row that cannot be worked on here is not taken."""

from __future__ import annotations

import io
from pathlib import Path

from running import report

from gouji.archive import Archive
from gouji.config import Settings
from gouji.store import Store
from gouji.submission import Drop, Signature, State
from gouji_workers import jobs
from gouji_workers.hints import NoBroker
from gouji_workers.opening import utc_now
from gouji_workers.place import WorkPlace


def recorded(store: Store, archive: Archive) -> int:
    """A report that was taken and waits."""
    content = report()
    kept = archive.put(io.BytesIO(content))
    drop = Drop(kept.sha256, kept.size, b"a.txt", "a.txt", b"a.txt", Signature(kept.size, 1, 1))
    return store.record_drops([drop], utc_now())[0].submission_id


def test_without_the_archive_no_try_is_used_up(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    store = Store(settings.database)
    store.upgrade()
    number = recorded(store, Archive(settings.archive_path))
    away = settings.archive_path.rename(tmp_path / "not-mounted")
    place = WorkPlace(settings, NoBroker(), "worker", lambda: False)
    assert jobs.check([number], place) == 0
    view = store.submission(number)
    assert view is not None
    assert (view.state, view.attempts) == (State.WAITING, 0)
    away.rename(settings.archive_path)
    assert jobs.check([number], place) == 1
    view = store.submission(number)
    assert view is not None
    assert (view.state, view.attempts) == (State.CHECKED, 1)
    place.close()
    store.close()
