"""ID-05."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import INFO, Finding, Report, Unit, rule
from gouji.text import compact
from gouji_rules._names import is_short_for
from gouji_rules.identity._title import title_of


@rule(
    "ID-05",
    title="单位简称",
    severity=INFO,
    basis="《政府信息公开条例》第五十条第二款",
    advice="标题使用登记的单位全称。",
    status="draft",
)
def full_name_is_used(report: Report, unit: Unit) -> Iterator[Finding]:
    """标题应使用登记的单位全称。

    简称（“宁海县科技局”）十分常见，也不致误认，所以本规则默认不启用；要求全称的地方可以在核查方案中启用。

    常见误报：登记的其他名称、省略上级地名（“宁海县”省略“宁波市”），不报。

    沿革：0.1 首次收入，默认不启用。

    反例：
        登记.名称 = 宁海县科学技术局
        单位 = 宁海县科技局
    正例：
        登记.名称 = 宁海县科学技术局
        单位 = 宁海县科学技术局
    """
    title = title_of(report)
    if title is None:
        raise NotApplicable("没有标题，见 ID-01")
    bare = compact(title.text)
    if any(name in bare for name in (unit.name, *unit.aliases)):
        return
    short = next((name for name in ([report.unit] if report.unit else []) if is_short_for(name, unit.name)), None)
    if short and short in bare:
        yield Finding(f"标题用的是简称“{short}”；登记的全称是“{unit.name}”", quotes=(title,), locator="标题")
