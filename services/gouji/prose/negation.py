"""What a sentence says did not happen: 未收到…, 没有…, 无…, 零….

A denial is read only as far as its own clause: 未收到政府信息公开申请 denies applications, 未收到对公开的投诉 does not.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from gouji.prose.clauses import clause_start

_DENIAL = re.compile(
    r"(?:从未|未曾|尚未|暂未|均未|没有|不存在|暂无|并无|均无|未(?!来|能|予|必|经|按|及|公开|审)|没(?!收)"
    r"|无(?!法|论|偿|障|需|须|正当|关|效|锡|缝|线)|零(?=(?:政府|信息|依申请|申请|行政|复议|诉讼)))"
)
#: One of these characters is in every denial.
_HINT = re.compile(r"[未没无零不]")
_WHEN = re.compile(r"(?:20\d\d年度?|全年|本年度?|今年|年内|[我本][局委办厅院镇乡区]|本单位|本机关)*")
_END = re.compile(r"[，,；;：:。！？!?（）()]|$")
#: Verbs that may follow the denial and say nothing more than that it happened.
HAPPENED = r"(?:收到|新收|接到|接收|受理|办理|发生|出现|产生|收悉|接受|存在|引发|引起|涉及|遇到|有)?过?"
_HAPPENED = re.compile(HAPPENED)


class Denial(msgspec.Struct, frozen=True):
    """What stands before a denial in its sentence and its clause, and what it denies; `words` is the whole clause."""

    before: str
    lead: str
    denied: str
    words: str

    @property
    def postposed(self) -> bool:
        """Whether what is denied stands before the denial: 行政复议未发生, 依申请公开：无."""
        return bool(_HAPPENED.fullmatch(self.denied))


@lru_cache(maxsize=512)
def denials(sentence: str) -> tuple[Denial, ...]:
    """Every denial of a plain sentence."""
    if not _HINT.search(sentence):
        return ()
    return tuple(_denial(sentence, found) for found in _DENIAL.finditer(sentence))


def _denial(sentence: str, found: re.Match[str]) -> Denial:
    start = clause_start(sentence, found.start())
    shown: int | None = None
    if _WHEN.fullmatch(sentence, start, found.start()) and sentence[start - 1 : start] in ("：", ":"):
        shown = start - 1
        start = clause_start(sentence, shown)
    end = _END.search(sentence, found.end())
    stop = end.start() if end else len(sentence)
    lead = sentence[start : found.start() if shown is None else shown].rstrip("：:")
    return Denial(sentence[:start], lead, sentence[found.end() : stop], sentence[start:stop])
