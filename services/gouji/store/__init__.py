"""Store: everything that must survive. Only this package knows SQLAlchemy and Alembic."""

from __future__ import annotations

from gouji.store.records import (
    AuditEntry,
    Balance,
    CheckedView,
    FindingView,
    NoticeView,
    SubmissionView,
    VersionView,
)
from gouji.store.store import Store

__all__ = [
    "AuditEntry",
    "Balance",
    "CheckedView",
    "FindingView",
    "NoticeView",
    "Store",
    "SubmissionView",
    "VersionView",
]
