"""An invented report of an invented unit, as it comes out of the checker: whole tables with merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.model import (
    Cell,
    CellKind,
    Change,
    Checked,
    Confidence,
    Document,
    Finding,
    FoundTable,
    GridCell,
    Outcome,
    Paragraph,
    Place,
    Proposal,
    Quote,
    Report,
    Result,
    Row,
    Section,
    Severity,
    Table,
    Unplaced,
    Verdict,
)

UNIT = "云溪市农业农村局"
TITLE = "云溪市农业农村局2025年政府信息公开工作年度报告"
APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REQUESTS = [  # key, the labels that begin in this row with (rowspan, colspan), the figures
    ("R01", [("一、本年新收政府信息公开申请数量", 1, 3)], "12 3 0 0 0 0 15"),
    ("R02", [("二、上年结转政府信息公开申请数量", 1, 3)], "1 0 0 0 0 0 1"),
    ("R03", [("三、本年度办理结果", 22, 1), ("（一）予以公开", 1, 2)], "7 1 0 0 0 0 8"),
    ("R04", [("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2)], "1 0 0 0 0 0 1"),
    ("R05", [("（三）不予公开", 8, 1), ("1.属于国家秘密", 1, 1)], "0 0 0 0 0 0 0"),
    ("R06", [("2.其他法律行政法规禁止公开", 1, 1)], "0 0 0 0 0 0 0"),
    ("R07", [("3.危及“三安全一稳定”", 1, 1)], "0 0 0 0 0 0 0"),
    ("R08", [("4.保护第三方合法权益", 1, 1)], "1 1 0 0 0 0 2"),
    ("R09", [("5.属于三类内部事务信息", 1, 1)], "0 0 0 0 0 0 0"),
    ("R10", [("6.属于四类过程性信息", 1, 1)], "0 0 0 0 0 0 0"),
    ("R11", [("7.属于行政执法案卷", 1, 1)], "0 0 0 0 0 0 0"),
    ("R12", [("8.属于行政查询事项", 1, 1)], "0 0 0 0 0 0 0"),
    ("R13", [("（四）无法提供", 3, 1), ("1.本机关不掌握相关政府信息", 1, 1)], "2 1 0 0 0 0 3"),
    ("R14", [("2.没有现成信息需要另行制作", 1, 1)], "0 0 0 0 0 0 0"),
    ("R15", [("3.补正后申请内容仍不明确", 1, 1)], "0 0 0 0 0 0 0"),
    ("R16", [("（五）不予处理", 5, 1), ("1.信访举报投诉类申请", 1, 1)], "1 0 0 0 0 0 1"),
    ("R17", [("2.重复申请", 1, 1)], "0 0 0 0 0 0 0"),
    ("R18", [("3.要求提供公开出版物", 1, 1)], "0 0 0 0 0 0 0"),
    ("R19", [("4.无正当理由大量反复申请", 1, 1)], "0 0 0 0 0 0 0"),
    ("R20", [("5.要求行政机关确认或重新出具已获取信息", 1, 1)], "0 0 0 0 0 0 0"),
    (
        "R21a",
        [
            ("（六）其他处理", 3, 1),
            ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 1, 1),
        ],
        "1 0 0 0 0 0 1",
    ),
    (
        "R21b",
        [("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 1, 1)],
        "0 0 0 0 0 0 0",
    ),
    ("R21c", [("3.其他", 1, 1)], "0 0 0 0 0 0 0"),
    ("R22", [("（七）总计", 1, 2)], "12 3 0 0 0 0 16"),
    ("R23", [("四、结转下年度继续办理", 1, 3)], "0 0 0 0 0 0 0"),
]
SENTENCE = "全年新收政府信息公开申请18件，办结16件，均在法定期限内答复。"
NO_LITIGATION = "未发生因政府信息公开引发的行政复议和行政诉讼案件。"
PROSE = [
    (None, TITLE),
    (
        None,
        (
            "本报告根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》编制。"
            "统计期限为2025年1月1日至2025年12月31日。"
        ),
    ),
    ("一", "总体情况"),
    (
        None,
        (
            "（一）主动公开。全年通过市政府门户网站主动公开信息126条，其中惠农补贴类41条、动植物检疫类37条、"
            "高标准农田建设类29条、其他19条；政务新媒体发布信息212条。"
        ),
    ),
    (None, f"（二）依申请公开。{SENTENCE}{NO_LITIGATION}"),
    (None, "（三）政府信息管理。建立建全信息发布“三审三校”制度，全年清理失效信息23条。"),
    (None, "（四）平台建设。规范门户网站“三农”专栏，全年更新栏目14个。"),
    (None, "（五）监督保障。把政务公开纳入年度考核，全年组织业务培训2次。"),
    ("二", "主动公开政府信息情况"),
    (2, None),
    ("三", "收到和处理政府信息公开申请情况"),
    (3, None),
    ("四", "政府信息公开行政复议、行政诉讼情况"),
    (4, None),
    ("五", "存在的主要问题及改进情况"),
    (
        None,
        "一是个别栏目更新不够及时；二是政策解读形式较为单一。下一步将完善栏目更新提醒机制，增加图解、短视频等解读形式。",
    ),
    ("六", "其他需要报告的事项"),
    (None, "依据《政府信息公开信息处理费管理办法》，本年度未收取信息处理费。"),
]
KINDS = {
    "一": "overview",
    "二": "proactive_disclosure",
    "三": "disclosure_on_request",
    "四": "reconsideration_litigation",
    "五": "problems",
    "六": "other",
}


class Drawing:
    """A table as it is written: rows of cells with spans, addresses for those that are figures."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.drawn: list[GridCell] = []
        self.cells: dict[str, Cell] = {}
        self._taken: set[tuple[int, int]] = set()

    def row(self, number: int, *texts: tuple[str, int, int, str | None]) -> None:
        column = 0
        for text, rowspan, colspan, address in texts:
            while (number, column) in self._taken:
                column += 1
            self._taken |= {(number + down, column + right) for down in range(rowspan) for right in range(colspan)}
            place = Place(table=self.number, row=number + 1, column=column + 1)
            self.drawn.append(GridCell(number, column, text, place, rowspan, colspan))
            if address:
                self.cells[address] = figure(address, text, place)

    def table(self) -> Table:
        return Table(tuple(self.drawn), Place(table=self.number))


def figure(address: str, text: str, place: Place) -> Cell:
    if not text:
        return Cell(address, text, CellKind.BLANK, place)
    return Cell(address, text, CellKind.COUNT, place, value=Decimal(text))


def first_table() -> Drawing:
    drawing, line = Drawing(1), iter(range(100))

    def block(caption: str, columns: list[str], rows: list[tuple[str, list[str]]]) -> None:
        span = 3 // len(columns)
        drawing.row(next(line), (caption, 1, 4, None))
        drawing.row(next(line), ("信息内容", 1, 1, None), *((column, 1, span, None) for column in columns))
        for label, texts in rows:
            figures = ((t, 1, span, f"二.{label}.{c}") for c, t in zip(columns, texts, strict=True))
            drawing.row(next(line), (label, 1, 1, None), *figures)

    documents = [("规章", ["0", "0", "0"]), ("行政规范性文件", ["3", "1", "11"])]
    block("第二十条第（一）项", ["本年制发件数", "本年废止件数", "现行有效件数"], documents)
    block("第二十条第（五）项", ["本年处理决定数量"], [("行政许可", ["1284"])])
    block("第二十条第（六）项", ["本年处理决定数量"], [("行政处罚", ["57"]), ("行政强制", ["4"])])
    block("第二十条第（八）项", ["本年收费金额"], [("行政事业性收费", ["273500"])])
    return drawing


def second_table() -> Drawing:
    drawing = Drawing(2)
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    drawing.row(0, (corner, 3, 3, None), ("申请人情况", 1, 7, None))
    drawing.row(1, ("自然人", 2, 1, None), ("法人或其他组织", 1, 5, None), ("总计", 2, 1, None))
    drawing.row(2, *((name, 1, 1, None) for name in APPLICANTS[1:-1]))
    for number, (key, labels, texts) in enumerate(REQUESTS, start=3):
        figures = ((t, 1, 1, f"三.{key}.{c}") for c, t in zip(APPLICANTS, texts.split(), strict=True))
        drawing.row(number, *((text, down, right, None) for text, down, right in labels), *figures)
    return drawing


def third_table() -> Drawing:
    drawing, blocks = Drawing(3), ["行政复议", "未经复议直接起诉", "复议后起诉"]
    drawing.row(0, ("行政复议", 2, 5, None), ("行政诉讼", 1, 10, None))
    drawing.row(1, ("未经复议直接起诉", 1, 5, None), ("复议后起诉", 1, 5, None))
    drawing.row(2, *((name, 1, 1, None) for _ in blocks for name in OUTCOMES))
    texts = ["1", "0", "0", "0", "1", "0", "0", "0", "0", "0", "0", "", "", "", "0"]
    addresses = [f"四.{block}.{name}" for block in blocks for name in OUTCOMES]
    drawing.row(3, *((text, 1, 1, address) for text, address in zip(texts, addresses, strict=True)))
    return drawing


def found(key: str, drawing: Drawing) -> FoundTable:
    figures = {cell.place for cell in drawing.cells.values()}
    with_figures = {place.row for place in figures}
    headings = tuple(Paragraph(c.text, c.place) for c in drawing.drawn if c.place.row not in with_figures)
    return FoundTable(key, "ed2021", Place(table=drawing.number), headings, (), tuple(rows(drawing)))


def rows(drawing: Drawing) -> Iterator[Row]:
    for key in dict.fromkeys(cell.row for cell in drawing.cells.values()):
        cells = [cell for cell in drawing.cells.values() if cell.row == key]
        yield Row(key, key, cells[0].place, tuple(c.text for c in cells), tuple(c.place for c in cells))


def sample_report(unit: str | None = UNIT, year: int | None = 2025) -> Report:
    drawings = {2: first_table(), 3: second_table(), 4: third_table()}
    blocks: list[Paragraph | Table] = []
    sections: list[Section] = []
    for number, (mark, text) in enumerate(PROSE, start=1):
        if text is None:
            blocks.append(drawings[mark].table())
            continue
        place = Place(paragraph=number)
        blocks.append(Paragraph(f"{mark}、{text}" if mark else text, place))
        if mark:
            sections.append(Section(str(mark), text, KINDS[mark], place))
    return Report(
        unit=unit,
        year=year,
        edition="ed2021",
        title=TITLE,
        title_place=blocks[0].place,
        preface=(blocks[0], blocks[1]),
        sections=tuple(sections),
        tables={key: found(key, drawing) for key, drawing in zip("二三四", drawings.values(), strict=True)},
        cells={address: cell for drawing in drawings.values() for address, cell in drawing.cells.items()},
        unplaced=(Unplaced("（单位：万元）", Place(table=1, row=9, column=1), "不是本版格式的行标题"),),
        document=Document(tuple(blocks), "docx"),
        sources={"unit": "title", "year": "title"},
    )


def sample_findings() -> tuple[Finding, ...]:
    overview = Place(paragraph=5)
    return (
        Finding(
            rule="NA-07",
            title="复议、诉讼表述与表四矛盾",
            message="正文说没有发生行政复议，表四行政复议总计为1件",
            severity=Severity.ERROR,
            quotes=(Quote(NO_LITIGATION, overview),),
            cells=("四.行政复议.结果维持", "四.行政复议.总计"),
            basis="《政府信息公开条例》第五十条第一款第（三）项",
            advice="核对案件台账，修改正文或表四",
            fingerprint="a" * 16,
        ),
        Finding(
            rule="T3-03",
            title="横向合计",
            message="（七）总计一行，六类申请人之和与总计不符",
            severity=Severity.ERROR,
            cells=("三.R22.自然人", "三.R22.商业企业", "三.R22.总计"),
            equation="12 + 3 + 0 + 0 + 0 + 0 ≠ 16",
            difference=Decimal(-1),
            members=("T3-01", "T3-02"),
            proposals=(
                Proposal(
                    rank=1,
                    certainty="唯一",
                    changes=(Change("三.R22.自然人", "12", "13"),),
                    why="改这一格后，横向、纵向合计与四项勾稽全部相等",
                ),
            ),
            basis="国办公开办函〔2021〕30号 表三；《政府信息公开条例》第五十条",
            advice="按申请台账核对自然人一列的总计",
            fingerprint="b" * 16,
        ),
        Finding(
            rule="NA-01",
            title="收到申请数与表三不符",
            message="正文所写收到申请18件，表三本年新收总计为15件",
            severity=Severity.ERROR,
            quotes=(Quote("新收政府信息公开申请18件", overview),),
            cells=("三.R01.总计",),
            expected={"三.R01.总计": Decimal(18)},
            equation="18 ≠ 15",
            difference=Decimal(3),
            basis="《政府信息公开条例》第六条、第五十条第一款第（二）项",
            advice="以申请台账为准，修改正文或表三",
            fingerprint="c" * 16,
        ),
        Finding(
            rule="UN-02",
            title="收费金额量级疑似元",
            message="本年收费金额一列以万元计，273500万元即27.35亿元，对县级部门偏大，疑按元填写",
            severity=Severity.WARNING,
            confidence=Confidence.LIKELY,
            cells=("二.行政事业性收费.本年收费金额",),
            expected={"二.行政事业性收费.本年收费金额": Decimal("27.350")},
            basis="国办公开办函〔2021〕30号 表二",
            advice="核对收费台账，换算成万元后填写",
            fingerprint="d" * 16,
        ),
        Finding(
            rule="T4-04",
            title="空白未填",
            message="表四有3格空白；没有的应填0",
            severity=Severity.WARNING,
            cells=("四.复议后起诉.结果纠正", "四.复议后起诉.其他结果", "四.复议后起诉.尚未审结"),
            basis="国办公开办函〔2021〕30号 表四",
            advice="空白处填0",
            fingerprint="e" * 16,
        ),
        Finding(
            rule="TQ-04",
            title="错别字",
            message="“建立建全”应为“建立健全”",
            severity=Severity.INFO,
            confidence=Confidence.POSSIBLE,
            quotes=(Quote("建立建全", Place(paragraph=6)),),
            basis="公文格式",
            advice="改为“建立健全”",
            fingerprint="f" * 16,
        ),
    )


def sample_results() -> tuple[Result, ...]:
    failed = {finding.rule for finding in sample_findings()}
    passed = [f"T3-{number:02}" for number in range(4, 12)] + ["ED-01", "ED-02", "ID-01", "ID-02", "ST-01", "ST-02"]
    return (
        *(Result(rule, Outcome.FAIL) for rule in sorted(failed)),
        *(Result(rule, Outcome.PASS) for rule in passed),
        Result("T2-05", Outcome.NOT_APPLICABLE, "只适用于2019、2020年度"),
        Result("XY-01", Outcome.WAITING, "尚未收到该单位2024年度的报告"),
        Result("NA-04", Outcome.NOT_CHECKED, "正文没有写办结数"),
    )


def sample_checked(
    unit: str | None = UNIT,
    year: int | None = 2025,
    findings: tuple[Finding, ...] | None = None,
    verdict: Verdict = Verdict.PROBLEMS,
    report: Report | None = None,
) -> Checked:
    return Checked(
        report=report or sample_report(unit, year),
        ruleset="sha256:3f9c1e7ab2d4",
        results=sample_results(),
        findings=sample_findings() if findings is None else findings,
        verdict=verdict,
    )
