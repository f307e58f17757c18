"""Valid 表三 and 表四 of both editions as units fill them in: few kinds of applicants and of results, mostly zeros."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from gouji.draft import sound
from gouji.editions import edition
from gouji.model import Report
from gouji.recognise import recognise

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
COLUMNS = (*APPLICANTS, "总计")

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")

Figures = dict[tuple[str, str], int]


@cache
def row_keys(form: str) -> tuple[str, ...]:
    return tuple(row.key for row in edition(form).tables["三"].rows)


@cache
def result_keys(form: str) -> tuple[str, ...]:
    return tuple(key for key in row_keys(form) if "R03" <= key < "R22")


@st.composite
def valid_tables(draw: st.DrawFn, form: str) -> Figures:
    """Figures by row and column that satisfy every identity."""
    figures = {(row, column): 0 for row in row_keys(form) for column in COLUMNS}
    most = draw(st.sampled_from([1, 4, 60, 5000]))
    for column in draw(st.lists(st.sampled_from(APPLICANTS), unique=True, max_size=4)):
        for row in draw(st.lists(st.sampled_from(result_keys(form)), unique=True, max_size=5)):
            figures[row, column] = draw(st.integers(1, most))
        done = sum(figures[row, column] for row in result_keys(form))
        later = draw(st.integers(0, 3))
        earlier = draw(st.integers(0, min(3, done + later)))
        figures |= {
            ("R01", column): done + later - earlier,
            ("R02", column): earlier,
            ("R22", column): done,
            ("R23", column): later,
        }
    for row in row_keys(form):
        figures[row, "总计"] = sum(figures[row, column] for column in APPLICANTS)
    return figures


def report_of(form: str, figures: Figures, **others: int | str) -> Report:
    """A report without another fault that says these figures in 表三, and `others` by address."""
    draft = sound(form)
    draft.cells |= {f"三.{row}.{column}": str(figure) for (row, column), figure in figures.items()}
    draft.cells |= {address: str(text) for address, text in others.items()}
    return recognise(draft.document())


@st.composite
def valid_cases(draw: st.DrawFn) -> dict[str, int]:
    """Figures of 表四 by address, each kind of case adding up; no more after reconsideration than were reconsidered."""
    figures: dict[str, int] = {}
    for kind in ("行政复议", "未经复议直接起诉", "复议后起诉"):
        most = 2 if kind == "复议后起诉" else 9
        details = draw(st.lists(st.integers(0, most), min_size=4, max_size=4))
        if kind == "复议后起诉":
            details = [min(one, figures[f"四.行政复议.{name}"]) for one, name in zip(details, OUTCOMES, strict=True)]
        figures |= {f"四.{kind}.{name}": one for name, one in zip(OUTCOMES, details, strict=True)}
        figures[f"四.{kind}.总计"] = sum(details)
    return figures


def identities_of(row: str) -> list[str]:
    """The codes of the identities in which a figure of this row stands, in the order of the catalogue."""
    codes = ["T3-01"] if row in ("R01", "R02", "R22", "R23") else []
    return [*codes, *(["T3-02"] if "R03" <= row <= "R22" else []), "T3-03"]
