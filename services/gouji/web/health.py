"""Whether the service does its work: the database answers, and nothing waits too long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from gouji.errors import StoreUnavailable
from gouji.store import Store
from gouji.web.site import OurSite

log = structlog.get_logger()
router = APIRouter()
LONGEST_WAIT = timedelta(minutes=15)


@router.get("/healthz", summary="服务是否正常")
def healthz(site: OurSite) -> JSONResponse:
    """200 when the database answers and no submission has waited longer than a quarter of an hour, else 503."""
    state = health(site.store, site.clock())
    return JSONResponse(state, 503 if state["reasons"] else 200)


def health(store: Store, now: datetime) -> dict[str, Any]:
    """What is wrong, in words; with no reasons all is well."""
    try:
        store.ping()
        balance = store.balance()
    except StoreUnavailable as problem:
        # What a driver says may name hosts and users: that is for the log, not for whoever asks.
        log.warning("health.store_unavailable", reason=str(problem))
        return {"status": "unavailable", "reasons": ["数据库没有应答"]}
    waited = now - balance.oldest_waiting if balance.oldest_waiting else timedelta()
    reasons = [f"最早的一份文件已等待 {int(waited.total_seconds())} 秒"] if waited > LONGEST_WAIT else []
    return {"status": "late" if reasons else "ok", "reasons": reasons, "waiting": balance.waiting}
