"""TQ-10."""

import re
from collections.abc import Iterator

from gouji.rule import INFO, Finding, Report, rule
from gouji_rules.text._marks import found_by, prose, together

_OUTDATED = re.compile(r"公开[为是作]{1,2}原则[”’\"]?[，、,和]?[“‘\"]?不公开[为是作]{1,2}例外")
_HISTORY = re.compile(
    r"原《|修订前|修改前|旧条例|原条例|过去|曾经|以往|以前|20(?:0\d|1[0-8])年|改为|调整为|修改为|变为|到[“‘]"
)
_REACH = 60


@rule(
    "TQ-10",
    title="公开原则表述过时",
    severity=INFO,
    basis="《政府信息公开条例》第五条",
    advice="改为“坚持以公开为常态、不公开为例外”。",
)
def principle_is_the_present_one(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """公开的原则应按现行条例第五条表述：以公开为常态、不公开为例外。

    “公开为原则、不公开为例外”是2019年修订以前的提法。

    常见误报：回顾条例沿革时引用旧的提法（句中有“修订前”“原《条例》”“改为”等字样的不报）。

    沿革：0.1 首次收入。

    反例：
        一：2023年，本机关坚持“公开为原则、不公开为例外”，主动公开、依申请公开工作有序开展。
    正例：
        一：2023年，本机关坚持以公开为常态、不公开为例外，主动公开、依申请公开工作有序开展。
    """

    def meant(found: re.Match[str]) -> bool:
        before = found.string[max(0, found.start() - _REACH) : found.start()].rpartition("。")[2]
        behind = found.string[found.end() : found.end() + _REACH // 2].partition("。")[0]
        return bool(_HISTORY.search(before + found[0] + behind))

    marks = found_by(_OUTDATED, prose(report), meant)
    yield from together(
        marks,
        report,
        what="公开的原则用了旧的提法",
        demand="现行条例第五条为“以公开为常态、不公开为例外”",
        locator="原则",
        shown=shown,
    )
