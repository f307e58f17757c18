"""T3-09."""

import re
from collections.abc import Iterator

from gouji.model import Row
from gouji.rule import WARNING, Confidence, Finding, Quote, Report, rule

_DIGITS = re.compile(r"[0-9０-９]\s*$")


@rule(
    "T3-09",
    title="标签混入数字",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    advice="把混入行名或者表头的数字移回应在的格子，并核对同一行、同一列有没有错位。",
)
def labels_have_no_digits(report: Report) -> Iterator[Finding]:
    """表三的行名后面、表头中间不应有数字。

    行名后多出的数字，多半是本行的数字跑进了行名，或者复制时前一格的数字留了下来，旁边的数字可能已经错位。
    全表合并为一个问题。

    常见误报：行名后的脚注记号（①、²、[1]、*）；行名中本来的序号（“1.属于国家秘密”）。

    沿革：0.1 首次收入。

    反例：
        三.R03.标签 = （一）予以公开2
    正例：
        三.R03.标签 = （一）予以公开①
    """
    table = report.table("三")
    labels = [Quote(row.label, row.place) for row in table.rows if _has_digits(row)]
    strays = [Quote(text.text.strip(), text.place) for text in table.strays]
    if not labels and not strays:
        return
    words = [f"行名“{quote.text}”后有数字" for quote in labels] + [f"表头中有数字“{quote.text}”" for quote in strays]
    yield Finding(
        f"表三{'；'.join(words)}，应删去，并核对是否是别格的数字",
        quotes=(*labels, *strays),
        confidence=Confidence.CERTAIN if labels else Confidence.LIKELY,
        locator="三",
    )


def _has_digits(row: Row) -> bool:
    return row.stray is not None and bool(_DIGITS.search(row.label))
