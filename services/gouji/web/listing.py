"""What part of the list is asked for, the same for the page and for JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from gouji.model import Verdict
from gouji.store import Store, SubmissionView
from gouji.submission import State

T = TypeVar("T")
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of a submission, no larger than the databases take."""


def _filled_in(value: Any) -> Any:
    """A form sends an empty text for each field that was left alone."""
    return (value.strip() or None) if isinstance(value, str) else value


Asked = Annotated[T | None, BeforeValidator(_filled_in)]


class Listing(BaseModel):
    """The filters, and the place in the list: submissions older than number `before`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    state: Asked[State] = None
    verdict: Asked[Verdict] = None
    unit: Asked[Annotated[str, Field(max_length=100)]] = None
    year: Asked[Annotated[int, Field(ge=1900, le=2999)]] = None
    undelivered: Annotated[bool, BeforeValidator(lambda value: _filled_in(value) or False)] = False
    before: Asked[Number] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    def filtered(self) -> bool:
        return any((self.state, self.verdict, self.unit, self.year, self.undelivered))

    def query(self, **changes: object) -> str:
        """The query string that asks for this, with changes; it is empty when nothing is asked."""
        asked = {**self.model_dump(mode="json", exclude_defaults=True), **changes}
        text = urlencode({name: value for name, value in asked.items() if value is not None})
        return f"?{text}" if text else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list; `older` is the query for the next one, None on the last."""

    submissions: tuple[SubmissionView, ...]
    older: str | None


def turn_to(store: Store, listing: Listing) -> Page:
    """The page that is asked for; one submission more is read, to know whether there is another page."""
    found = store.list_submissions(
        state=listing.state,
        unit=listing.unit,
        year=listing.year,
        verdict=listing.verdict,
        undelivered=listing.undelivered,
        limit=listing.limit + 1,
        before=listing.before,
    )
    shown = tuple(found[: listing.limit])
    return Page(shown, listing.query(before=shown[-1].id) if len(found) > len(shown) else None)
