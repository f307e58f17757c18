"""Versions: which report is the latest of its unit and year."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, exists
from sqlalchemy.orm import aliased

from gouji.store.tables import StoredReport


def later_version() -> Any:
    """Whether there is a later version of the report."""
    later = aliased(StoredReport)
    same = and_(later.subject == StoredReport.subject, later.year_key == StoredReport.year_key)
    return exists().where(same, later.version > StoredReport.version)
