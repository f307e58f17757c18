"""Faults that only the year before, the register or other units show."""

from __future__ import annotations

from mutations.base import Case
from mutations.fault import fault

OLD, NEW = ("ed2019",), ("ed2021",)
INTAKE = ("NA-01", "NA-02", "NA-03", "NA-04", "T3-11")


@fault("XY-01", "结转不衔接", with_before=True, also=INTAKE)
def carried_over(case: Case) -> None:
    from mutations.base import balance  # noqa: PLC0415

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
