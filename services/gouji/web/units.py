"""The page of the units: who has not filed for a year, by region and by who reviews them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from gouji.register import Missing, by_unit, joined, missing
from gouji.unit import Unit
from gouji.web.listing import Asked
from gouji.web.site import OurSite

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_MOST = 1000


class Roster(BaseModel):
    """What is asked for; without a year the one whose reports are due now."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    year: Asked[Annotated[int, Field(ge=2008, le=2099)]] = None
    region: Asked[Annotated[str, Field(max_length=100)]] = None
    supervisor: Asked[Annotated[str, Field(max_length=100)]] = None


@router.get("/units")
def units(request: Request, site: OurSite, roster: Annotated[Roster, Query()]) -> HTMLResponse:
    register = joined(site.store.register(), site.settings.own_units)
    today = site.clock().astimezone(site.settings.zone).date()
    year = roster.year or today.year - 1
    asked = [unit for unit in register.active if _is_asked_for(unit, roster)]
    found = missing(asked, year, by_unit(register, site.store.filed(year)), today)
    return site.page(
        request,
        "units.html",
        roster=roster,
        year=year,
        today=today,
        registered=len(register.active),
        asked=len(asked),
        missing=found[:_MOST],
        omitted=max(0, len(found) - _MOST),
        counts=(len(asked) - len(found), len(found), _late(found)),
        regions=sorted({unit.region for unit in register.active if unit.region}),
        supervisors=sorted({unit.supervisor for unit in register.active if unit.supervisor}),
    )


def _is_asked_for(unit: Unit, roster: Roster) -> bool:
    return roster.region in (None, unit.region) and roster.supervisor in (None, unit.supervisor)


def _late(found: Sequence[Missing]) -> int:
    return sum(one.overdue > 0 for one in found)
