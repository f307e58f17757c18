"""What a sound report says in words: every sentence agrees with its tables, with the other sentences and with the law.

Sentences come under the kind of thing that they tell (`intake`, `reviews`, `disclosure` …), so that a fault can take
one away before it says something else. They are written as units write them: channels and applicants behind 其中, lists
in brackets, shares, Chinese numerals, thousands separators, figures of last year, of other organs and of next year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from random import Random

from gouji.draft import Draft

GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
#: What the prose calls the groups of outcomes, with their rows.
OUTCOMES = {
    "予以公开": ("R03",),
    "部分公开": ("R04",),
    "不予公开": tuple(f"R{row:02}" for row in range(5, 13)),
    "无法提供": ("R13", "R14", "R15"),
    "不予处理": tuple(f"R{row}" for row in range(16, 21)),
    "其他处理": ("R21", "R21a", "R21b", "R21c"),
}
REASONS = {
    "R05": "属于国家秘密",
    "R06": "其他法律行政法规禁止公开",
    "R08": "保护第三方合法权益",
    "R09": "属于三类内部事务信息",
    "R10": "属于四类过程性信息",
    "R11": "属于行政执法案卷",
    "R12": "属于行政查询事项",
}
_DIGITS = "零一二三四五六七八九"


class Telling:
    """Collects the sentences of one report: `paragraphs` is the prose of 一 that is being written."""

    def __init__(self, draft: Draft, random: Random) -> None:
        self.draft, self.random = draft, random
        self.paragraphs = draft.section("一").paragraphs
        self.said: dict[str, list[str]] = defaultdict(list)

    def cell(self, address: str) -> int:
        return int(self.draft.cells.get(address, "0") or 0)

    def total(self, *rows: str) -> int:
        return sum(self.cell(f"三.{row}.总计") for row in rows)

    def one_of(self, *texts: str) -> str:
        return self.random.choice(texts)

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def say(self, kind: str, text: str, paragraph: int) -> None:
        self.said[kind].append(text)
        self.paragraphs[paragraph] += text

    def number(self, figure: int) -> str:
        """A figure as somebody may write it: 1,095, 两 (before 件), 1095."""
        if 0 < figure < 10 and self.maybe(0.2):
            return "两" if figure == 2 else _DIGITS[figure]
        return f"{figure:,}" if figure >= 1000 and self.maybe(0.4) else str(figure)


def shares(random: Random, total: int, count: int) -> list[int]:
    """`count` figures, each at least 1 where that is possible, that add up to the total."""
    cuts = sorted(random.sample(range(1, total), count - 1)) if total >= count > 1 else [0] * (count - 1)
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def tell(draft: Draft, random: Random) -> dict[str, list[str]]:
    """Write the prose of a draft whose tables are filled in; returns what was said by kind."""
    telling = Telling(draft, random)
    for write in _WRITERS:
        write(telling)
    return dict(telling.said)


def _intake(one: Telling) -> None:
    new, before, done, later = one.total("R01"), one.total("R02"), one.total("R22"), one.total("R23")
    if not one.maybe(0.85):
        return
    if not new and not before:
        one.say(
            "intake",
            one.one_of(
                "本年度未收到政府信息公开申请。",
                "全年没有收到依申请公开申请。",
                f"{one.draft.year}年，本机关收到政府信息公开申请0件，无上年结转。",
                "本年度未收到公民、法人和其他组织的政府信息公开申请，也无上年结转办理的申请。",
                "本年度未收到政府信息公开申请，未发生收费及减免情况。",
            ),
            2,
        )
        return
    carried = one.one_of(f"，上年结转{before}件", f"，上年度结转{before}件") if before else ""
    forward = one.one_of(f"，结转下年度继续办理{later}件", f"，结转下一年度{later}件") if later else ""
    forms = [
        f"本年度新收政府信息公开申请{one.number(new)}件{carried}，均依法办理。",
        f"全年新收政府信息公开申请{one.number(new)}件{carried}，办结{one.number(done)}件{forward}。",
        f"{one.draft.year}年共收到政府信息公开申请{one.number(new)}件{carried}，共办理答复{one.number(done)}件{forward}。",
    ]
    if before:
        forms.append(f"全年共受理政府信息公开申请{new + before}件（含上年结转{before}件），办结{done}件{forward}。")
        forms.append(f"共收到政府信息公开申请{new}件，加上上年结转的{before}件，共需办理{new + before}件。")
    else:
        forms.append(f"共收到依申请公开{new}件，较上年增加{one.random.randint(1, 9)}件。")
        forms.append(f"全年收到政府信息公开申请{new}件，上年结转0件，同比增长{one.random.randint(1, 90)}%。")
    one.say("intake", one.random.choice(forms), 2)


def _applicants(one: Telling) -> None:
    new = one.total("R01")
    if new < 2 or not one.said["intake"] or not one.maybe(0.4):
        return
    people = one.cell("三.R01.自然人")
    bodies = new - people
    channels = shares(one.random, new, 3 if new >= 3 else 2)
    forms = [f"从申请渠道看，{_listed(('当面申请', '网络申请', '信函申请'), channels)}。"]
    if people and bodies:
        forms += [
            f"从申请人看，自然人申请{people}件，法人或其他组织申请{bodies}件。",
            (
                f"新收的{new}件申请中，自然人提出{people}件，占{100 * people / new:.1f}%；"
                f"法人或其他组织提出{bodies}件，占{100 * bodies / new:.1f}%。"
            ),
        ]
    one.say("intake", one.random.choice(forms), 2)


def _listed(names: tuple[str, ...], figures: list[int], measure: str = "件") -> str:
    return "，".join(f"{name}{figure}{measure}" for name, figure in zip(names, figures, strict=False))


def _outcomes(one: Telling) -> None:
    done = one.total("R22")
    if not done or not one.said["intake"] or not one.maybe(0.45):
        return
    figures = {name: one.total(*rows) for name, rows in OUTCOMES.items()}
    some = {name: figure for name, figure in figures.items() if figure}
    listed = [f"{name}{figure}件" for name, figure in some.items()]
    if some.get("不予公开") and one.maybe(0.6):
        inner = [f"{REASONS[row]}{one.total(row)}件" for row in REASONS if one.total(row)]
        if one.total(*REASONS) == some["不予公开"]:
            listed = [f"{text}（{'、'.join(inner)}）" if "不予公开" in text else text for text in listed]
    forms = [
        f"在办结的{done}件申请中，{'，'.join(listed)}。",
        f"办理结果为：{'、'.join(listed)}。",
        f"本年度办结{done}件，其中{'，'.join(listed)}。",
        (
            f"从办理结果看，予以公开{figures['予以公开']}件，部分公开{figures['部分公开']}件，"
            f"不予公开{figures['不予公开']}件，无法提供{figures['无法提供']}件，"
            f"不予处理{figures['不予处理']}件，其他处理{figures['其他处理']}件。"
        ),
    ]
    if figures["予以公开"] and figures["部分公开"]:
        forms.append(f"其中予以公开及部分公开{figures['予以公开'] + figures['部分公开']}件。")
    if figures["予以公开"]:
        forms.append(f"其中，予以公开{figures['予以公开']}件，占办结总数的{100 * figures['予以公开'] / done:.2f}%。")
    one.say("outcomes", one.random.choice(forms), 2)


def _disputes(one: Telling) -> None:
    reviews, direct, after = (one.cell(f"四.{group}.总计") for group in GROUPS)
    suits = direct + after
    if not one.maybe(0.7):
        return
    if not reviews and not suits:
        text = one.one_of(
            "未发生因政府信息公开引起的行政复议、行政诉讼。",
            "全年没有因政府信息公开被申请行政复议、提起行政诉讼的情况。",
            "本年度无涉及政府信息公开的行政复议和行政诉讼案件。",
            "因政府信息公开被申请行政复议0件，被提起行政诉讼0件。",
        )
    else:
        results = {name: one.cell(f"四.行政复议.{name}") for name in ("结果维持", "结果纠正", "其他结果", "尚未审结")}
        listed = "，".join(f"{name}{figure}件" for name, figure in results.items() if figure)
        text = one.one_of(
            f"因政府信息公开工作被申请行政复议{reviews}件，被提起行政诉讼{suits}件。",
            f"政府信息公开行政复议案件{one.number(reviews)}件，其中{listed}；行政诉讼案件{suits}件。"
            if reviews
            else f"未发生政府信息公开行政复议，行政诉讼案件{suits}件。",
            f"涉及政府信息公开的行政复议{reviews}件、行政诉讼{suits}件"
            + (f"（未经复议直接起诉{direct}件，复议后起诉{after}件）。" if direct and after else "。"),
        )
    one.say("disputes", text, 2 if one.maybe(0.6) else 5)


def _documents(one: Telling) -> None:
    if not one.maybe(0.5):
        return
    if one.draft.form == "ed2021":
        made, gone, stock = (
            one.cell(f"二.行政规范性文件.{name}") for name in ("本年制发件数", "本年废止件数", "现行有效件数")
        )
        text = one.one_of(
            f"全年制发行政规范性文件{made}件，废止{gone}件，现行有效{stock}件。",
            f"本年度制定行政规范性文件{made}件，均按要求公开并配发解读。",
            f"截至{one.draft.year}年底，现行有效行政规范性文件{stock}件。",
            f"印发各类公文{stock + made + 31}份，其中行政规范性文件{made}件。",
        )
    else:
        made = one.cell("二.规范性文件.本年新制作数量")
        text = one.one_of(f"本年新制作规范性文件{made}件，全部主动公开。", f"全年制定规范性文件{one.number(made)}件。")
    one.say("documents", text, 1)


def _disclosure(one: Telling) -> None:
    if not one.maybe(0.85):
        return
    random = one.random
    parts = [random.randint(10, 400) for _ in range(random.randint(2, 5))]
    total = sum(parts)
    if str(total) in one.draft.cells.values():
        parts[0], total = parts[0] + 1000, total + 1000
    channels = tuple(random.sample(("门户网站", "政务新媒体", "政务公开栏", "新闻媒体", "其他方式"), len(parts)))
    kinds = tuple(random.sample(("政策文件类", "财政信息类", "人事信息类", "工作动态类", "公示公告类"), len(parts)))
    by_channel = "，".join(f"通过{name}公开{figure}条" for name, figure in zip(channels, parts, strict=True))
    by_kind = "、".join(f"{name}{figure}条" for name, figure in zip(kinds, parts, strict=True))
    first = shares(random, parts[0], 2)
    share = f"{100 * parts[0] / total:.1f}%"
    text = one.one_of(
        f"全年主动公开政府信息{one.number(total)}条，其中{by_channel}。",
        f"全年主动公开政府信息{total}条，其中{by_kind}。",
        f"{by_channel}，共计公开信息{total}条。",
        f"全年主动公开政府信息{total}条，其中{channels[0]}发布{parts[0]}条。",
        f"全年主动公开政府信息{total}条，其中{kinds[0]}信息{parts[0]}条，占{share}。",
        f"全年主动公开政府信息{total}条，其中{kinds[0]}{parts[0]}条（发文{first[0]}条，转发{first[1]}条）"
        + "".join(f"、{name}{figure}条" for name, figure in zip(kinds[1:], parts[1:], strict=True))
        + "。",
        f"全年主动公开政府信息{total}余条，其中{kinds[0]}{parts[0]}条。",
        f"全年主动公开政府信息{total}条，发布政策解读{random.randint(3, 40)}篇、图解{random.randint(1, 9)}个，"
        f"回应公众关注热点{random.randint(1, 30)}次。",
        f"全年主动公开政府信息{total}条，比上年的{total - random.randint(1, 9)}条有所增加，"
        f"历年累计公开{total * 7 + 3}条。",
    )
    one.say("disclosure", text, 1)


def _money(one: Telling) -> None:
    if one.maybe(0.6):
        return
    if one.draft.form == "ed2021":
        fee = one.draft.cells["二.行政事业性收费.本年收费金额"]
        yuan = f"{float(fee) * 10000:.0f}"
        text = one.one_of(
            f"本年度行政事业性收费{fee}万元。" if fee != "0" else "本年度无行政事业性收费。",
            f"本年度行政事业性收费{yuan}元。" if fee != "0" else "本年度没有收取行政事业性收费。",
            "及时公开部门预决算，公开财政资金1,286.5万元的使用情况。",
        )
    else:
        items, amount = (one.draft.cells[f"二.政府集中采购.{name}"] for name in ("采购项目数量", "采购总金额"))
        text = (
            f"公开政府集中采购项目{items}个，采购总金额{amount}。" if items != "0" else "本年度没有政府集中采购项目。"
        )
    one.say("money", text, 1)


def _decisions(one: Telling) -> None:
    column = "本年处理决定数量" if one.draft.form == "ed2021" else "处理决定数量"
    if one.maybe(0.25):
        row = one.random.choice(["行政许可", "行政处罚"])
        figure = one.cell(f"二.{row}.{column}")
        one.say("decisions", f"公开{row}决定信息{figure}条，公开及时率100%。", 1)


def _management(one: Telling) -> None:
    year, random = one.draft.year, one.random
    for text in random.sample(_MANAGEMENT, random.randint(0, 2)):
        few, many = random.randint(2, 9), random.randint(100, 900)
        one.say("management", text.format(few=few, many=many, before=year - 1), 3)


_MANAGEMENT = (
    "对照《中华人民共和国政府信息公开条例》（国务院令第711号）修订信息公开指南。",
    "落实“三审三校”制度，全年审核信息{many}条次，退回修改{few}条。",
    "清理{before}年以前的失效信息{few}1条。",
    "严格执行先审查、后公开，一事一审，未发生泄密事件。",
    "做到应公开尽公开，坚持以公开为常态、不公开为例外。",
    "建立信息发布台账，明确公开主体、内容、时限、方式四项要素。",
)


def _platform(one: Telling) -> None:
    for text in one.random.sample(_PLATFORM, one.random.randint(0, 3)):
        one.say("platform", text.format(few=one.random.randint(2, 9), many=one.random.randint(100, 4000)), 4)


_PLATFORM = (
    "设置政策文件、办事指南、公示公告、财政信息等四个栏目。",
    "依托门户网站和“云溪发布”微信公众号两个平台，及时发布信息。",
    "微信公众号推送信息{many}条，总阅读量3.2万次，关注人数增加{few}%。",
    "网站全年访问量{many}人次，更新栏目{few}个。",
    "设立政务公开专区1个，配备查询设备2台，接待群众查阅{few}0余人次。",
    "开设“优化营商环境”专题专栏{few}个，整合“三农”、民生、财政三类信息。",
    "网站通过IPv6改造，网址为http://www.yunxi.gov.cn/zwgk/index.html，服务电话0571-87654321。",
    "按照“一网通办”要求，完成网站群集约化整合。",
)


def _assurance(one: Telling) -> None:
    year = one.draft.year
    for text in one.random.sample(_ASSURANCE, one.random.randint(0, 3)):
        one.say("assurance", text.format(few=one.random.randint(2, 9), year=year, before=year - 1, next=year + 1), 5)


_ASSURANCE = (
    "调整政务公开工作领导小组，由主要负责人任组长。",
    "全年召开专题会议{few}次，举办培训{few}期，参训1{few}0人次。",
    "配合市政府办公室开展政务公开第三方评估，针对反馈的{few}个问题逐项整改。",
    "邀请人大代表、政协委员和群众代表{few}人开展“政府开放日”活动。",
    "{before}年度存在的解读形式单一、栏目更新不及时两个问题已整改到位。",
    "未发生因政府信息公开不当被追究责任的情况。",
    "按照上级要求，{next}年将进一步完善制度，力争培训覆盖面达到100%。",
    "{before}年考核得分92.5分，{year}年考核得分95.1分。",
    "与司法、财政等部门加强会商，重大疑难申请会商率100%。",
    "{year}年，在全市政务公开考核中被评为优秀等次。",
)

PROBLEMS = (
    (
        "存在的主要问题：一是公开的深度有待拓展；二是业务人员更换频繁，能力有待提升。",
        "改进措施：{next}年将加强培训，全年组织不少于{few}次业务学习，定期通报各栏目更新情况。",
    ),
    (
        "{year}年我单位政府信息公开工作取得一定成效，但仍存在不足：主动公开意识还不够强，政策解读质量不高。",
        "下一步，将围绕群众关切拓展公开内容，运用图解、视频等形式开展解读，强化督促检查。",
    ),
    (
        "（一）存在的主要问题。1.信息公开的时效性需要加强。2.公开内容与公众需求还有差距。",
        "（二）改进情况。针对{before}年提出的问题，本年度增配专职人员1名，制定工作规程；下一步将继续完善考核办法。",
    ),
    (
        (
            "本年度政府信息公开工作的短板主要是：个别科室对公开工作重视不够，信息报送不够主动。"
            "下一步将把公开工作纳入科室年度考核，对报送情况每季度通报一次，切实改进薄弱环节。"
        ),
    ),
)
OTHERS = (
    ("本年度未收取信息处理费。",),
    ("按照《政府信息公开信息处理费管理办法》，本年度没有发出收费通知，收取信息处理费0元。无其他需要报告的事项。",),
    ("（一）本年度未收取政府信息公开信息处理费。", "（二）落实上级年度政务公开工作要点情况：按时完成各项任务。"),
    (
        (
            "根据《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号），"
            "本机关{year}年未产生信息处理费。"
        ),
    ),
)


def _problems(one: Telling) -> None:
    if one.maybe(0.7):
        year = one.draft.year
        words = {"year": year, "before": year - 1, "next": year + 1, "few": one.random.randint(2, 6)}
        one.draft.section("五").paragraphs = [text.format(**words) for text in one.random.choice(PROBLEMS)]
    if one.maybe(0.7):
        one.draft.section("六").paragraphs = [text.format(year=one.draft.year) for text in one.random.choice(OTHERS)]


def _frame(one: Telling) -> None:
    """Title, preface and signature: both official orders, two lines, with and without a period."""
    draft, year, random = one.draft, one.draft.year, one.random
    draft.title = one.one_of(
        draft.title,
        draft.title,
        f"{year}年{draft.unit}政府信息公开工作年度报告",
        f"{draft.unit}\n{year}年政府信息公开工作年度报告",
    )
    notice = "〔2021〕30号" if draft.form == "ed2021" else "〔2019〕60号"
    period = f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    outline = (
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
        "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
    )
    basis = f"根据《中华人民共和国政府信息公开条例》和国办公开办函{notice}的规定，编制本报告。"
    contact = f"如对本报告有疑问，请与{draft.unit}联系（电话：0571-87654321，邮编：310000）。"
    draft.preface = random.choice(
        [
            [period],
            [period],
            [basis + outline + period],
            [basis + period, contact],
            [basis + outline + period + contact],
        ]
    )


def _signature(one: Telling) -> None:
    if one.maybe(0.2):
        date = f"{one.draft.year + 1}年1月{one.random.randint(4, 28)}日"
        one.draft.section("六").paragraphs += [one.draft.unit, date]


_WRITERS: tuple[Callable[[Telling], None], ...] = (
    _frame,
    _intake,
    _applicants,
    _outcomes,
    _disputes,
    _documents,
    _disclosure,
    _money,
    _decisions,
    _management,
    _platform,
    _assurance,
    _problems,
    _signature,
)
