"""Files on their way through a real store, as ingest and a worker send them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from gouji.digest import NewNotice
from gouji.model import Checked
from gouji.store import Store
from gouji.submission import Claim, Drop, Signature

NOW = datetime(2026, 1, 15, 1, 12, tzinfo=UTC)


def drop(name: str, content: str = "", **hints: Any) -> Drop:
    digest = hashlib.sha256(f"{name} {content}".encode())
    return Drop(
        sha256=digest.hexdigest(),
        size=48_211,
        raw_name=name.encode(),
        display_name=name,
        path=name.encode(),
        signature=Signature(48_211, int(digest.hexdigest()[:12], 16), 1),
        **hints,
    )


def take(store: Store, dropped: Drop, now: datetime = NOW) -> Claim:
    """Drop a file and claim it, as ingest and a worker would."""
    [recorded] = store.record_drops([dropped], now)
    [claim] = store.claim([recorded.submission_id], now, timedelta(minutes=1), "host:1")
    return claim


def submit(
    store: Store,
    name: str,
    checked: Checked,
    *,
    content: str = "",
    now: datetime = NOW,
    notices: Sequence[NewNotice] = (),
) -> int:
    """Drop a file and have it checked; returns the submission's number."""
    claim = take(store, drop(name, content), now)
    store.finish_checked(claim, checked, now, lambda _digest: notices)
    return claim.id


def notice(key: str, channel: str, target: str) -> NewNotice:
    return NewNotice(key, f"store:{key}", channel, target, "年报核查", "需修改")
