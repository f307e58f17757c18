"""An alert in the markdown that the three chat robots share (bold and links only), bounded in bytes.

None of the robots documents an escape that holds in all clients, so `neutral` writes the characters that could be
markup in the text of a report in their full-width form: `[bookmark: x]` becomes `［bookmark: x］`, and neither a
link nor a mention (`<@all>`, `<at id=all>`) can come out of a report; nor is an address in it made a link by clients
that look for `://`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from gouji.notify.alert import Alert, Item

_MARKUP = str.maketrans(r"""*`~[]<>#|\&!$""", "＊｀～［］＜＞＃｜＼＆！＄")
_EDGE_UNDERSCORE = re.compile(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")

Fits = Callable[[str], bool]


def neutral(text: str) -> str:
    """The text with everything that could be markup made harmless."""
    return _EDGE_UNDERSCORE.sub("＿", text.translate(_MARKUP)).replace("://", "：//")


def as_markdown(alert: Alert, fits: Fits) -> str:
    """The longest form of the alert that `fits`: whole findings from the top, then how many more there are.

    What goes first are the lists behind the findings; when not one finding fits whole, their headings are shown.
    """
    everything = _joined(alert, [_whole(item) for item in alert.items], lists=True)
    if fits(everything):
        return everything
    for form in (_whole, _heading):
        blocks = [form(item) for item in alert.items]
        if count := _most(blocks, alert, fits):
            return _joined(alert, blocks[:count])
    return _joined(alert, [])


def _most(blocks: list[str], alert: Alert, fits: Fits) -> int:
    """How many blocks from the top fit."""
    counts = range(1, len(blocks) + 1)
    return bisect_left(counts, True, key=lambda count: not fits(_joined(alert, blocks[:count])))


def _joined(alert: Alert, items: list[str], *, lists: bool = False) -> str:
    omitted = len(alert.items) + alert.omitted - len(items)
    blocks = [_head(alert), *items, *(_lists(alert) if lists else []), _tail(alert, omitted)]
    return "\n\n".join(block for block in blocks if block)


def _head(alert: Alert) -> str:
    lines = [
        f"**【年报核查】{neutral(alert.unit)} {alert.year}**",
        f"{alert.conclusion} {alert.tally}",
        f"文件：{neutral(alert.file)}",
        alert.comparison or "",
        alert.set_aside or "",
    ]
    return "\n".join(line for line in lines if line)


def _heading(item: Item) -> str:
    return f"**【{item.severity.chinese}】{neutral(item.heading)}**"


def _whole(item: Item) -> str:
    return "\n".join([_heading(item), *(f"{label}：{neutral(words)}" for label, words in item.lines)])


def _lists(alert: Alert) -> list[str]:
    lists = (("已整改", alert.fixed), ("无法判断是否整改", alert.unverified), ("本次未能核查的规则", alert.unchecked))
    return ["\n".join([f"**{title}**", *map(neutral, lines)]) for title, lines in lists if lines]


def _tail(alert: Alert, omitted: int) -> str:
    more = [f"另有 {omitted} 项"] if omitted else []
    more += [f"提示 {alert.infos} 项"] if alert.infos else []
    page = f"[报告页面]({alert.link})" if alert.link else "报告页面"
    if more:
        return f"{'，'.join(more)}，详见{page}。编号 {alert.number}"
    return f"{page}　编号 {alert.number}" if alert.link else f"编号 {alert.number}"
