"""Sound reports from a number: every seed gives one report without a fault, filled in as units fill theirs in.

The figures are sparse, the tables balance, the prose says what the tables say. Reports of this kind are what precision
is measured on: a finding of a fault in one of them is false.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from gouji.draft import Draft, sound
from sound_prose import tell

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")
GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
_PLACES = ("云溪县", "临江市", "青禾县", "沙洲区", "望湖区", "石门县", "白鹭市", "柳泉县", "临江市沙洲区", "海东省")
_BODIES = (
    *("农业农村局", "财政局", "卫生健康局", "市场监督管理局", "教育局", "民政局", "人民政府", "自然资源局"),
    *("公安局", "科学技术局", "水利局", "审计局", "河口镇人民政府", "城东街道办事处", "人民政府办公室", "医疗保障局"),
)


@dataclass
class Seeded:
    """A sound report, with the sentences of its overview by the kind of thing that they tell."""

    draft: Draft
    said: dict[str, list[str]]


def seeded_report(seed: int, form: str | None = None) -> Draft:
    """The sound report of this number; `form` ed2019 or ed2021, else one of both by the number.

    Some have their overview in one paragraph, without headings of the second level.
    """
    draft = seeded(seed, form).draft
    if Random(f"{seed} layout").random() < 0.15:
        draft.section("一").paragraphs = ["".join(draft.section("一").paragraphs)]
        for text in ("（一）", "（二）", "（三）", "（四）", "（五）"):
            draft.section("一").paragraphs[0] = draft.section("一").paragraphs[0].replace(text, "")
    return draft


def seeded(seed: int, form: str | None = None, *, busy: bool = False) -> Seeded:
    """The same, always with the six paragraphs of `gouji.draft.OVERVIEW`, and with what it says.

    `busy`: there are applications in any case.
    """
    random = Random(seed)
    form = form or random.choice(["ed2019", "ed2021"])
    year = random.choice([2019, 2020] if form == "ed2019" else [2021, 2022, 2023, 2024, 2025])
    draft = sound(form, year, _unit(random))
    _fill_proactive(draft, random)
    _fill_requests(draft, random, busy=busy)
    _fill_disputes(draft, random)
    return Seeded(draft, tell(draft, Random(f"{seed} prose")))


def _unit(random: Random) -> str:
    """A body that there may be: a province has no towns, its departments are called 厅."""
    place, body = random.choice(_PLACES), random.choice(_BODIES)
    if not place.endswith("省"):
        return place + body
    return place + random.choice(["水利厅", "财政厅", "科学技术厅", "人民政府", "统计局"])


def _few(random: Random, most: int = 9) -> int:
    """Mostly nothing, at times a few, seldom many."""
    return random.choices([0, random.randint(1, most), random.randint(most, most * 40)], [6, 4, 1])[0]


def _fill_proactive(draft: Draft, random: Random) -> None:
    cells = draft.cells
    if draft.form == "ed2021":
        made = _few(random)
        gone = random.randint(0, 3)
        cells["二.行政规范性文件.本年制发件数"] = str(made)
        cells["二.行政规范性文件.本年废止件数"] = str(gone)
        cells["二.行政规范性文件.现行有效件数"] = str(made + random.randint(5, 40))
        for row in ("行政许可", "行政处罚", "行政强制"):
            cells[f"二.{row}.本年处理决定数量"] = str(_few(random, 60))
        cells["二.行政事业性收费.本年收费金额"] = random.choice(["0", "12.5", "146.078", "3"])
        return
    made = _few(random)
    cells["二.规范性文件.本年新制作数量"] = cells["二.规范性文件.本年新公开数量"] = str(made)
    cells["二.规范性文件.对外公开总数量"] = str(made + random.randint(0, 40))
    for row in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"):
        cells[f"二.{row}.上一年项目数量"] = str(random.randint(20, 90))
        cells[f"二.{row}.本年增/减"] = random.choice(["0", "+1", "-2", "增3", "减1"])
        cells[f"二.{row}.处理决定数量"] = str(random.randint(150, 2500))
    bought = random.randint(0, 20)
    cells["二.政府集中采购.采购项目数量"] = str(bought)
    cells["二.政府集中采购.采购总金额"] = f"{bought * 12.5:g}万元" if bought else "0"


def _fill_requests(draft: Draft, random: Random, *, busy: bool) -> None:
    rows = sorted({address.split(".")[1] for address in draft.cells if address.startswith("三.")})
    results = [row for row in rows if "R03" <= row < "R22"]
    figures = dict.fromkeys(((row, column) for row in rows for column in APPLICANTS), 0)
    for column in random.sample(APPLICANTS, max(busy, random.choices([0, 1, 2, 3], [2, 5, 3, 1])[0])):
        for row in random.sample(results, random.randint(1, 5)):
            figures[row, column] = random.randint(1, random.choice([3, 30, 400]))
        done = sum(figures[row, column] for row in results)
        later = random.choice([0, 0, 1, 3])
        earlier = min(random.choice([0, 0, 1, 2]), done + later - busy)
        figures["R01", column] = done + later - earlier
        figures["R02", column], figures["R22", column], figures["R23", column] = earlier, done, later
    for row in rows:
        for column in APPLICANTS:
            draft.cells[f"三.{row}.{column}"] = str(figures[row, column])
        draft.cells[f"三.{row}.总计"] = str(sum(figures[row, column] for column in APPLICANTS))


def _fill_disputes(draft: Draft, random: Random) -> None:
    """表四: no more reviews than requests were answered, no more suits after review than reviews."""
    most = int(draft.cells["三.R22.总计"])
    for group in GROUPS:
        figures = [min(_few(random, 4), most // len(OUTCOMES)) for _ in OUTCOMES]
        for outcome, figure in zip(OUTCOMES, figures, strict=True):
            draft.cells[f"四.{group}.{outcome}"] = str(figure)
        draft.cells[f"四.{group}.总计"] = str(sum(figures))
        most = min(most, sum(figures)) if group != "未经复议直接起诉" else int(draft.cells["四.行政复议.总计"])
