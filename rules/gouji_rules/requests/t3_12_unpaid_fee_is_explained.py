"""T3-12."""

import re
from collections.abc import Iterator

from gouji.editions import address_words
from gouji.rule import INFO, Finding, Report, rule
from gouji.text import compact
from gouji_rules._counts import count_of

_UNPAID = "三.R21b.总计"
_FEE = re.compile(r"信息处理费|(?:收费|缴费)通知|(?:收取|缴纳|交纳)[^。；]{0,12}费")


@rule(
    "T3-12",
    title="逾期未缴费缺少收费说明",
    severity=INFO,
    basis="《政府信息公开条例》第四十二条；国办函〔2020〕109号",
    advice="在“六、其他需要报告的事项”中说明发出收费通知的件数、应收和实收信息处理费的金额。",
    editions=("ed2021",),
)
def unpaid_fee_is_explained(report: Report) -> Iterator[Finding]:
    """表三有“申请人逾期未按收费通知要求缴纳费用”的，正文应说到信息处理费。

    不再处理是因为发出了收费通知而申请人没有缴费；收不收费、收多少，报告应有交代。

    常见误报：收费的情况写在了别的部分（全文任何一处提到信息处理费都可以）。

    沿革：0.1 首次收入。

    反例：
        六：本年度没有其他需要报告的事项。
        三.R21b.自然人 = 1
        三.R21b.总计 = 1
    正例：
        六：本年度发出收费通知1件，应收信息处理费100元，申请人逾期未缴纳。
        三.R21b.自然人 = 1
        三.R21b.总计 = 1
    """
    unpaid = count_of(report, _UNPAID)
    if unpaid and not any(_FEE.search(compact(paragraph.text)) for _, paragraph in report.paragraphs()):
        yield Finding(
            f"{address_words(_UNPAID, report.edition)}为{unpaid:f}，全文没有说到信息处理费；请说明收费情况",
            cells=(_UNPAID,),
        )
