"""PI-03."""

import re
from collections.abc import Iterator

from gouji.model import Quote
from gouji.privacy import Datum, masked
from gouji.rule import WARNING, Finding, Report, rule
from gouji.text import quoted
from gouji_rules.privacy._numbers import numbers
from gouji_rules.text._marks import Mark, together
from gouji_rules.text._places import visible

_HOME = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,8}(?:村|社区|小区|花园|新村|家园))(?P<rest>[\u4e00-\u9fff\d]{0,6}?[\d一二三四五六七八九十]{1,4}(?:组|栋|幢|号楼)[\u4e00-\u9fff\d单元-]{0,10}?\d{1,5}[号室])"
)
_OFFICE = re.compile(r"办公|地址|政府(?!信息)|单位|机关|位于|服务中心|联系|邮编|大厅|窗口")
_NUMBERED = re.compile(r"\d[号室]")
_REACH = 20


@rule(
    "PI-03",
    title="泄露银行卡号、住址",
    severity=WARNING,
    basis="《政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》",
    advice="立即撤下并遮盖银行卡号、门牌号。",
)
def no_bank_cards_or_homes(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """公布的报告里不应出现个人的银行卡号和住址。

    十六至十九位、校验码正确的数字是银行卡号；“…村…组…号”“…小区…栋…室”是一户人家的门牌。提醒和页面上只显示遮盖后的内容。

    常见误报：座机与邮政编码相连、编号一类的长数字；写明是办公地址的门牌。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开、依申请公开工作有序开展，退款汇入银行卡6222020200112233446。
    正例：
        一：2023年，主动公开、依申请公开工作有序开展，办公地址为云溪县柳泉村3组12号，订单编号6222020200112233446。
    """
    cards = (mark for mark, _ in numbers(report, Datum.BANK_CARD))
    yield from together(
        cards, report, what="公布了银行卡号", demand="应立即撤下并遮盖", locator="银行卡号", shown=shown
    )
    homes = (mark for piece in visible(report, _NUMBERED) for mark in _homes(piece))
    yield from together(homes, report, what="疑公布了个人住址", demand="请核实并遮盖", locator="住址", shown=shown)


def _homes(piece: Quote) -> Iterator[Mark]:
    for found in _HOME.finditer(piece.text):
        if not _OFFICE.search(piece.text[max(0, found.start() - _REACH) : found.end()]):
            hidden = f"{found['place']}{re.sub(r'[0-9一二三四五六七八九十]', '*', found['rest'])}"
            whole = piece.text.replace(found[0], hidden)
            yield Mark(hidden, Quote(quoted(masked(whole)), piece.place))
