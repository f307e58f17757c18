"""NA-09."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import NotApplicable
from gouji.model import CellKind
from gouji.prose import Documents, narrative
from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule

#: What is stated → the columns of the row that may say so, in either edition.
_COLUMNS = {
    "制发": ("本年制发件数", "本年新制作数量"),
    "公开": ("本年新公开数量", "本年新制作数量", "本年制发件数", "对外公开总数量", "现行有效件数"),
    "废止": ("本年废止件数",),
    "现行有效": ("现行有效件数", "对外公开总数量"),
}
_ROWS = ("行政规范性文件", "规范性文件")


@rule(
    "NA-09",
    title="规范性文件数不符",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款、第二十条第（一）项",
    advice="会同司法行政部门核对规范性文件的件数，修改正文或者表二。",
)
def documents_stated_match_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文写的制定、公开、废止、现行有效的规范性文件件数，应与表二第二十条第（一）项一致。

    同一个数字在正文和表格里各写一遍，不一致说明其中一处没有按文件目录统计。写“公开”多少件的，与本年新公开（制发）数、
    公开总数（现行有效数）之一相等即可。

    写“未制定”“没有制发”的，就是0件。

    常见误报：没有写明“规范性文件”的文件、公文、政府文件；清理、解读、备案、审查的件数；累计数、其他年度、其他机关的数和约数。

    沿革：0.1 首次收入。

    反例：
        一：2023年，本机关制定行政规范性文件3件，主动公开、依申请公开工作有序开展。
    正例：
        一：2023年，本机关印发文件30件，清理行政规范性文件3件，制定行政规范性文件0件，主动公开、依申请公开有序开展。
    """
    stated = narrative(report).documents
    if not stated:
        raise NotApplicable("正文没有写规范性文件的件数")
    for one in stated:
        cells = [cell for name in _COLUMNS[one.kind] for row in _ROWS if (cell := report.cells.get(f"二.{row}.{name}"))]
        if not cells or any(cell.doubt for cell in cells):
            yield Unchecked(f"正文写“{quoted_words(one)}”，表二中没有可以对照的单元格")
            continue
        if any(cell.value is None and cell.kind is not CellKind.BLANK for cell in cells):
            yield Unchecked(f"正文写“{quoted_words(one)}”，表二规范性文件一行不是数字")
        elif one.number not in {cell.value or Decimal(0) for cell in cells}:
            first = cells[0]
            where = address_words(first.address, report.edition)
            yield Finding(
                f"正文写“{quoted_words(one)}”，{where}为“{first.text or '空白'}”；两处应一致",
                cells=(first.address,),
                quotes=(one.passage.quote,),
                equation=f"{one.number:f} ≠ {first.value or 0:f}",
                difference=abs(one.number - (first.value or 0)),
                confidence=Confidence.LIKELY,
                locator=f"规范性文件 {one.kind}",
            )


def quoted_words(one: Documents) -> str:
    return one.words[-40:]
