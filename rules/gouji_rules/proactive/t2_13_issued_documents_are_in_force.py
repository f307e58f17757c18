"""T2-13."""

from collections.abc import Iterator

from gouji.rule import INFO, WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._figures import gaps, lines

_ISSUED, _REPEALED, _IN_FORCE = "本年制发件数", "本年废止件数", "现行有效件数"


@rule(
    "T2-13",
    title="现行有效为0但制发大于0",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（一）项；国办公开办函〔2021〕30号 表二",
    advice="现行有效件数填截至年底仍然有效的全部件数，包括本年制发的；请按文件目录核对。",
    editions=["ed2021"],
    explains=["XY-02", "XY-05"],
)
def issued_documents_are_in_force(report: Report) -> Iterator[Finding | Unchecked]:
    """表二规章、行政规范性文件本年有制发的，现行有效件数一般不应为0。

    现行有效件数是年底的存量，包括本年制发的；填0的多半是漏填。

    常见误报：本年制发的都已废止（废止件数不少于制发件数），数字说得通，只作提示；制发多于废止的与 T2-12
    是同一原因，合并报。

    沿革：0.1 首次收入。

    反例：
        二.行政规范性文件.本年制发件数 = 3
        二.行政规范性文件.现行有效件数 = 0
    正例：
        二.行政规范性文件.本年制发件数 = 3
        二.行政规范性文件.现行有效件数 = 3
    """
    yield from gaps(report, "二", lambda row: _ISSUED in row.columns)
    for line in lines(report, "二"):
        if _ISSUED not in line.row.columns or line.states_nothing(_ISSUED, _IN_FORCE):
            continue
        issued, in_force = line.number(_ISSUED), line.number(_IN_FORCE)
        if issued is None or in_force is None:
            yield Unchecked(f"表二{line.row.label}的制发、现行有效件数没有都填成数字")
        elif issued > 0 and in_force == 0:
            all_repealed = (line.number(_REPEALED) or 0) >= issued
            remark = "（废止件数不少于制发件数，请确认确已全部废止）" if all_repealed else ""
            yield Finding(
                f"表二{line.row.label} 本年制发 {issued:f} 件，现行有效件数却为0{remark}",
                cells=tuple(line.cells[name].address for name in (_ISSUED, _IN_FORCE)),
                equation=f"{issued:f} > 0，{in_force:f} = 0",
                difference=issued,
                severity=INFO if all_repealed else WARNING,
                confidence=Confidence.LIKELY,
                locator=f"二.{line.row.key}",
            )
