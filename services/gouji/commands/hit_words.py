"""How often a rule hits, in words: shared by `gouji rules hits` and `backtest`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from gouji.model import Outcome

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="默认 text。")
NOT_JUDGED = {
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.WAITING: "等待其他材料",
    Outcome.NOT_CHECKED: "未能核查",
    Outcome.ERROR: "规则出错",
    Outcome.TIMEOUT: "规则超时",
}


def share(part: int, whole: int) -> str:
    """A part of a whole in percent."""
    return f"{part / whole:.1%}" if whole else "—"


def counts(outcomes: Mapping[Outcome, int], findings: int) -> Iterator[str]:
    """How many reports were hit, and how many were not judged."""
    hit, judged = outcomes[Outcome.FAIL], outcomes[Outcome.FAIL] + outcomes[Outcome.PASS]
    yield f"  命中 {hit} 份（判定的 {judged} 份中占 {share(hit, judged)}），发现 {findings} 项"
    others = [f"{words} {outcomes[outcome]} 份" for outcome, words in NOT_JUDGED.items() if outcomes[outcome]]
    if others:
        yield f"  没有判定：{'，'.join(others)}"


def where(unit: str | None, year: int | None, submission: int, file_name: str) -> str:
    """Which report: 慈溪市公安局 2023年度（第 12 号，年报.docx）."""
    return f"{unit or '单位不明'} {f'{year}年度' if year else '年度不明'}（第 {submission} 号，{file_name}）"
