"""A digest in words: what every message says, whatever it is written in.

The text of a report is hostile input: `clean` takes out of it what could break a line or turn the writing around.
Each form (text, HTML, the robots' markdown) then escapes for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from gouji.digest import Digest, FindingStatus
from gouji.editions import PRE2019, PRE2019_REMARK
from gouji.evidence import Line, clean, evidence
from gouji.model import Finding, Severity, Verdict

#: A report with more is beyond a message: the rest stands on its page.
MAX_ITEMS = 100
MAX_LISTED = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One finding: its heading, and lines of (label, words). `still` is True when the version before had it too."""

    severity: Severity
    heading: str
    lines: tuple[Line, ...]
    still: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """One checked report as its supervisor is told of it; `items` are errors and warnings, errors first.

    `infos` counts the findings that are only counted; it is 0 where they are among the items. `omitted` counts those
    beyond what a message can hold. `fixed`, `unverified` and `unchecked` are one line each. `set_aside` says how many
    findings people called 误报 or 已豁免: these are counted nowhere else. `occasion` says in a few words that this is a
    recheck and what it newly found (`comparison` says it in full); then `items` are the new findings alone.
    """

    number: int
    unit: str
    year: str
    conclusion: str
    verdict: Verdict
    counts: dict[Severity, int]
    file_name: str
    version: int
    received: str
    comparison: str | None
    items: tuple[Item, ...]
    infos: int
    omitted: int
    fixed: tuple[str, ...]
    unverified: tuple[str, ...]
    unchecked: tuple[str, ...]
    link: str | None
    set_aside: str | None = None
    occasion: str | None = None

    @property
    def tally(self) -> str:
        """错误6 警告3 提示5."""
        return " ".join(f"{severity.chinese}{self.counts[severity]}" for severity in Severity)

    @property
    def subject(self) -> str:
        """The whole in one line."""
        version = f"（第{self.version}版）" if self.version > 1 else ""
        occasion = f" {self.occasion}" if self.occasion else ""
        return f"【年报核查】{self.unit} {self.year}{version}{occasion} {self.conclusion} {self.tally}"

    @property
    def file(self) -> str:
        """Which file, which version, when."""
        return f"{self.file_name}（第{self.version}版，{self.received} 收到）"


def describe(digest: Digest, *, zone: tzinfo, web_url: str | None = None, infos: bool = False) -> Alert:
    """Put a digest in words; times are shown in `zone`, the link leads to its page under `web_url`.

    With `infos` they are written out like the others, for those who asked for them.
    """
    news = [pair for pair in digest.findings if digest.occasion is None or pair[1] is FindingStatus.NEW]
    shown = sorted(
        ((finding, status) for finding, status in news if infos or finding.severity is not Severity.INFO),
        key=lambda pair: (pair[0].severity or Severity.WARNING).rank * 2 + (pair[1] is FindingStatus.STILL),
    )
    return Alert(
        number=digest.submission_id,
        unit=clean(digest.unit or "", 60) or "（报告未写明单位）",
        year=f"{digest.year}年度" if digest.year else "（年度不明）",
        conclusion=conclusion(digest),
        verdict=digest.verdict,
        counts=digest.counts(),
        file_name=clean(digest.file_name, 100),
        version=digest.version,
        received=_local(digest.received_at, zone),
        comparison=_comparison(digest),
        items=tuple(_item(finding, status, digest) for finding, status in shown[:MAX_ITEMS]),
        infos=len(news) - len(shown),
        omitted=max(0, len(shown) - MAX_ITEMS),
        fixed=() if digest.occasion else _listed(digest.fixed),
        unverified=() if digest.occasion else _listed(digest.unverified),
        unchecked=_unchecked(digest),
        link=f"{web_url.rstrip('/')}/submissions/{digest.submission_id}" if web_url else None,
        set_aside=digest.set_aside,
        occasion=f"重新核查新增问题 {len(news)} 项" if digest.occasion else None,
    )


def conclusion(digest: Digest) -> str:
    """通过 or 需修改, with the verdict's own word."""
    words = {Verdict.COMPLIANT: "通过", Verdict.PROBLEMS: "需修改", Verdict.INCOMPLETE: "需人工核对"}
    return f"{words[digest.verdict]}（{digest.verdict}）"


def _item(finding: Finding, status: FindingStatus, digest: Digest) -> Item:
    severity = finding.severity or Severity.WARNING
    still = status is FindingStatus.STILL
    standing = f"（{status.chinese}）" if digest.version > 1 or digest.occasion else ""
    heading = f"{finding.rule} {clean(finding.title)}{standing}"
    return Item(severity, heading, evidence(finding, digest.report), still)


def _comparison(digest: Digest) -> str | None:
    if digest.occasion:
        return _since(digest)
    if digest.version == 1:
        return None
    still = sum(status is FindingStatus.STILL for _, status in digest.findings)
    counts = f"已整改 {len(digest.fixed)} 项，仍未整改 {still} 项，新发现 {len(digest.findings) - still} 项"
    unverified = f"，{len(digest.unverified)} 项无法判断是否整改" if digest.unverified else ""
    return f"与第{digest.version - 1}版相比：{counts}{unverified}"


def _since(digest: Digest) -> str:
    """What a recheck changed: 上年报告已到，本报告已重新核查：新增问题 1 项，原有 6 项不变."""
    new, gone = len(digest.news), len(digest.fixed) + len(digest.unverified)
    kept = len(digest.findings) - new
    words = [
        f"新增问题 {new} 项",
        *([f"原有 {kept} 项不变"] if kept else []),
        *([f"{gone} 项不再列出"] if gone else []),
    ]
    return f"{digest.occasion}，本报告已重新核查：{'，'.join(words)}"


def _listed(findings: Sequence[Finding]) -> tuple[str, ...]:
    return _capped([f"{finding.rule} {clean(finding.title)}：{clean(finding.message, 100)}" for finding in findings])


def _unchecked(digest: Digest) -> tuple[str, ...]:
    remarks = [PRE2019_REMARK] if digest.report.edition == PRE2019 else []
    return _capped([*remarks, *(f"{result.rule}：{clean(result.reason or '', 80)}" for result in digest.incomplete)])


def _capped(lines: list[str]) -> tuple[str, ...]:
    rest = len(lines) - MAX_LISTED
    return (*lines[:MAX_LISTED], f"另有 {rest} 项") if rest > 0 else tuple(lines)


def _local(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
