"""PI-02."""

import re
from collections.abc import Iterator

from gouji.privacy import Datum
from gouji.rule import INFO, WARNING, Finding, Report, rule
from gouji_rules.privacy._numbers import numbers
from gouji_rules.text._marks import Mark, together

_CONTACT = re.compile(
    r"(?:(?:联系|咨询|办公|监督|投诉|值班|服务|举报|公开)(?:电话|方式|热线|手机|人)|联系人[\u4e00-\u9fff]{2,3}|电话|热线|传真|邮箱|信箱|邮件|[Ee]-?mail|QQ|微信号?)[^。；;，\n]{0,12}$"
)
_PRIVATE = re.compile(r"申请人|当事人|群众|村民|居民|市民|原告")


@rule(
    "PI-02",
    title="泄露手机号",
    severity=WARNING,
    basis="《政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》",
    advice="个人手机号应遮盖中间四位（138****1234）；对外联系方式宜用办公电话。",
)
def no_mobile_numbers(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """公布的报告里不应出现没有遮盖的个人手机号码。

    个人手机号码是个人隐私，各地通报多次点名。写在“联系电话”后面的，多半是本单位对外的联系方式，只作提示。

    常见误报：本单位公布的联系电话（降为提示）；已经遮盖的号码；座机、热线和网址中的数字。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开、依申请公开工作有序开展，申请人陈某（13800138000）对答复表示满意。
    正例：
        一：2023年，主动公开、依申请公开工作有序开展，热线0574-12345678，手机138****1234。
    """
    found = list(numbers(report, Datum.MOBILE))
    official: list[Mark] = [mark for mark, before in found if _is_contact(before)]
    private = [mark for mark, before in found if not _is_contact(before)]
    yield from together(private, report, what="公布了手机号", demand="应遮盖", locator="手机号", shown=shown)
    yield from together(
        official,
        report,
        what="联系方式是手机号",
        demand="请确认不是个人号码",
        locator="联系手机",
        shown=shown,
        severity=INFO,
    )


def _is_contact(before: str) -> bool:
    """Whether the words before the number say that the public may call it."""
    said = _CONTACT.search(before)
    return bool(said) and not _PRIVATE.search(before, max(0, len(before) - 20))
