"""PI-04."""

import re
from collections.abc import Iterator

from gouji.model import Quote
from gouji.privacy import masked
from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji.text import quoted
from gouji_rules.text._marks import Mark, prose, together

#: Family names that hardly ever begin another word behind 申请人; 于, 向, 和, 许, 高, 金 and the like are left out.
_FAMILY = (
    "王李张刘陈杨黄赵吴徐孙朱胡郭罗郑梁谢宋唐韩冯邓曹彭肖董袁潘蔡蒋杜苏魏吕姚卢姜崔谭"
    "廖贾邹熊孟秦阎薛侯郝邵顾赖贺尹钱洪龚"
)
#: Before 某 more family names are clear; 于某, 向某 and 因某 are not.
_BEFORE_MOU = _FAMILY + "周林何马叶余沈方石许高金钟范夏丁汪田傅江毛段雷龙武戴陆乔施严文"
_NAMED = re.compile(
    rf"(?P<role>申请人|原告|上诉人|当事人|举报人|投诉人|信访人|村民|居民|市民)(?P<name>[{_BEFORE_MOU}]某{{1,2}}|[{_FAMILY}][\u4e00-\u9fff]{{1,2}})"
    r"(?P<next>申请|不服|诉|提出|提交|提起|向|要求|认为|反映|投诉|举报|以|因|等\d?人|的申请|与|[，,。、；;（(]|$)"
)
_ANONYMOUS = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>[{_BEFORE_MOU}]某{{1,2}})(?=申请|不服|诉|提出|提交|提起|向|要求|认为|与|等)"
)
_NO_NAME = re.compile(
    r"^(?:王国|张贴|陈述|黄色|黄河|杨树|李子|徐州|郑州|苏州|唐山|杜绝|孟加|钱款|洪水|顾虑|顾客|顾问|赖以|侯选|罗列|谢绝|姜黄|秦岭)"
)


@rule(
    "PI-04",
    title="泄露申请人姓名、具体案情",
    severity=WARNING,
    basis="《政府信息公开条例》第十五条",
    advice="删去申请人、当事人的姓名和可以认出本人的案情，只写件数和办理结果。",
)
def applicants_stay_unnamed(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """报告不应写出申请人、当事人的姓名，也不应叙述可以认出本人的具体案情。

    年度报告统计的是件数；写出“申请人张三”或者“王某不服答复”，公开的是个人信息。提醒中只显示姓氏。

    常见误报：“申请人为自然人”“申请人均为企业”“申请人情况”一类的说法；公职人员的姓名和职务（见 PI-05）。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开、依申请公开工作有序开展，申请人王小明不服答复提起行政复议。
    正例：
        一：2023年，主动公开、依申请公开工作有序开展，申请人为自然人的5件，申请人均表示满意。
    """
    marks = (mark for piece in prose(report) for mark in _names(piece))
    yield from together(
        marks,
        report,
        what="写出了申请人、当事人的姓名或者具体案情",
        demand="应删去",
        locator="姓名",
        shown=shown,
        confidence=Confidence.LIKELY,
    )


def _names(piece: Quote) -> Iterator[Mark]:
    for pattern in (_NAMED, _ANONYMOUS):
        for found in pattern.finditer(piece.text):
            name = found["name"]
            if not _NO_NAME.match(name):
                hidden = name[0] + "某" * (len(name) - 1)
                words = found[0].replace(name, hidden)
                yield Mark(words, Quote(quoted(masked(piece.text.replace(name, hidden))), piece.place))
