"""Faults in the figures of the three tables."""

from __future__ import annotations

from mutations.base import Case, balance
from mutations.fault import fault
from seeded import APPLICANTS, OUTCOMES

OLD, NEW = ("ed2019",), ("ed2021",)
BALANCES = ("T3-01", "T3-02", "T3-03")
#: What else a wrong total of applications contradicts: the prose that states it, the disputes that follow from it.
INTAKE = ("NA-01", "NA-02", "NA-03", "NA-04", "T3-11", "T4-08", "T4-09")


def _details(case: Case, *rows: str) -> list[str]:
    """Cells of applicants in these rows, or in all of them, that are not 0."""
    cells = [f"三.{row}.{column}" for row in rows or _rows(case) for column in APPLICANTS]
    return [address for address in cells if case.cells.get(address, "0") != "0"]


def _rows(case: Case) -> list[str]:
    return sorted({address.split(".")[1] for address in case.cells if address.startswith("三.")})


def _results(case: Case) -> list[str]:
    return [row for row in _rows(case) if "R03" <= row < "R22"]


def _add(case: Case, address: str, more: int) -> None:
    case.cells[address] = str(case.number(address) + more)


@fault("T3-01", "本年新收写错一个数", also=(*BALANCES, *INTAKE))
def intake_of_one_column(case: Case) -> None:
    _add(case, f"三.R01.{case.some(list(APPLICANTS))}", case.random.choice([1, 2, 10]))


@fault("T3-01", "结转下年度写错一个数", also=(*BALANCES, *INTAKE))
def carried_forward_of_one_column(case: Case) -> None:
    _add(case, f"三.R23.{case.some(list(APPLICANTS))}", case.random.choice([1, 3]))


@fault("T3-02", "办理结果一项写错", also=(*BALANCES, *INTAKE))
def one_result(case: Case) -> bool | None:
    cells = _details(case, *_results(case))
    if not cells:
        return False
    _add(case, case.some(cells), case.random.choice([1, 2, 7]))
    return None


@fault("T3-02", "办理结果总计一格写错", also=(*BALANCES, *INTAKE))
def total_of_results(case: Case) -> None:
    _add(case, f"三.R22.{case.some(list(APPLICANTS))}", case.random.choice([1, 5]))


@fault("T3-03", "一行的总计写错", also=(*BALANCES, *INTAKE))
def total_of_a_row(case: Case) -> None:
    _add(case, f"三.{case.random.choice(_results(case))}.总计", case.random.choice([1, 2, 9]))


@fault("T3-03", "本年新收的总计写错", also=(*BALANCES, *INTAKE))
def total_of_intake(case: Case) -> None:
    _add(case, "三.R01.总计", case.random.choice([1, 2, 9]))


@fault("T3-02", "一行中两列互换", also=(*BALANCES, *INTAKE, "T3-07", "T3-08"))
def two_columns_of_a_row_swapped(case: Case) -> bool | None:
    """The row's sum stays; the columns tell."""
    chosen = case.random.choice(_details(case, *_results(case)) or [""])
    if not chosen:
        return False
    row, _ = chosen.split(".")[1:]
    others = [column for column in APPLICANTS if case.cells[f"三.{row}.{column}"] != case.cells[chosen]]
    other = f"三.{row}.{case.random.choice(others)}"
    case.cells[chosen], case.cells[other] = case.cells[other], case.cells[chosen]
    return None


@fault("T3-04", "件数写成小数或负数", also=(*BALANCES, *INTAKE))
def no_natural_number(case: Case) -> None:
    case.cells[f"三.{case.random.choice(_results(case))}.{case.some(list(APPLICANTS))}"] = case.random.choice(
        ["-1", "1.5", "2.5"]
    )


@fault("T3-04", "件数写成文字", also=(*BALANCES, *INTAKE, "T3-06"))
def words_for_a_number(case: Case) -> None:
    case.cells[f"三.{case.random.choice(_results(case))}.{case.some(list(APPLICANTS))}"] = case.random.choice(
        ["若干", "见附件", "两"]
    )


@fault("T3-05", "办理结果总计一列空白", also=(*BALANCES, *INTAKE))
def blank_totals(case: Case) -> bool | None:
    if not _details(case):
        return False
    for row in _rows(case):
        case.cells[f"三.{row}.总计"] = ""
    return None


@fault("T3-06", "应填0处空白", also=("T3-05",))
def blanks_for_zeros(case: Case) -> bool | None:
    zeros = [a for a in case.addresses("三.") if case.cells[a] == "0" and not a.endswith("总计") and ".R22." not in a]
    for address in case.random.sample(zeros, min(5, len(zeros))):
        case.cells[address] = case.random.choice(["", "/"])
    return None if zeros else False


@fault("T3-08", "整表左移一列", also=(*BALANCES, "T3-05", "T3-06", "T3-07", "ST-10", "NA-05", *INTAKE))
def shifted_columns(case: Case) -> bool | None:
    """Every figure stands one column to the left, and the totals are blank."""
    for row in _rows(case):
        values = ["0", *(case.cells[f"三.{row}.{column}"] for column in APPLICANTS[:-2])]
        total = sum(map(int, values))
        for column, value in zip((*APPLICANTS, "总计"), (*values[1:], "0", str(total), ""), strict=True):
            case.cells[f"三.{row}.{column}"] = value
    return None if _details(case, "R01") else False


@fault("T3-09", "标签混入数字")
def digit_in_a_label(case: Case) -> None:
    case.draft.labels["三.R03"] = f"（一）予以公开{case.random.randint(1, 9)}"


@fault("T3-11", "结转过多", also=(*INTAKE, "XY-01"))
def too_much_carried(case: Case) -> None:
    case.unsay("intake", "outcomes")
    case.cells["三.R03.自然人"] = "40"
    case.cells["三.R23.自然人"] = str(400 + case.random.randint(0, 99) + case.number("三.R22.总计"))
    balance(case.cells)


@fault("T4-01", "行政复议合计不符", also=("NA-07", "T4-09"))
def reviews(case: Case) -> None:
    _add(case, "四.行政复议.总计", case.random.choice([1, 2]))


@fault("T4-02", "直接起诉合计不符", also=("NA-07",))
def direct_suits(case: Case) -> None:
    _add(case, f"四.未经复议直接起诉.{case.some(list(OUTCOMES))}", case.random.choice([1, 2]))


@fault("T4-03", "复议后起诉合计不符", also=("NA-07", "T4-06"))
def suits_after_review(case: Case) -> None:
    _add(case, f"四.复议后起诉.{case.some(list(OUTCOMES))}", case.random.choice([1, 2]))


@fault("T4-04", "表四空白", also=("NA-07",))
def blanks_in_four(case: Case) -> bool | None:
    zeros = [a for a in case.addresses("四.") if case.cells[a] == "0" and not a.endswith("总计")]
    for address in case.random.sample(zeros, min(3, len(zeros))):
        case.cells[address] = ""
    return None if zeros else False


@fault("T4-05", "表四缺列", also=("ST-10", "T4-01", "T4-02", "T4-03", "T4-04", "NA-07", "NA-08"))
def fifteen_cells(case: Case) -> None:
    case.draft.lengths["四"] = 10


@fault("T4-06", "复议后起诉多于复议", also=("NA-07", "T4-08", "T4-09"))
def more_suits_than_reviews(case: Case) -> None:
    more = case.number("四.行政复议.总计") + 3
    _add(case, "四.复议后起诉.结果维持", more)
    _add(case, "四.复议后起诉.总计", more)


@fault("T4-09", "复议多于办结", with_before=True, also=("NA-07", "T4-08"))
def more_reviews_than_outcomes(case: Case) -> None:
    assert case.before
    more = case.number("三.R22.总计") + int(case.before.cells["三.R22.总计"]) + case.random.randint(1, 40)
    _add(case, "四.行政复议.结果维持", more)
    _add(case, "四.行政复议.总计", more)
    case.unsay("disputes")


# -- 表二


def _rows_of_two(case: Case) -> list[str]:
    return ["行政许可", "行政处罚", "行政强制"]


@fault("T2-01", "应填数字处为斜杠")
def slash_in_two(case: Case) -> None:
    column = "本年处理决定数量" if case.new_form else "处理决定数量"
    case.cells[f"二.{case.random.choice(_rows_of_two(case))}.{column}"] = case.random.choice(["/", "", "无"])


@fault("T2-02", "数量列填金额", also=("T2-09", "T2-10"))
def money_for_a_count(case: Case) -> None:
    column = "本年处理决定数量" if case.new_form else "处理决定数量"
    case.cells[f"二.{case.random.choice(_rows_of_two(case))}.{column}"] = f"{case.random.randint(1000, 90000)}元"


@fault("T2-03", "件数为负数或小数", also=("T2-10",))
def negative_count(case: Case) -> None:
    column = "本年处理决定数量" if case.new_form else "处理决定数量"
    case.cells[f"二.{case.random.choice(_rows_of_two(case))}.{column}"] = case.random.choice(["-3", "2.5"])


@fault("T2-05", "新公开数大于总数", forms=OLD, also=("T2-06", "T2-07"))
def opened_more_than_there_is(case: Case) -> None:
    case.unsay("documents")
    total = case.number("二.规范性文件.对外公开总数量")
    case.cells["二.规范性文件.本年新公开数量"] = str(total + case.random.randint(1, 9))


@fault("T2-06", "规章未全部公开", forms=OLD, also=("T2-08",))
def made_and_not_opened(case: Case) -> None:
    case.draft.unit = "海东省人民政府"
    case.draft.title = f"海东省人民政府{case.draft.year}年政府信息公开工作年度报告"
    for name, value in (("本年新制作数量", "9"), ("本年新公开数量", "7"), ("对外公开总数量", "30")):
        case.cells[f"二.规章.{name}"] = value


@fault("T2-07", "新制作数大于总数", forms=OLD, also=("T2-05", "T2-06"))
def made_more_than_there_is(case: Case) -> None:
    case.unsay("documents")
    total = case.number("二.规范性文件.对外公开总数量")
    case.cells["二.规范性文件.本年新制作数量"] = str(total + case.random.randint(1, 9))


@fault("T2-08", "部门填报规章", also=("T2-06", "T2-07", "T2-12", "T2-13", "T2-05"))
def regulations_of_a_department(case: Case) -> None:
    case.cells["二.规章.现行有效件数" if case.new_form else "二.规章.对外公开总数量"] = str(case.random.randint(1, 9))


@fault("T2-09", "处理决定数误作项目合计", forms=OLD)
def decisions_are_items(case: Case) -> None:
    for row in ("行政许可", "行政处罚"):
        case.cells[f"二.{row}.上一年项目数量"], case.cells[f"二.{row}.本年增/减"] = "92", "+5"
        case.cells[f"二.{row}.处理决定数量"] = "97"


@fault("T2-10", "增减幅度异常", forms=OLD, also=("T2-09", "T2-18"))
def change_larger_than_base(case: Case) -> None:
    case.cells["二.行政许可.上一年项目数量"], case.cells["二.行政许可.本年增/减"] = "38", "58"


@fault("T2-12", "废止数异常", forms=NEW, also=("T2-13",))
def repealed_more_than_there_was(case: Case) -> None:
    case.unsay("documents")
    stock = case.number("二.行政规范性文件.现行有效件数")
    case.cells["二.行政规范性文件.本年制发件数"] = str(stock + 9)
    case.cells["二.行政规范性文件.本年废止件数"] = "1"


@fault("T2-13", "制发而无现行有效", forms=NEW, also=("T2-12",))
def issued_and_none_in_force(case: Case) -> None:
    case.unsay("documents")
    case.cells["二.行政规范性文件.本年制发件数"] = "4"
    case.cells["二.行政规范性文件.本年废止件数"] = "4"
    case.cells["二.行政规范性文件.现行有效件数"] = "0"


@fault("T2-14", "采购金额缺单位", forms=OLD, also=("T2-15",))
def purchase_without_unit(case: Case) -> None:
    case.cells["二.政府集中采购.采购项目数量"], case.cells["二.政府集中采购.采购总金额"] = "3", "6944.93"


@fault("T2-15", "采购项目与金额矛盾", forms=OLD)
def purchase_without_items(case: Case) -> None:
    case.cells["二.政府集中采购.采购项目数量"], case.cells["二.政府集中采购.采购总金额"] = "0", "35.2万元"


@fault("T2-18", "没有项目却有决定", forms=OLD)
def decisions_without_items(case: Case) -> None:
    case.cells["二.行政强制.上一年项目数量"], case.cells["二.行政强制.本年增/减"] = "0", "0"
    case.cells["二.行政强制.处理决定数量"] = str(case.random.randint(1, 50))


@fault("UN-01", "收费金额写成元", forms=NEW, also=("UN-02",))
def fee_in_yuan(case: Case) -> None:
    case.cells["二.行政事业性收费.本年收费金额"] = f"{case.random.randint(10_000, 900_000)}元"


@fault("UN-02", "收费金额量级", forms=NEW)
def fee_of_another_magnitude(case: Case) -> None:
    case.cells["二.行政事业性收费.本年收费金额"] = str(case.random.randint(1_000_001, 90_000_000))


@fault("UN-04", "正文与表格的金额单位不同", forms=NEW, also=("UN-02",))
def fee_with_other_unit_in_the_prose(case: Case) -> None:
    case.cells["二.行政事业性收费.本年收费金额"] = "27.9487"
    case.unsay("money")
    case.say("本年度行政事业性收费27.9487元。", 1)
