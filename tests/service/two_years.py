"""A unit's reports of two years that do not follow from each other: what came over is 2 in one and 3 in the other."""

from __future__ import annotations

from running import Running

from gouji.rule.example import example_draft
from gouji.submission import State
from writing import as_text

THIS_YEAR = """年度 = 2023
单位 = 云溪县财政局
三.R02.自然人 = 2
三.R02.总计 = 2
三.R03.自然人 = 2
三.R03.总计 = 2
三.R22.自然人 = 2
三.R22.总计 = 2
"""
LAST_YEAR = """年度 = 2022
单位 = 云溪县财政局
三.R01.自然人 = 3
三.R01.总计 = 3
三.R23.自然人 = 3
三.R23.总计 = 3
"""


def drop(service: Running, name: str, text: str) -> int:
    """Drop the report of an example and wait until it is checked; the submission's number."""
    service.drop(name, as_text(example_draft(text).document()))
    view = service.wait_for_state(name)
    assert view.state is State.CHECKED
    return view.id
