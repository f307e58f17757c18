"""Whether the service does its work: the database answers, and nothing waits too long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from gouji.errors import StoreUnavailable
from gouji.rulenote import refused
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
    """What is wrong, in words; with no reasons all is well. Warnings are for the operator and no ill health."""
    try:
        store.ping()
        balance, unused = store.balance(), refused(store)
    except StoreUnavailable as problem:
        # What a driver says may name hosts and users: that is for the log, not for whoever asks.
        log.warning("health.store_unavailable", reason=str(problem))
        return {"status": "unavailable", "reasons": ["数据库没有应答"]}
    waited = now - balance.oldest_waiting if balance.oldest_waiting else timedelta()
    reasons = [f"最早的一份文件已等待 {int(waited.total_seconds())} 秒"] if waited > LONGEST_WAIT else []
    # Rules that were refused make nothing late: the last good ones work on.
    warnings = [f"规则的改动没有采用，仍用上一次可用的规则：{why}" for why in unused]
    state = {"status": "late" if reasons else "ok", "reasons": reasons, "waiting": balance.waiting}
    return {**state, "warnings": warnings} if warnings else state
