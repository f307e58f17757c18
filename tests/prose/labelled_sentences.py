"""The labelled sentences, and what the kit reads in them; run it to print precision and recall by kind.

.venv/bin/python tests/prose/labelled_sentences.py
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from gouji.model import Place
from gouji.prose import Figure, Passage, Reader, breakdowns, disputes, figures, intakes, read_paragraph

PATH = Path(__file__).with_name("sentences.yaml")


class Labelled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with what must be read in it; None is not looked at. The head of sentences.yaml says how."""

    text: str
    unit: str = "云溪县水利局"
    year: int = 2023
    topic: str = ""
    figures: list[str] | None = None
    intake: list[int] | None = None
    disputes: dict[str, int] | None = None
    sums: list[str] | None = None


class Compared(msgspec.Struct, frozen=True):
    """What is to be read of a kind in a sentence, and what was."""

    kind: str
    text: str
    wanted: tuple[str, ...]
    read: tuple[str, ...]

    @property
    def hits(self) -> int:
        return (Counter(self.wanted) & Counter(self.read)).total()


def sentences() -> list[Labelled]:
    return msgspec.convert(yaml.safe_load(PATH.read_text("utf-8")), list[Labelled])


def compared(one: Labelled) -> Iterator[Compared]:
    """Each kind that the sentence is labelled for."""
    passages = read_paragraph(one.text, Place(line=1), None, one.topic)
    reader = Reader(one.unit, one.year)
    if one.figures is not None:
        yield Compared("figures", one.text, tuple(one.figures), tuple(map(shown, figures(one.text))))
    if one.intake is not None:
        read = tuple(str(intake.number) for passage in passages for intake in intakes(passage, reader))
        yield Compared("intake", one.text, tuple(map(str, one.intake)), read)
    if one.disputes is not None:
        wanted = tuple(f"{kind} {number}" for kind, number in one.disputes.items())
        yield Compared("disputes", one.text, wanted, _disputes(passages, reader))
    if one.sums is not None:
        sums = tuple(found.words for passage in passages for found in breakdowns(passage))
        yield Compared("sums", one.text, tuple(one.sums), sums)


def _disputes(passages: tuple[Passage, ...], reader: Reader) -> tuple[str, ...]:
    return tuple(f"{one.kind} {one.number}" for passage in passages for one in disputes(passage, reader))


def shown(figure: Figure) -> str:
    """A figure as the labels write it: ~300条."""
    return f"{'~' if figure.approximate else ''}{figure.value.normalize():f}{figure.measure}"


def main() -> None:
    everything: list[Any] = [one for sentence in sentences() for one in compared(sentence)]
    for kind in dict.fromkeys(one.kind for one in everything):
        own = [one for one in everything if one.kind == kind]
        hits, read, wanted = (sum(c) for c in zip(*((o.hits, len(o.read), len(o.wanted)) for o in own), strict=True))
        print(f"{kind:10}{len(own):4} sentences  precision {hits}/{read}  recall {hits}/{wanted}")  # noqa: T201
        for one in own:
            if sorted(one.wanted) != sorted(one.read):
                print(f"    {one.text} wanted {one.wanted}, read {one.read}")  # noqa: T201


if __name__ == "__main__":
    main()
