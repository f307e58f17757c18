"""A broken identity and its repairs in words: which figure is wrong, how sure that is, and what else it may be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

import msgspec

from gouji.cascade import Reckoned
from gouji.editions import address_words
from gouji.elimination import Repair
from gouji.localise import MOST_FIGURES
from gouji.model import Certainty, Change, Finding, Proposal, Report
from gouji.ranking import Ranked

_SHOWN_EQUATIONS = 4
_MOST_CELLS = 40
_SHOWN_FIGURES = 6
_SHOWN_CHANGES = 4


def broken_words(broken: Sequence[Reckoned]) -> str:
    """The identities with their numbers: 表三自然人列 12 + 0 ≠ 11 + 0；…."""
    words = "；".join(f"{one.identity.where or rule.title} {one.equation}" for rule, one in broken[:_SHOWN_EQUATIONS])
    blanks = "（空白按0计）" if any(one.blanks for _, one in broken) else ""
    return words + (f" 等{len(broken)}处不平" if len(broken) > _SHOWN_EQUATIONS else "") + blanks


def located(
    finding: Finding,
    certainty: Certainty,
    shown: Sequence[Ranked],
    *,
    instead: Ranked | None,
    more: int,
    broken: Sequence[Reckoned],
    report: Report,
) -> Finding:
    """The finding with its repairs; `instead` is what would have to be wrong if the first were not.

    `more` is how many less likely repairs there are beside a tie.
    """
    first = shown[0]
    advice = _advice(certainty, shown, report)
    if certainty is Certainty.TIED:
        less = f"，或为其余{more}种可能性较小的改法" if more else ""
        advice += f"。其中一种无误，则须另一种有误{less}"
    else:
        advice += _otherwise(shown, instead, broken, report)
    return msgspec.structs.replace(
        finding,
        message=f"{finding.message}。{advice}",
        cells=tuple(dict.fromkeys(address for one in shown for address in one.repair)),
        quotes=tuple(dict.fromkeys(one.quote for one in first.won if one.quote)),
        certainty=certainty,
        proposals=tuple(
            Proposal(
                rank,
                certainty,
                _changes(one.repair, report),
                "；".join(filter(None, [one.words, *_elsewhere(one), _balanced(broken)])),
                _changes(instead.repair, report) if instead and rank == 1 else (),
            )
            for rank, one in enumerate(shown, 1)
        ),
        expected=dict(first.repair) if certainty is Certainty.UNIQUE else {},
    )


def unlocated(finding: Finding, ranked: Sequence[Ranked], report: Report) -> Finding:
    """The finding where nothing tells the likeliest repairs apart, or where none is small enough to be found."""
    cells = tuple(dict.fromkeys(address for one in ranked for address in one.repair))[:_MOST_CELLS]
    if ranked:
        alike = [one for one in ranked if one.cost == ranked[0].cost]
        named = list(dict.fromkeys(address for one in alike for address in one.repair))
        shown = "、".join(address_words(address, report.edition) for address in named[:_SHOWN_FIGURES])
        more = f"等{len(named)}格" if len(named) > _SHOWN_FIGURES else ""
        why = f"有{len(alike)}种改法都能使各式平衡，同样可能（涉及{shown}{more}），请对照台账逐格核对"
    else:
        why = f"改动{MOST_FIGURES}格以内不能使各式平衡，有多格同时有误，请对照台账逐行核对"
    return msgspec.structs.replace(
        finding,
        message=f"{finding.message}。{Certainty.UNLOCATED.value}：{why}",
        cells=cells or finding.cells,
        certainty=Certainty.UNLOCATED,
    )


def _advice(certainty: Certainty, shown: Sequence[Ranked], report: Report) -> str:
    if certainty is Certainty.TIED:
        listed = "；或".join(_repair_words(one.repair, report) for one in shown)
        return f"{len(shown)}种改法并列，无法再区分：{listed}"
    how = "应改（唯一）" if certainty is Certainty.UNIQUE else "最可能应改"
    said = "；".join(filter(None, [shown[0].words, *_elsewhere(shown[0])]))
    return f"{how}：{_repair_words(shown[0].repair, report)}{f'（{said}）' if said else ''}"


def _otherwise(shown: Sequence[Ranked], instead: Ranked | None, broken: Sequence[Reckoned], report: Report) -> str:
    """What else would have to be wrong if the figures named were right."""
    subject = "若此数无误" if len(shown[0].repair) == 1 else f"若这{len(shown[0].repair)}格无误"
    rest = list(shown[1:]) or ([instead] if instead else [])
    if not rest:
        where = "、".join(dict.fromkeys(one.identity.where or rule.title for rule, one in broken))
        return f"。{subject}，则{where}须另有多格同时有误（没有找到{MOST_FIGURES}格以内的其他改法）"
    ways = "；或".join(_instead_words(one, report) for one in rest)
    return f"。{subject}，则须{ways}"


def _instead_words(one: Ranked, report: Report) -> str:
    many = len(one.repair)
    together = f"等{many}格同时有误" if many > _SHOWN_CHANGES else "同时有误" if many > 1 else "有误"
    lost = f"，且与{'、'.join(witness.words for witness in one.lost)}不符" if one.lost else ""
    shown = dict(islice(one.repair.items(), _SHOWN_CHANGES))
    return f"{_repair_words(shown, report)} {together}{lost}"


def _elsewhere(one: Ranked) -> list[str]:
    won = [f"与{'、'.join(witness.words for witness in one.won)}一致"] if one.won else []
    return won + ([f"但与{'、'.join(witness.words for witness in one.lost)}不符"] if one.lost else [])


def _balanced(broken: Sequence[Reckoned]) -> str:
    return f"改后{'、'.join(dict.fromkeys(one.identity.where or rule.title for rule, one in broken))}全部平衡"


def _repair_words(repair: Repair, report: Report) -> str:
    return "、".join(
        f"{address_words(address, report.edition)} “{report.cells[address].text.strip() or '空白'}”应为 {value:f}"
        for address, value in repair.items()
    )


def _changes(repair: Repair, report: Report) -> tuple[Change, ...]:
    return tuple(_change(address, value, report) for address, value in repair.items())


def _change(address: str, value: Decimal, report: Report) -> Change:
    return Change(address, report.cells[address].text, f"{value:f}")
