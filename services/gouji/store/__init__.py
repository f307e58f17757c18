"""Store: everything that must survive. Only this package knows SQLAlchemy and Alembic."""

from __future__ import annotations

from gouji.store.findings import Asked
from gouji.store.records import (
    AuditEntry,
    Balance,
    CheckedView,
    ExportedReport,
    FindingView,
    NoticeView,
    StaleRuling,
    SubmissionView,
    VersionView,
)
from gouji.store.store import Store

__all__ = [
    "Asked",
    "AuditEntry",
    "Balance",
    "CheckedView",
    "ExportedReport",
    "FindingView",
    "NoticeView",
    "StaleRuling",
    "Store",
    "SubmissionView",
    "VersionView",
]
