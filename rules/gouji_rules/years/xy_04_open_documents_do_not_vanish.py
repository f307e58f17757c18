"""XY-04."""

import re
from collections.abc import Iterator

from gouji.prose import passages
from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._before import year_before
from gouji_rules.years._rows import figures, states_nothing

_TOTAL, _OPENED = "对外公开总数量", "本年新公开数量"
_ROWS = ("规章", "规范性文件")
_CLEARED = re.compile(
    r"(?:清理|废止|失效|修改|宣布失效)[^。；]{0,30}(?:规范性文件|规章|文件)|(?:规范性文件|规章|文件)[^。；]{0,30}(?:清理|废止|失效)"
)


@rule(
    "XY-04",
    title="对外公开总数衔接",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（一）项；国办公开办函〔2019〕60号 表二",
    advice="对外公开总数量填截至年底公开的全部件数；清理、废止后减少的，在总体情况中写明清理的件数。",
    editions=["ed2019"],
    explains=["XY-05"],
    years=(2020, 2020),
)
def open_documents_do_not_vanish(report: Report, previous: Report) -> Iterator[Finding | Unchecked]:
    """2020年度表二的对外公开总数量，一般不应少于2019年度的对外公开总数量：公开过的文件不会无故减少。

    减少而正文没有说明清理、废止的作警告，并写出按上年总数加本年新公开应有的件数。每一行一个问题。

    常见误报：清理、废止、失效的文件，正文写明的不报；2019年试行格式没有废止件数，总数没有减少的不报；
    2021年度改为现行有效件数，与对外公开总数量不能衔接，不比较（XY-09）。

    沿革：0.1 首次收入。

    反例：
        年度 = 2020
        上年：二.规范性文件.对外公开总数量 = 29
        二.规范性文件.本年新公开数量 = 2
        二.规范性文件.对外公开总数量 = 2
    正例：
        年度 = 2020
        上年：二.规范性文件.对外公开总数量 = 29
        二.规范性文件.本年新公开数量 = 2
        二.规范性文件.对外公开总数量 = 31
    """
    before = year_before(report, previous, one_form=True)
    for row in _ROWS:
        if states_nothing(report, row, _TOTAL) or states_nothing(before, row, _TOTAL):
            continue
        own, last = figures(report, row, _TOTAL, _OPENED), figures(before, row, _TOTAL)
        if own is None or last is None:
            yield Unchecked(f"表二{row}两年的对外公开总数量、本年新公开数量没有都填成数字")
        elif own[0] < last[0] and not _is_explained(report):
            total, opened = own
            due = last[0] + opened
            yield Finding(
                f"表二{row} 对外公开总数量 {total:f} 件，比上一年的 {last[0]:f} 件少；"
                f"加上本年新公开 {opened:f} 件应为 {due:f} 件，正文没有说明清理、废止",
                cells=(f"二.{row}.{_OPENED}", f"二.{row}.{_TOTAL}"),
                equation=f"{total:f} < {last[0]:f}",
                difference=due - total,
                confidence=Confidence.LIKELY,
                locator=f"二.{row}.{_TOTAL}",
            )


def _is_explained(report: Report) -> bool:
    return any(_CLEARED.search(passage.plain) for passage in passages(report))
