"""Ingest: a file that lies still in the inbox becomes archived bytes and one row, exactly once.

`Inbox` knows what lies there and what is still, `Intake` takes it. Neither waits nor watches: that is the worker's.
"""

from __future__ import annotations

from gouji.ingest.inbox import Inbox, Still
from gouji.ingest.intake import BATCH, Intake
from gouji.names import display_name

__all__ = ["BATCH", "Inbox", "Intake", "Still", "display_name"]
