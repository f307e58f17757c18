"""Copies between units and from last year are found by themselves, whichever came first: the whole service."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, eventually, running

from gouji.rule.example import example_draft
from writing import as_text

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="gouji up is tested on Linux")

FIELDS = (
    "本局全年围绕高标准农田建设、耕地地力补贴、农机购置补贴等群众关心的事项，通过门户网站和乡镇公开栏发布办事流程、补贴标准和发放名单，"
    "安排专人每月巡查栏目更新情况，对漏登、错登的及时补正，并在春耕、秋收前集中解读惠农政策，组织农技人员到村答疑，让农户看得懂、算得清。"
)
STAFF = (
    "全年重点是机构职能调整，完成公开指南和目录的重新编制，清理失效文件，畅通群众来信来访渠道，围绕畜禽防疫、渔业禁捕发布公告，"
    "邀请合作社代表参加开放日，推动办事指南进大厅、进村社，制作图解和短视频，开展两轮业务培训，选派骨干参加省里的跟班学习。"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    settings = {}
    if request.param == "postgresql":
        settings["database_url"] = request.getfixturevalue("postgres_url")
    with running(tmp_path / "home", workers="2", **settings) as service:
        yield service


def report(unit: str, year: int, words: str) -> bytes:
    problems = "个别栏目更新慢。下一步将落实责任人。" + words[20:60]
    return as_text(example_draft(f"单位 = {unit}\n年度 = {year}\n一：{words}\n五：{problems}").document())


def found(service: Running) -> dict[tuple[str | None, int | None], dict[str, str]]:
    """What RO-05 and XY-07 say of each unit and year."""
    said: dict[tuple[str | None, int | None], dict[str, str]] = {}
    for one in service.store.list_findings():
        if one.finding.rule in ("RO-05", "XY-07"):
            said.setdefault((one.unit, one.year), {})[one.finding.rule] = one.finding.message
    return said


def test_two_copies_and_one_text_of_last_year_are_found_without_anybodys_doing(service: Running) -> None:
    service.drop("农业农村局.txt", report("云溪县农业农村局", 2023, FIELDS))
    service.wait_for_state("农业农村局.txt")
    service.drop("林业局.txt", report("青禾县林业局", 2023, FIELDS.replace("门户网站", "政府网").replace("12", "15")))
    service.drop("财政局.txt", report("云溪县财政局", 2023, STAFF))
    service.drop("财政局去年.txt", report("云溪县财政局", 2022, STAFF))
    expected = {
        ("云溪县农业农村局", 2023): "RO-05",
        ("青禾县林业局", 2023): "RO-05",
        ("云溪县财政局", 2023): "XY-07",
    }
    eventually(lambda: {key: "".join(said) for key, said in found(service).items()} == expected, what="the findings")
    said = found(service)
    assert "青禾县林业局（9" in said["云溪县农业农村局", 2023]["RO-05"]
    assert "云溪县农业农村局（9" in said["青禾县林业局", 2023]["RO-05"]
    assert "2022年度报告雷同" in said["云溪县财政局", 2023]["XY-07"]
    service.drop("林业局.txt", report("青禾县林业局", 2023, STAFF[::-1]))
    eventually(lambda: list(found(service)) == [("云溪县财政局", 2023)], what="the end of what was rewritten")
