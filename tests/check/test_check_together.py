"""Reports given together are each other's last year and neighbours; the order and the number of them change nothing."""

import random

import pytest

from gouji.batch import Batch
from gouji.check import Checker
from gouji.examination import recognise_all
from gouji.model import Outcome, Status
from gouji.rule import load_rules
from gouji.rule.example import example_draft
from writing import as_text

FIELDS = (
    "本局全年围绕高标准农田建设、耕地地力补贴、农机购置补贴等群众关心的事项，通过门户网站和乡镇公开栏发布办事流程、补贴标准和发放名单，"
    "安排专人每月巡查栏目更新情况，对漏登、错登的及时补正，并在春耕、秋收前集中解读惠农政策，组织农技人员到村答疑，让农户看得懂、算得清。"
)
STAFF = (
    "全年重点是机构职能调整，完成公开指南和目录的重新编制，清理失效文件，畅通群众来信来访渠道，围绕畜禽防疫、渔业禁捕发布公告，"
    "邀请合作社代表参加开放日，推动办事指南进大厅、进村社，制作图解和短视频，开展两轮业务培训，选派骨干参加省里的跟班学习。"
)


@pytest.fixture(scope="module")
def checker():
    with Checker(load_rules().select(["RO-05", "XY-01", "XY-07"], [])) as checker:
        yield checker


def checked(checker, *reports):
    """What comes out of (unit, year, overview and further lines), by the name of the file: its number."""
    with Batch() as batch:
        for number, (unit, year, *lines) in enumerate(reports, 1):
            said = f"单位 = {unit}\n年度 = {year}\n" + "\n".join(lines)
            for one in recognise_all(as_text(example_draft(said).document()), f"{number}.txt"):
                batch.add(one)
        return list(batch.judged(checker))


def outcomes(answers, rule):
    return [next(r.outcome for r in one.checked.results if r.rule == rule) for one in answers]


def test_two_units_with_one_text_are_each_told_of_the_other(checker):
    first, second, third = checked(
        checker,
        ("云溪县财政局", 2023, f"一：{FIELDS}"),
        ("青禾县教育局", 2023, f"一：{FIELDS.replace('门户网站', '政府网')}"),
        ("云溪县水利局", 2023, f"一：{STAFF}"),
    )
    assert outcomes([first, second, third], "RO-05") == [Outcome.FAIL, Outcome.FAIL, Outcome.PASS]
    assert "青禾县教育局（" in first.checked.findings[0].message
    assert "云溪县财政局（" in second.checked.findings[0].message


def test_the_year_before_is_compared_whichever_was_given_first(checker):
    this, last = ("云溪县财政局", 2023, f"一：{STAFF}"), ("云溪县财政局", 2022, f"一：{STAFF}")
    for given, place in (((this, last), 0), ((last, this), 1)):
        answers = checked(checker, *given)
        assert outcomes(answers, "XY-07")[place] is Outcome.FAIL
        assert outcomes(answers, "XY-07")[1 - place] is Outcome.WAITING
        assert outcomes(answers, "RO-05") == [Outcome.WAITING] * 2, "a unit is no neighbour of its own"


def test_of_two_versions_of_last_year_the_one_given_last_counts(checker):
    wrong, right = (("云溪县财政局", 2022, f"三.R23.总计 = {n}\n三.R01.总计 = {n}") for n in (7, 0))
    this = ("云溪县财政局", 2023)
    assert outcomes(checked(checker, wrong, right, this), "XY-01")[2] is Outcome.PASS
    assert outcomes(checked(checker, right, wrong, this), "XY-01")[2] is Outcome.FAIL


def test_one_report_by_itself_waits_for_others(checker):
    assert outcomes(checked(checker, ("云溪县财政局", 2023, f"一：{FIELDS}")), "RO-05") == [Outcome.WAITING]


def test_another_year_is_no_neighbour(checker):
    answers = checked(checker, ("云溪县财政局", 2023, f"一：{FIELDS}"), ("青禾县教育局", 2022, f"一：{FIELDS}"))
    assert outcomes(answers, "RO-05") == [Outcome.WAITING] * 2


def test_a_name_with_and_without_its_place_is_one_unit(checker):
    answers = checked(checker, ("云溪县财政局", 2023, f"一：{FIELDS}"), ("县财政局", 2023, f"一：{FIELDS}"))
    assert Outcome.FAIL not in outcomes(answers, "RO-05")


def test_answers_come_in_the_order_given_with_what_could_not_be_read(checker):
    with Batch() as batch:
        for name, content in (("1.txt", b"\xff\xfe\x00"), ("2.txt", "关于召开会议的通知\n请参加。".encode())):
            for one in recognise_all(content, name):
                batch.add(one)
        for one in recognise_all(as_text(example_draft(f"一：{FIELDS}").document()), "3.txt"):
            batch.add(one)
        assert len(batch) == 3
        assert [one.file for one in batch.judged(checker)] == ["1.txt", "2.txt", "3.txt"]


def test_more_reports_than_stay_in_memory_are_answered_as_if_all_did(checker):
    """Sixty reports, pairs of copies far apart: each pair is found, and its order in the batch makes no difference."""
    words = [chr(0x4E00 + number) for number in range(2000)]

    def text(seed):
        return "".join(random.Random(seed).choices(words, k=400))

    given = [(f"云溪县第{number}中心", 2023, f"一：{text(number % 30)}") for number in range(60)]
    answers = checked(checker, *given)
    assert all(one.status is Status.CHECKED for one in answers)
    for number, one in enumerate(answers):
        assert f"云溪县第{(number + 30) % 60}中心（" in one.checked.findings[0].message
    again = {one.checked.report.unit: one.checked.findings for one in checked(checker, *reversed(given))}
    assert {one.checked.report.unit: one.checked.findings for one in answers} == again
