"""What supervisors wrote for all units is no copy, and what is left then decides: RO-05 and XY-07 with a profile."""

from pathlib import Path

import pytest

from gouji.batch import Batch
from gouji.check import Checker
from gouji.examination import Recognised
from gouji.model import Outcome
from gouji.rule import load_rules
from gouji.rule.applying import with_profile
from gouji.rule.example import example_report
from gouji.rule.profile import read_profile

TEMPLATE = (
    "按照市政务公开领导小组的统一部署，本单位紧扣年度公开要点，落实党务政务一体推进、线上线下同步更新的工作思路，"
    "建立主要领导亲自抓、分管领导具体抓、业务科室分头办的责任链条，全年印发目录2份、召开例会4次，把公开贯穿于决策、执行、管理、服务、"
    "结果各环节，做到标准统一、口径一致、内容权威、查询便捷，企业和群众的满意程度稳步提高。"
)
OWN = {
    "云溪县财政局": "重点公布了预算调整方案、专项债券使用明细和会计师事务所检查名单，"
    "邀请纳税人旁听预算编制说明会，答复采购咨询来电。",
    "云溪县水利局": "重点公布了水库除险加固工期、河道采砂许可和饮水工程水质检测数据，"
    "汛期每日播报雨情，制作农村饮水收费明白卡。",
}


def profile(folder: Path, *phrases: str) -> Path:
    quoted = ", ".join(f'"{phrase}"' for phrase in phrases)
    path = folder / "方案.toml"
    path.write_text(
        "\n".join(f"[rules.{code}]\nparameters = {{ template = [{quoted}] }}" for code in ("RO-05", "XY-07")), "utf-8"
    )
    return path


def outcomes(ruleset, *texts: str) -> list[dict[str, Outcome]]:
    with Batch() as batch, Checker(ruleset) as checker:
        for text in texts:
            batch.add(Recognised("年报.txt", None, None, example_report(text)))
        judged = [one.checked for one in batch.judged(checker)]
    return [{result.rule: result.outcome for result in one.results} for one in judged]


@pytest.fixture(scope="module")
def rules():
    return load_rules().select(["RO-05", "XY-07"], [])


def test_a_template_makes_copies_only_where_nobody_says_that_it_is_one(rules, tmp_path):
    texts = [f"单位 = {unit}\n一：{TEMPLATE * 2}{own}" for unit, own in OWN.items()]
    assert [one["RO-05"] for one in outcomes(rules, *texts)] == [Outcome.FAIL] * 2
    told = with_profile(rules, read_profile(profile(tmp_path, TEMPLATE.replace("2份", "三份"))))
    assert [one["RO-05"] for one in outcomes(told, *texts)] == [Outcome.PASS] * 2


def test_a_copy_of_the_rest_is_found_behind_the_template(rules, tmp_path):
    told = with_profile(rules, read_profile(profile(tmp_path, TEMPLATE)))
    own = OWN["云溪县财政局"] + OWN["云溪县水利局"]
    texts = [f"单位 = {unit}\n一：{TEMPLATE}{own}" for unit in OWN]
    assert [one["RO-05"] for one in outcomes(told, *texts)] == [Outcome.FAIL] * 2


def test_last_years_template_is_not_last_years_text(rules, tmp_path):
    finance, water = OWN.values()
    texts = [
        f"年度 = {year}\n一：{TEMPLATE * 2}{own * 2}" for year, own in ((2022, finance), (2023, finance[:30] + water))
    ]
    assert outcomes(rules, *texts)[1]["XY-07"] is Outcome.PASS
    repeated = [f"年度 = {year}\n一：{TEMPLATE * 2}{own}" for year, own in ((2022, finance), (2023, finance[:30]))]
    assert outcomes(rules, *repeated)[1]["XY-07"] is Outcome.FAIL
    told = with_profile(rules, read_profile(profile(tmp_path, TEMPLATE)))
    assert outcomes(told, *repeated)[1]["XY-07"] is Outcome.PASS


def test_a_government_that_quotes_a_department_is_no_copy(rules):
    department, government = OWN["云溪县财政局"], OWN["云溪县水利局"] + TEMPLATE
    texts = [f"单位 = 云溪县财政局\n一：{department * 2}", f"单位 = 云溪县人民政府\n一：{government}{department * 2}"]
    assert [one["RO-05"] for one in outcomes(rules, *texts)] == [Outcome.PASS] * 2


def test_two_reports_with_hardly_a_word_of_their_own_are_not_compared(rules):
    texts = [f"单位 = {unit}\n一：坚持以公开为常态、不公开为例外。\n五：更新慢。" for unit in OWN]
    assert [one["RO-05"] for one in outcomes(rules, *texts)] == [Outcome.NOT_APPLICABLE] * 2
