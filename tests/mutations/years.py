"""Faults that only the year before, the register or other units show."""

from __future__ import annotations

from mutations.base import Case, balance, renamed
from mutations.fault import fault
from seeded import APPLICANTS

OLD, NEW = ("ed2019",), ("ed2021",)
INTAKE = ("NA-01", "NA-02", "NA-03", "NA-04", "T3-11")


@fault("XY-01", "结转不衔接", with_before=True, also=INTAKE)
def carried_over(case: Case) -> None:
    assert case.before
    case.before.cells["三.R23.自然人"] = str(case.number("三.R02.自然人") + case.random.randint(1, 9))
    balance(case.before.cells)


@fault("XY-02", "现行有效不衔接", forms=NEW, with_before=True, also=("T2-12",))
def stock(case: Case) -> bool | None:
    if case.draft.year == 2021 or case.before is None:
        return False
    address = "二.行政规范性文件.现行有效件数"
    case.before.cells[address] = str(int(case.before.cells[address]) + case.random.randint(3, 30))
    return None


@fault("XY-03", "上一年项目数量不衔接", forms=OLD, with_before=True)
def items(case: Case) -> bool | None:
    if case.draft.year != 2020 or case.before is None:
        return False
    address = "二.行政许可.上一年项目数量"
    case.before.cells[address] = str(int(case.before.cells[address]) + case.random.randint(3, 9))
    return None


@fault("XY-06", "收费金额万元与元", forms=NEW, with_before=True, also=("UN-02", "XY-05"))
def fee_unit(case: Case) -> bool | None:
    if case.draft.year == 2021 or case.before is None:
        return False
    case.unsay("money")
    case.before.cells["二.行政事业性收费.本年收费金额"] = "12.5"
    case.cells["二.行政事业性收费.本年收费金额"] = "125000"
    return None


@fault("XY-07", "与上年雷同", with_before=True, also=("NA-10", "NA-01", "ED-04"))
def copied_prose(case: Case) -> None:
    assert case.before
    for key in ("一", "五"):
        case.before.section(key).paragraphs = [
            text.replace(f"{case.draft.year}年", f"{case.before.year}年") for text in case.prose(key)
        ]


@fault("RO-05", "与其他单位雷同")
def prose_of_another_unit(case: Case) -> None:
    case.around.append(f"雷同.临江市水利局 = 0.{case.random.randint(86, 99)}")


@fault("XY-01", "总计衔接而一列不衔接", with_before=True, also=INTAKE)
def carried_over_in_another_column(case: Case) -> bool | None:
    assert case.before
    filled = [column for column in APPLICANTS if case.number(f"三.R02.{column}")]
    if not filled:
        return False
    last = case.before.cells
    one = filled[0]
    other = case.random.choice([column for column in APPLICANTS if column != one])
    last[f"三.R23.{one}"] = str(int(last[f"三.R23.{one}"]) - 1)
    last[f"三.R23.{other}"] = str(int(last[f"三.R23.{other}"]) + 1)
    balance(last)
    return None


@fault("XY-04", "对外公开总数减少", forms=OLD, with_before=True)
def open_documents_vanished(case: Case) -> bool | None:
    if case.draft.year != 2020 or case.before is None:
        return False
    row = "二.规范性文件.对外公开总数量"
    case.before.cells[row] = str(case.number(row) + case.random.randint(3, 40))
    return None


@fault("XY-05", "同比突变", with_before=True, also=("NA-01",))
def leap(case: Case) -> bool | None:
    column = "本年处理决定数量" if case.new_form else "处理决定数量"
    address = f"二.行政许可.{column}"
    if case.before is None or case.before.form != case.draft.form:
        return False
    case.unsay("decisions")
    case.before.cells[address] = str(case.random.randint(20, 60))
    case.cells[address] = str(case.random.randint(2000, 9000))
    return None


@fault("XY-06", "收费金额元与万元", forms=NEW, with_before=True, also=("UN-02", "XY-05"))
def fee_unit_of_last_year(case: Case) -> bool | None:
    if case.draft.year == 2021 or case.before is None:
        return False
    case.unsay("money")
    fee = case.random.randint(11, 49)
    case.before.cells["二.行政事业性收费.本年收费金额"] = str(fee * 10_000)
    case.cells["二.行政事业性收费.本年收费金额"] = str(fee)
    return None


@fault("XY-08", "数据与上年完全相同", with_before=True, also=("XY-01", "XY-02", "XY-03", "XY-04", "XY-07"))
def figures_of_last_year(case: Case) -> bool | None:
    if case.before is None or case.before.form != case.draft.form:
        return False
    case.before.cells.update(case.draft.cells)
    return None


def _government(case: Case) -> None:
    renamed(case, "云溪县人民政府")
    case.unsay("intake", "outcomes", "disputes")


def _units_below(case: Case, *addresses: str) -> None:
    """Two units below that add up to the government's figures, but for what a fault adds."""
    for address, text in sorted(case.cells.items()):
        if not text.isdigit() or text == "0" or address.startswith("二.") or address in addresses:
            continue
        first = int(text) // 2
        case.around.append(f"下级.云溪县人民政府办公室.{address} = {first}")
        case.around.append(f"下级.云溪县水利局.{address} = {int(text) - first}")


@fault("RO-01", "政府申请数少于下级合计", also=("RO-02", "RO-03", "RO-04"))
def requests_below_add_up_to_more(case: Case) -> None:
    _government(case)
    _units_below(case, "三.R01.总计")
    total = case.number("三.R01.总计")
    case.around.append(f"下级.云溪县水利局.三.R01.总计 = {total}")
    case.around.append(f"下级.云溪县人民政府办公室.三.R01.总计 = {case.random.randint(1, 9)}")


@fault("RO-02", "政府复议数多于下级合计", also=("RO-01", "RO-03", "RO-04"))
def cases_below_add_up_to_less(case: Case) -> None:
    _government(case)
    _units_below(case)
    more = case.random.randint(1, 3)
    for name in ("结果维持", "总计"):
        address = f"四.行政复议.{name}"
        case.cells[address] = str(case.number(address) + more)


@fault("RO-03", "政府处罚数与下级合计不符", also=("RO-01", "RO-02", "RO-04"))
def penalties_below_add_up_to_less(case: Case) -> None:
    _government(case)
    case.unsay("decisions")
    _units_below(case)
    column = "本年处理决定数量" if case.new_form else "处理决定数量"
    address = f"二.行政处罚.{column}"
    case.cells[address] = "300"
    case.around.append(f"下级.云溪县水利局.{address} = {case.random.randint(100, 250)}")


@fault("RO-04", "下级大于上级", also=("RO-01", "RO-02", "RO-03"))
def more_below(case: Case) -> None:
    _government(case)
    _units_below(case, "三.R01.总计")
    case.around.append(f"下级.云溪县水利局.三.R01.总计 = {case.number('三.R01.总计') + case.random.randint(1, 90)}")


@fault("RO-06", "残留其他地方的名称", also=("ID-04",))
def name_of_another_place(case: Case) -> bool | None:
    if "省" in case.draft.unit:
        return False
    ends = {"镇": "白沙镇", "街道": "白沙街道", "县": "昭化县", "区": "翠屏区", "市": "宜宾市"}
    place = next((name for end, name in ends.items() if end in case.draft.unit.removeprefix("临江市沙洲")), "昭化县")
    case.say(f"积极推进{place}政府信息公开工作。", 1)
    return None


@fault("DL-01", "部门逾期公布", also=("DL-03",))
def published_late(case: Case) -> None:
    renamed(case, "云溪县水利局")
    case.around.append("登记.类型 = 县级部门")
    case.draft.preface.insert(0, f"发布日期：{case.draft.year + 1}-0{case.random.randint(2, 9)}-05")


@fault("DL-02", "政府逾期公布", also=("DL-03",))
def government_published_late(case: Case) -> None:
    renamed(case, "云溪县人民政府")
    case.around.append("登记.类型 = 县级政府")
    case.draft.preface.insert(0, f"发布日期：{case.draft.year + 1}-0{case.random.randint(4, 9)}-05")


@fault("DL-03", "地方时限逾期")
def filed_late(case: Case) -> None:
    case.around += [
        f"登记.名称 = {case.draft.unit}",
        "登记.报送时限 = 01-20",
        f"收到 = {case.draft.year + 1}-01-{case.random.randint(21, 30)}",
    ]


@fault("DL-04", "提前编制")
def filed_too_early(case: Case) -> None:
    case.around.append(f"收到 = {case.draft.year}-12-{case.random.randint(10, 30)}")


@fault("DL-05", "公布后修改")
def changed_behind_publication(case: Case) -> None:
    year = case.draft.year + 1
    case.draft.preface.insert(0, f"发布日期：{year}-01-20")
    case.around += [f"原公布 = {year}-01-20", "版次 = 2", f"收到 = {year}-02-{case.random.randint(10, 28)}"]
