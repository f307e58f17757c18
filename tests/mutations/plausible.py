"""Faults that are no broken sum: figures that cannot be so, or hardly."""

from __future__ import annotations

from mutations.base import Case, balance, renamed
from mutations.fault import fault
from seeded import APPLICANTS

OLD, NEW = ("ed2019",), ("ed2021",)
BALANCES = ("T3-01", "T3-02", "T3-03")
FEE = "二.行政事业性收费.本年收费金额"
BOUGHT, SPENT = "二.政府集中采购.采购项目数量", "二.政府集中采购.采购总金额"


def _decisions(case: Case) -> str:
    return "本年处理决定数量" if case.new_form else "处理决定数量"


@fault("T2-01", "规章一行为斜杠")
def slashes_for_regulations(case: Case) -> bool | None:
    """Info: a department makes none."""
    if "政府" in case.draft.unit:
        return False
    for address in case.addresses("二.规章."):
        case.cells[address] = "/"
    return None


@fault("T2-02", "收费项目数填金额", forms=OLD, also=("T2-01", "T2-10"))
def fee_items_in_yuan(case: Case) -> None:
    case.cells["二.行政事业性收费.上一年项目数量"] = f"{case.random.randint(100_000, 30_000_000)}元"


@fault("T2-04", "增减带符号", forms=OLD)
def signed_change(case: Case) -> None:
    case.cells["二.行政许可.本年增/减"] = case.random.choice(["+3", "增3", "-2", "减2"])


@fault("T2-06", "规范性文件未全部公开", forms=OLD)
def documents_not_opened(case: Case) -> None:
    row = "二.规范性文件"
    case.unsay("documents")
    opened = case.random.randint(1, 9)
    case.cells[f"{row}.本年新制作数量"], case.cells[f"{row}.本年新公开数量"] = str(opened + 2), str(opened)
    case.cells[f"{row}.对外公开总数量"] = str(opened + 20)


@fault("T2-08", "政府办公室填报规章", also=("T2-05", "T2-12", "T2-13"))
def regulations_of_a_county(case: Case) -> None:
    renamed(case, case.random.choice(["云溪县人民政府", "云溪县河口镇人民政府", "云溪县司法局"]))
    name = "现行有效件数" if case.new_form else "对外公开总数量"
    case.cells[f"二.规章.{name}"] = str(case.random.randint(1, 9))


@fault("T2-09", "一行的处理决定数等于项目合计", forms=OLD)
def decisions_of_one_row_are_items(case: Case) -> None:
    before, more = case.random.randint(30, 80), case.random.randint(3, 9)
    row = case.random.choice(["行政许可", "行政处罚"])
    case.unsay("decisions")
    case.cells[f"二.{row}.上一年项目数量"], case.cells[f"二.{row}.本年增/减"] = str(before), f"+{more}"
    case.cells[f"二.{row}.处理决定数量"] = str(before + more)


@fault("T2-10", "减少的比原有的多", forms=OLD, also=("T2-09", "T2-18"))
def fewer_than_none(case: Case) -> None:
    before = case.random.randint(3, 20)
    case.cells["二.行政处罚.上一年项目数量"] = str(before)
    case.cells["二.行政处罚.本年增/减"] = f"-{before + case.random.randint(1, 9)}"


@fault("T2-11", "文件总量等于公开信息条数", also=("T2-05", "T2-07", "T2-12", "NA-09"))
def stock_is_the_number_of_items(case: Case) -> None:
    case.unsay("disclosure", "documents")
    number = case.random.randint(120, 900)
    name = "行政规范性文件.现行有效件数" if case.new_form else "规范性文件.对外公开总数量"
    case.cells[f"二.{name}"] = str(number)
    case.say(
        case.random.choice(["全年主动公开政府信息{}条。", "公开信息共计{}条。", "本年度共公开政府信息{}条。"]).format(
            number
        ),
        1,
    )


@fault("T2-12", "废止多于上年现行有效", forms=NEW, with_before=True, also=("XY-02", "NA-09"))
def repealed_more_than_last_year(case: Case) -> bool | None:
    if case.draft.year == 2021 or case.before is None:
        return False
    row = "二.行政规范性文件"
    last = int(case.before.cells[f"{row}.现行有效件数"])
    case.unsay("documents")
    case.cells[f"{row}.本年废止件数"] = str(last + case.number(f"{row}.本年制发件数") + case.random.randint(1, 9))
    return None


@fault("T2-15", "有采购项目而无金额", forms=OLD)
def items_without_amount(case: Case) -> None:
    case.unsay("money")
    case.cells[BOUGHT], case.cells[SPENT] = str(case.random.randint(1, 20)), "0"


@fault("T2-16", "采购均价过低", forms=OLD)
def cheap_purchases(case: Case) -> None:
    case.unsay("money")
    items = case.random.randint(5, 20)
    case.cells[BOUGHT], case.cells[SPENT] = str(items), f"{items * case.random.randint(50, 400)}元"


@fault("T2-16", "采购均价过高", forms=OLD)
def dear_purchases(case: Case) -> None:
    case.unsay("money")
    case.cells[BOUGHT], case.cells[SPENT] = "3", f"{case.random.randint(4, 90)}0000万元"


@fault("T2-17", "执法部门没有处罚", also=("T2-18", "T2-09"))
def authority_without_penalties(case: Case) -> None:
    renamed(case, case.random.choice(["云溪县市场监督管理局", "云溪县公安局", "云溪县生态环境局"]))
    case.unsay("decisions")
    case.cells[f"二.行政处罚.{_decisions(case)}"] = "0"


@fault("T2-17", "公安处罚多而强制为0", also=("T2-18", "T2-09"))
def police_without_coercion(case: Case) -> None:
    renamed(case, "云溪县公安局")
    case.unsay("decisions")
    case.cells[f"二.行政处罚.{_decisions(case)}"] = str(case.random.randint(1000, 9000))
    case.cells[f"二.行政强制.{_decisions(case)}"] = "0"


@fault("UN-01", "收费金额带元", forms=NEW, also=("UN-02", "UN-04"))
def fee_with_decimals_in_yuan(case: Case) -> None:
    case.unsay("money")
    case.cells[FEE] = f"{case.random.randint(10_000, 900_000)}.{case.random.randint(10, 99)}元"


@fault("UN-02", "县级部门收费量级", forms=NEW)
def fee_of_a_county_department(case: Case) -> None:
    renamed(case, "云溪县水利局")
    case.around.append("登记.类型 = 县级部门")
    case.unsay("money")
    case.cells[FEE] = str(case.random.randint(5_000, 900_000))


@fault("UN-04", "收费金额与正文的元同一个数", forms=NEW, also=("UN-02",))
def fee_equals_yuan_of_the_prose(case: Case) -> None:
    case.unsay("money")
    case.cells[FEE] = str(amount := case.random.randint(3000, 4900))
    case.say(f"本年度行政事业性收费{amount}元。", 1)


@fault("UN-03", "收费金额换算两次", forms=NEW)
def fee_converted_twice(case: Case) -> None:
    case.unsay("money")
    case.cells[FEE] = case.random.choice(["0.0012", "0.0055", "0.008"])


@fault("UN-04", "采购金额正文与表格单位不同", forms=OLD, also=("T2-16",))
def purchase_with_other_unit_in_the_prose(case: Case) -> None:
    case.unsay("money")
    amount = f"{case.random.randint(20, 90)}.{case.random.randint(11, 99)}"
    case.cells[BOUGHT], case.cells[SPENT] = "2", f"{amount}万元"
    case.say(f"政府集中采购总金额{amount}元。", 1)


@fault("UN-05", "采购金额两种单位", forms=OLD)
def purchase_in_two_units(case: Case) -> None:
    case.unsay("money")
    items = case.random.randint(1, 9)
    case.cells[BOUGHT], case.cells[SPENT] = str(items), f"{items * 12500}元"
    case.say(f"本年度政府集中采购总金额{items * 1.25:g}万元。", 1)


@fault("UN-06", "收费金额小数位过多", forms=NEW)
def fee_with_many_decimals(case: Case) -> None:
    case.unsay("money")
    case.cells[FEE] = f"27.{case.random.randint(1_000_000, 9_999_999) * 10 + 3}"


# -- 表三、表四


@fault("T3-01", "行内两数相抵", also=(*BALANCES, "T3-07", "NA-05"))
def intake_moved_to_another_column(case: Case) -> bool | None:
    """The total is right, two columns are not."""
    filled = [column for column in APPLICANTS if case.number(f"三.R01.{column}")]
    if not filled:
        return False
    given = case.random.choice(filled)
    taken = case.random.choice([column for column in APPLICANTS if column != given])
    case.cells[f"三.R01.{given}"] = str(case.number(f"三.R01.{given}") - 1)
    case.cells[f"三.R01.{taken}"] = str(case.number(f"三.R01.{taken}") + 1)
    return None


@fault("T3-07", "两列的新收互换", also=(*BALANCES,))
def intake_of_two_columns_swapped(case: Case) -> bool | None:
    filled = [column for column in APPLICANTS if case.number(f"三.R01.{column}")]
    if not filled:
        return False
    one = case.random.choice(filled)
    others = [column for column in APPLICANTS if case.cells[f"三.R01.{column}"] != case.cells[f"三.R01.{one}"]]
    first, second = f"三.R01.{one}", f"三.R01.{case.random.choice(others)}"
    case.cells[first], case.cells[second] = case.cells[second], case.cells[first]
    return None


@fault("T3-05", "（七）总计一行空白", also=(*BALANCES, "T3-06", "NA-04", "T4-09"))
def blank_row_of_totals(case: Case) -> None:
    for column in (*APPLICANTS, "总计"):
        case.cells[f"三.R22.{column}"] = ""


@fault("T3-06", "应填0处为短横线", also=("T3-05",))
def dashes_for_zeros(case: Case) -> None:
    zeros = [a for a in case.addresses("三.") if case.cells[a] == "0" and not a.endswith("总计") and ".R22." not in a]
    for address in case.random.sample(zeros, min(len(zeros), case.random.randint(1, 60))):
        case.cells[address] = case.random.choice(["—", "-", "无"])


@fault("T3-10", "部分公开的又计入不予公开", also=(*BALANCES, "T3-01", "NA-04", "NA-05"))
def partly_opened_twice(case: Case) -> None:
    """The refused ones hold the partly opened again; the total has them once."""
    more = case.random.randint(1, 9)
    case.unsay("outcomes")
    for row in ("R04", "R08"):
        case.cells[f"三.{row}.自然人"] = str(more)
    case.cells["三.R04.商业企业"] = "0"
    for column in APPLICANTS[1:]:
        case.cells[f"三.R04.{column}"] = "0"
    case.unsay("intake")
    balance(case.cells)
    for row in ("R01", "R22"):
        for column in ("自然人", "总计"):
            case.cells[f"三.{row}.{column}"] = str(case.number(f"三.{row}.{column}") - more)


@fault("T3-10", "正文称部分公开同时计入不予公开")
def partly_opened_twice_in_words(case: Case) -> None:
    case.unsay("intake", "outcomes")
    for column in APPLICANTS:
        case.cells[f"三.R04.{column}"] = "0"
    case.cells["三.R04.自然人"] = str(more := case.random.randint(2, 9))
    balance(case.cells)
    case.say(f"部分公开{more}件，同时计入不予公开。")


@fault("T3-11", "结转多于全部申请", also=(*BALANCES, "NA-03", "NA-01", "NA-17"))
def more_carried_than_there_was(case: Case) -> None:
    case.unsay("intake", "outcomes")
    more = case.number("三.R01.总计") + case.number("三.R02.总计") + case.random.randint(1, 9)
    case.cells["三.R23.自然人"] = case.cells["三.R23.总计"] = str(more)
    for column in APPLICANTS[1:]:
        case.cells[f"三.R23.{column}"] = "0"


@fault("T3-12", "逾期未缴费而全文不提收费", forms=NEW, also=("ST-16",))
def unpaid_without_a_word(case: Case) -> None:
    case.unsay("intake", "outcomes", "money")
    case.cells["三.R21b.自然人"] = str(case.random.randint(1, 4))
    balance(case.cells)
    case.draft.section("六").paragraphs = ["无其他需要报告的事项。"]


@fault("T3-13", "其他处理占比过高")
def many_other_outcomes(case: Case) -> None:
    case.unsay("intake", "outcomes")
    row = "R21c" if case.new_form else "R21"
    case.cells[f"三.{row}.自然人"] = str(case.number("三.R22.总计") + case.random.randint(5, 40))
    balance(case.cells)


@fault("T3-14", "全部列入自然人")
def all_are_persons(case: Case) -> bool | None:
    if case.draft.unit.endswith(("街道办事处", "镇人民政府")):
        return False
    case.unsay("intake", "outcomes")
    for row in sorted({address.split(".")[1] for address in case.addresses("三.")}):
        for column in APPLICANTS[1:]:
            case.cells[f"三.{row}.{column}"] = "0"
    case.cells["三.R03.自然人"] = str(case.random.randint(60, 400))
    balance(case.cells)
    return None


@fault("T4-04", "表四斜杠", also=("NA-07",))
def slashes_in_four(case: Case) -> bool | None:
    zeros = [a for a in case.addresses("四.") if case.cells[a] == "0" and not a.endswith("总计")]
    for address in case.random.sample(zeros, min(case.random.randint(1, 8), len(zeros))):
        case.cells[address] = case.random.choice(["/", "-", "无"])
    return None if zeros else False


@fault("T4-07", "复议前置", forms=NEW, also=("T4-08",))
def suits_without_review(case: Case) -> bool | None:
    if case.draft.year < 2024:
        return False
    case.unsay("disputes")
    group = "四.未经复议直接起诉"
    for name in ("结果维持", "总计"):
        case.cells[f"{group}.{name}"] = str(case.number(f"{group}.{name}") + 1)
    return None


@fault("T4-08", "没有申请却有复议", also=("T4-09", "NA-07", "NA-16"))
def cases_without_applications(case: Case) -> None:
    case.unsay("intake", "outcomes", "disputes")
    for address in (*case.addresses("三."), *case.addresses("四.")):
        case.cells[address] = "0"
    case.cells["四.行政复议.结果维持"] = case.cells["四.行政复议.总计"] = "1"
