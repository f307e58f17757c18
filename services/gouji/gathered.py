"""What is gathered from a report once, however many rules ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from gouji.model import Report

T = TypeVar("T")


def gathered(function: Callable[[Report], T]) -> Callable[[Report], T]:
    """Remember with each report what the function makes of it; reports never change, and it goes with it."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def answer(report: Report) -> T:
        kept = report.__dict__
        if name not in kept:
            kept[name] = function(report)
        return kept[name]  # type: ignore[no-any-return]

    return answer
