"""What is read from the labelled sentences: precision and recall by kind.

The sentences and the form of their labels: tests/prose/labelled/README.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import yaml

from benchmarks.table import show
from gouji.model import Place
from gouji.prose import (
    Passage,
    Percentage,
    Reader,
    amounts,
    breakdowns,
    claimed,
    disputes,
    documents,
    doubled,
    ended,
    enumerations,
    gaps,
    handlings,
    intakes,
    percentages,
    quantities,
    read_paragraph,
    settled,
    stated_totals,
)
from gouji.prose.amount import FEES, PURCHASES

FOLDER = Path(__file__).parents[1] / "tests/prose/labelled"

Reading = Callable[[Passage, Reader], Iterator[Any]]


class Labelled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with everything that is to be read from it, by kind."""

    trap: str
    text: str
    reads: dict[str, list[str | int]]
    unit: str = "云溪县水利局"
    year: int = 2023
    topic: str = ""
    section: str | None = None


class Compared(msgspec.Struct, frozen=True):
    """What is to be read of a kind from a sentence, and what was."""

    kind: str
    sentence: Labelled
    wanted: tuple[str, ...]
    read: tuple[str, ...]

    @property
    def hits(self) -> int:
        return (Counter(self.wanted) & Counter(self.read)).total()


def _carried(passage: Passage, reader: Reader) -> Iterator[str]:
    return (f"{one.named} {one.number}" for one in handlings(passage, reader) if one.handlings[0].is_carried)


def _finished(passage: Passage, reader: Reader) -> Iterator[int]:
    return (one.number for one in handlings(passage, reader) if one.named == "办结")


def _outcomes(passage: Passage, reader: Reader) -> Iterator[str]:
    return (f"{one.named} {one.number}" for one in handlings(passage, reader) if one.handlings[0].is_outcome)


def _doubled(passage: Passage, _reader: Reader) -> Iterator[str]:
    return iter(["部分公开/不予公开"] if doubled(passage) else [])


def _share(one: Percentage) -> str:
    """`30.2% = 38/126`; `≠` and the least count that it may be of where it is right of none."""
    right = [whole for whole in one.wholes if one.is_of(whole, Decimal("0.1"))]
    whole = next(iter(right or [max(one.wholes)]))
    return f"{one.percent.value:f}% {'=' if right else '≠'} {one.part.value:f}/{whole}"


def _listed(text: str) -> Iterator[str]:
    for one in enumerations(text):
        sign = "=" if one.said == one.listed else ">" if one.said > one.listed else "<"
        yield f"{one.number} {sign} {one.listed}"


def _money(passage: Passage, reader: Reader) -> Iterator[str]:
    for name, subject in (("行政事业性收费", FEES), ("采购", PURCHASES)):
        yield from (f"{name} {one.yuan.normalize():f}元" for one in amounts(passage, reader, subject))


#: The kinds that are read, with how a reading is written in the labels.
KINDS: dict[str, Reading] = {
    "intake": lambda passage, reader: (one.number for one in intakes(passage, reader)),
    "carried": _carried,
    "finished": _finished,
    "outcome": _outcomes,
    "settled": lambda passage, reader: (one.words for one in settled(passage, reader)),
    "double": _doubled,
    "dispute": lambda passage, reader: (f"{one.kind} {one.number}" for one in disputes(passage, reader)),
    "result": lambda passage, reader: (f"{one.kind}{one.result} {one.number}" for one in ended(passage, reader)),
    "verdict": lambda passage, reader: (f"{one.kind} {one.claim}" for one in claimed(passage, reader)),
    "sum": lambda passage, _reader: (one.words for one in breakdowns(passage)),
    "disclosed": lambda passage, reader: (
        f"{one.what} {one.number}{one.measure}" for one in stated_totals(passage, reader)
    ),
    "document": lambda passage, reader: (f"规范性文件 {one.kind} {one.number}" for one in documents(passage, reader)),
    "quantity": lambda passage, reader: (
        f"{one.what} {one.number}{one.measure}" for one in quantities(passage, reader)
    ),
    "percentage": lambda passage, _reader: (_share(one) for one in percentages(passage) if one.wholes),
    "enumeration": lambda passage, _reader: _listed(passage.text),
    "gap": lambda passage, _reader: gaps(passage.text),
    "money": _money,
}


def labelled() -> list[Labelled]:
    """Every labelled sentence."""
    files = sorted(FOLDER.glob("*.yaml"))
    return [one for path in files for one in msgspec.convert(yaml.safe_load(path.read_text("utf-8")), list[Labelled])]


def compared(sentence: Labelled) -> list[Compared]:
    """Each kind that is read, for one sentence; a kind that the labels do not name is to read nothing."""
    passages = read_paragraph(sentence.text, Place(line=1), sentence.section, sentence.topic)
    reader = Reader(sentence.unit, sentence.year)
    return [
        Compared(
            kind,
            sentence,
            tuple(map(str, sentence.reads.get(kind, ()))),
            tuple(str(reading) for passage in passages for reading in read(passage, reader)),
        )
        for kind, read in KINDS.items()
    ]


def measured() -> dict[str, list[Compared]]:
    """Every comparison, by kind."""
    everything = [one for sentence in labelled() for one in compared(sentence)]
    return {kind: [one for one in everything if one.kind == kind] for kind in KINDS}


def ratios(found: list[Compared]) -> tuple[float, float]:
    """Precision and recall; 1 where there is nothing to read."""
    hits = sum(one.hits for one in found)
    read, wanted = sum(len(one.read) for one in found), sum(len(one.wanted) for one in found)
    return hits / read if read else 1.0, hits / wanted if wanted else 1.0


def run() -> None:
    """Print the table, and every sentence that is read otherwise than labelled."""
    by_kind = measured()
    rows = []
    for kind, found in by_kind.items():
        precision, recall = ratios(found)
        wanted, read = sum(len(one.wanted) for one in found), sum(len(one.read) for one in found)
        silent = sum(not one.wanted for one in found)
        rows.append([kind, str(wanted), str(silent), str(read), f"{precision:.1%}", f"{recall:.1%}"])
    heads = ["种类", "应读出", "不应读出的句子", "读出", "准确率", "召回率"]
    show(f"正文数字：{len(labelled())} 句标注", heads, rows)
    for found in by_kind.values():
        for one in found:
            if sorted(one.wanted) != sorted(one.read):
                print(f"  {one.kind}：{one.sentence.text}\n      应为 {one.wanted}，读出 {one.read}")
