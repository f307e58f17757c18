"""Sound reports with what stands around them, for faults to be put into: see `mutations.fault`."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from gouji.draft import Draft
from gouji.model import Report
from gouji.recognise import recognise
from gouji.rule.around import AROUND, with_line
from gouji.rule.definition import Context
from seeded import APPLICANTS, seeded

PROBLEMS_BEFORE = (
    "主要问题是机构调整后个别栏目衔接不够紧密，村务公开与政务公开的联动有待加强。",
    "改进方向是重新划分栏目责任，建立月度巡查台账，把公开质量列入科室考核，邀请群众代表评议。",
)
OVERVIEW_BEFORE = (
    "{year}年，本单位围绕机构改革后的新职能重新梳理公开事项，修订公开指南和目录，并组织人员逐栏清理过期内容。",
    "（一）主动公开。突出惠企利民政策，开设专题栏目，配发图解和问答，方便群众查阅理解。",
    "（二）依申请公开。畅通当面、信函、网络等受理渠道，由专人登记、审核、答复并归档。",
    "（三）政府信息管理。实行发布前审查、发布后复核，对错漏信息限时更正。",
    "（四）政府信息公开平台建设。升级检索功能，新增无障碍浏览，定期检测链接。",
    "（五）监督保障。召开专题会议两次，举办业务培训，落实工作考核、社会评议和责任追究。",
)


@dataclass
class Case:
    """A sound report that is about to be spoilt; `before` is its unit's report of the year before, where it is known.

    `around` are lines of `gouji.rule.around`. `random` decides everything that is left open. `said` are the sentences
    of the overview by the kind of thing that they tell.
    """

    draft: Draft
    random: Random
    before: Draft | None = None
    around: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)

    @property
    def cells(self) -> dict[str, str]:
        return self.draft.cells

    @property
    def new_form(self) -> bool:
        return self.draft.form == "ed2021"

    def number(self, address: str) -> int:
        return int(self.cells[address])

    def prose(self, key: str) -> list[str]:
        return self.draft.section(key).paragraphs

    def unsay(self, *kinds: str) -> None:
        """Take away what the overview tells of these kinds of things."""
        prose = self.prose("一")
        for text in (text for kind in kinds for text in self.said.pop(kind, [])):
            prose[:] = [paragraph.replace(text, "") for paragraph in prose]

    def say(self, text: str, paragraph: int = 2) -> None:
        """Add to a paragraph of the overview: 1 主动公开, 2 依申请公开, 3 信息管理, 4 平台建设, 5 监督保障."""
        self.prose("一")[paragraph] += text

    def some(self, addresses: list[str]) -> str:
        return self.random.choice(sorted(addresses))

    def addresses(self, *starts: str) -> list[str]:
        """The cells whose address begins so."""
        return [address for address in self.cells if address.startswith(starts)]

    def context(self) -> Context:
        context = Context(_read(self.draft), None if self.before is None else _read(self.before))
        for line in self.around:
            found = AROUND.match(line)
            assert found, line
            context = with_line(context, found)
        return context


def _read(draft: Draft) -> Report:
    return recognise(draft.document(), file_name=draft.file_name)


def sound_case(seed: int, form: str, *, with_before: bool = False) -> Case:
    """The sound report of this number; the year before fits it, as far as both have the same form."""
    random = Random(f"{seed} {form}")
    sound = seeded(seed, form, busy=True)
    draft = sound.draft
    return Case(draft, random, _year_before(draft, seed) if with_before else None, said=sound.said)


def elsewhere(unit: str) -> str:
    """A unit of the same kind in another place: 青禾县河口镇人民政府 → 青禾县白沙镇人民政府."""
    for own, other in (
        ("河口镇", "白沙镇"),
        ("城东街道", "城南街道"),
        ("临江市沙洲区", "宜宾市翠屏区"),
        ("海东省", "河西省"),
    ):
        if own in unit:
            return unit.replace(own, other)
    return {"县": "昭化县", "市": "宜宾市", "区": "翠屏区"}[unit[2]] + unit[3:]


def renamed(case: Case, unit: str) -> None:
    """Make it the report of another body."""
    draft = case.draft
    old = draft.unit
    draft.title = draft.title.replace(old, unit)
    draft.preface = [text.replace(old, unit) for text in draft.preface]
    for section in draft.sections:
        section.paragraphs = [text.replace(old, unit) for text in section.paragraphs]
    if case.before:
        case.before.title = case.before.title.replace(old, unit)
        case.before.unit = unit
    draft.unit = unit


def balance(cells: dict[str, str]) -> None:
    """Make 表三 balance: totals of rows and columns from the details, the intake from the outcome."""
    rows = sorted({address.split(".")[1] for address in cells if address.startswith("三.")})
    results = [row for row in rows if "R03" <= row < "R22"]
    for column in APPLICANTS:
        done = sum(int(cells[f"三.{row}.{column}"]) for row in results)
        later, earlier = int(cells[f"三.R23.{column}"]), int(cells[f"三.R02.{column}"])
        cells[f"三.R22.{column}"] = str(done)
        cells[f"三.R01.{column}"] = str(done + later - earlier)
    for row in rows:
        cells[f"三.{row}.总计"] = str(sum(int(cells[f"三.{row}.{column}"]) for column in APPLICANTS))


def _year_before(draft: Draft, seed: int) -> Draft:
    year = draft.year - 1
    before = seeded(seed + 1_000_000, "ed2019" if year < 2021 else "ed2021", busy=True).draft
    before.title = before.title.replace(before.unit, draft.unit).replace(str(before.year), str(year))
    before.preface = [text.replace(str(before.year), str(year)) for text in before.preface]
    before.unit, before.year = draft.unit, year
    before.section("一").paragraphs = [text.format(year=year) for text in OVERVIEW_BEFORE]
    before.section("五").paragraphs = list(PROBLEMS_BEFORE)
    for column in APPLICANTS:
        before.cells[f"三.R23.{column}"] = draft.cells[f"三.R02.{column}"]
        before.cells[f"三.R02.{column}"] = "0"
        before.cells[f"三.R03.{column}"] = str(
            int(before.cells[f"三.R03.{column}"]) + int(draft.cells[f"三.R02.{column}"])
        )
    balance(before.cells)
    for group in ("行政复议", "未经复议直接起诉", "复议后起诉"):
        for outcome in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"):
            before.cells[f"四.{group}.{outcome}"] = "0"
    if before.form == draft.form:
        _follow(before, draft)
    return before


def _follow(before: Draft, draft: Draft) -> None:
    """The stocks of 表二 at the end of the year before are those that this year's figures begin with."""
    old, new = before.cells, draft.cells
    if draft.form == "ed2021":
        row = "二.行政规范性文件"
        issued, repealed = int(new[f"{row}.本年制发件数"]), int(new[f"{row}.本年废止件数"])
        stock = int(new[f"{row}.现行有效件数"]) - issued + repealed
        old[f"{row}.现行有效件数"] = str(stock)
        old[f"{row}.本年制发件数"], old[f"{row}.本年废止件数"] = str(min(stock, 2)), "0"
        old["二.行政事业性收费.本年收费金额"] = new["二.行政事业性收费.本年收费金额"]
        return
    for name in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"):
        old[f"二.{name}.上一年项目数量"], old[f"二.{name}.本年增/减"] = new[f"二.{name}.上一年项目数量"], "0"
    old["二.规范性文件.本年新制作数量"] = old["二.规范性文件.本年新公开数量"] = "0"
    opened = int(new["二.规范性文件.对外公开总数量"]) - int(new["二.规范性文件.本年新公开数量"])
    old["二.规范性文件.对外公开总数量"] = str(max(0, opened))
