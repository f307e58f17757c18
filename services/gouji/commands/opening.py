"""What commands that look at the service's data begin with: the settings and the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.config import Settings
    from gouji.store import Store


def open_store(settings: Settings) -> Store:
    """The store; the embedded one is made when it is not there yet. What it logs goes to standard error."""
    from gouji import logs
    from gouji.store import Store

    logs.configure(settings, "gouji")
    store = Store(settings.database, max_attempts=settings.max_attempts, zone=settings.zone)
    if settings.database_url is None:
        settings.home.mkdir(parents=True, exist_ok=True)
        store.upgrade()
    return store


def actor() -> str:
    """Who gives this command, for the audit trail."""
    from getpass import getuser

    return f"cli:{getuser()}"
