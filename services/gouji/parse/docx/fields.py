"""Fields: of an instruction and its result only the result is shown, save where the instruction draws it."""

from __future__ import annotations

import re

from gouji.parse.docx.names import Element, W, child, number, value

_INSTRUCTION, _SEPARATE, _END = f"{W}instrText", "separate", "end"
#: 带圈字符 of Word: EQ \o\ac(○,1) has no result, it draws a circle around a figure.
_CIRCLED = re.compile(r"\s*eq\s+\\o\s*\\ac\(\s*[○◯〇]\s*,\s*([0-9]{1,2})\s*\)", re.IGNORECASE)


class Fields:
    """The fields that are open, each within the one before."""

    def __init__(self) -> None:
        self._open: list[list[str] | None] = []  # innermost last; its instruction, None when that has been read

    @property
    def instructing(self) -> bool:
        """Whether what comes is, somewhere, part of an instruction."""
        return any(one is not None for one in self._open)

    def mark(self, element: Element) -> str:
        """Take a `w:fldChar`; the text that it shows itself."""
        kind = element.get(f"{W}fldCharType")
        shown = ""
        if kind == "begin":
            shown = "" if self.instructing else _chosen_entry(element)
            self._open.append([])
            return shown
        if kind == _SEPARATE and self._open:
            self._open[-1] = None
        elif kind == _END and self._open:
            instruction = self._open.pop()
            circled = _CIRCLED.match("".join(instruction)) if instruction else None
            shown = _circled(int(circled[1])) if circled else ""
        return "" if self.instructing else shown

    def instruct(self, text: str) -> None:
        """Take a piece of an instruction."""
        if self._open and (instruction := self._open[-1]) is not None:
            instruction.append(text)

    def end_paragraph(self) -> None:
        """No instruction reaches over a paragraph; lost marks hide no text."""
        self._open = [None] * len(self._open)


def _chosen_entry(begin: Element) -> str:
    """What a drop-down list of an old form shows."""
    choices = child(child(begin, "ffData"), "ddList")
    if choices is None:
        return ""
    entries = [entry.get(f"{W}val") or "" for entry in choices.iterchildren(f"{W}listEntry")]
    chosen = number(value(choices, "result")) or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _circled(figure: int) -> str:
    return chr(ord("①") + figure - 1) if 1 <= figure <= 20 else f"({figure})"  # noqa: PLR2004 - ① to ⑳
