"""ST-13."""

import re
from collections.abc import Iterator

from gouji.errors import Absent
from gouji.rule import ERROR, WARNING, Finding, Report, rule
from gouji.text import compact
from gouji_rules.structure._sections import heading, name, prose

_NOTHING = re.compile(
    r"(?:本年度)?(?:无|暂无|没有|不存在)(?:存在的?)?(?:主要)?(?:问题)?(?:及改进情况)?[。.;!]?|[/—略-]*。?"
)
_PROBLEM = re.compile(
    r"问题|不足|短板|弱项|差距|薄弱|欠缺|不够|有待|尚待|还需|仍需|尚需|亟待|亟需|困难|滞后|缺乏|缺少|较少|偏少|单一|"
    r"需要?进一步|提升空间|改善空间|"
    r"不[^。,;]{0,2}(?:高|强|深|全|细|多|广|及时|到位|完善|规范|充分|平衡|丰富|健全|明显|准确)"
)
_REMEDY = re.compile(
    r"改进|整改|措施|下一步|下步|今后|接下来|明年|20\d\d年[^。]{0,12}将|我[局委办镇乡]将|我们将|"
    r"将(?:进一步|继续|重点|着力|从|持续|不断|优化|健全|完善|加强|强化|落实|加大|丰富|拓宽|提升|组织|开展)|"
    r"进一步(?:加强|提高|完善|健全|规范|拓宽|丰富|强化|加大)"
)


@rule(
    "ST-13",
    title="存在问题部分空洞",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第（四）项；国办公开办函〔2021〕30号（四）明确责任",
    advice="写明本单位存在的具体问题和相应的改进措施，不能留空或者只写“无”。",
)
def problems_are_told(report: Report, *, shortest: int = 30) -> Iterator[Finding]:
    """第五部分应写明存在的主要问题，也应写明改进情况。

    条例要求报告“存在的主要问题及改进情况”，只写“无”或者三言两语，属于敷衍塞责。空白或者只写“无”的是错误；
    少于30字、没有写到问题、没有写到改进的是警告。

    常见误报：不用“问题”“改进”二字而用“不足”“短板”“有待”“下一步将”等说法；第五部分整个缺失由 ST-01 指出。

    沿革：0.1 首次收入。

    反例：
        五：无。
    正例：
        五：政策解读形式较为单一，更新有待及时。今后将丰富图文解读，加强日常检查，落实栏目责任人。
    """
    section = report.section("problems")
    if section is None:
        raise Absent("“五、存在的主要问题及改进情况”", "没有找到这一部分（见 ST-01）")
    text = compact(prose(report, section))
    faults = _faults(text, shortest)
    if faults:
        yield Finding(
            f"“{name(section)}”{'，'.join(faults)}；应写明具体问题和改进措施",
            quotes=(heading(section),),
            severity=ERROR if _NOTHING.fullmatch(text) else None,
            locator="五",
        )


def _faults(text: str, shortest: int) -> list[str]:
    if not text:
        return ["没有内容"]
    if _NOTHING.fullmatch(text):
        return [f"只写了“{text}”"]
    return [
        *[f"只有{len(text)}个字"] * (len(text) < shortest),
        *["没有写到存在的问题"] * (not _PROBLEM.search(text)),
        *["没有写到改进情况"] * (not _REMEDY.search(text)),
    ]
