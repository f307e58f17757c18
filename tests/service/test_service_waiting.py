"""Rules that wait run by themselves once what they waited for has come: the whole service, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, eventually, running
from two_years import LAST_YEAR, THIS_YEAR, drop

from gouji.model import Outcome

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="gouji up is tested on Linux")

GOUJI = [sys.executable, "-c", "from gouji.cli import main; main()"]
ROSTER = """单位名称,别名,地区,类型,上级
云溪县人民政府,,云溪县,县级政府,
云溪县人民政府办公室,县政府办,云溪县,县级部门,云溪县人民政府
云溪县财政局,县财政局,云溪县,县级部门,云溪县人民政府
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    settings = {}
    if request.param == "postgresql":
        settings["database_url"] = request.getfixturevalue("postgres_url")
    with running(tmp_path / "home", workers="2", **settings) as service:
        yield service


def outcome(service: Running, submission: int, code: str) -> Outcome:
    checked = service.store.checked(submission)
    assert checked is not None
    return next(result.outcome for result in checked.checked.results if result.rule == code)


def test_last_years_report_lets_this_years_rules_run_by_themselves(service: Running) -> None:
    this_year = drop(service, "2023.txt", THIS_YEAR)
    before = service.store.submission(this_year)
    assert outcome(service, this_year, "XY-01") is Outcome.WAITING
    drop(service, "2022.txt", LAST_YEAR)
    eventually(lambda: outcome(service, this_year, "XY-01") is Outcome.FAIL, what="the judgement")
    after = service.store.submission(this_year)
    assert before is not None
    assert after is not None
    assert (after.version, after.received_at) == (1, before.received_at)
    assert [one.id for one in service.submissions()] == [1, 2]
    assert [entry.action for entry in service.store.history(this_year)].count("report.rechecked") == 1


def test_a_register_and_the_reports_below_let_a_governments_rules_run(service: Running, tmp_path: Path) -> None:
    government = drop(service, "政府.txt", "单位 = 云溪县人民政府\n三.R01.总计 = 4\n三.R23.总计 = 4")
    drop(service, "财政局.txt", "单位 = 县财政局\n三.R01.总计 = 3\n三.R23.总计 = 3")
    assert outcome(service, government, "RO-01") is Outcome.WAITING
    roster = tmp_path / "单位登记.csv"
    roster.write_text(ROSTER, "gb18030")
    done = subprocess.run(
        [*GOUJI, "units", "import", str(roster)],
        env=service.environment,
        cwd=service.home,
        capture_output=True,
        check=True,
    )
    assert "新增 3" in done.stdout.decode()

    def reason() -> str:
        checked = service.store.checked(government)
        assert checked is not None
        return next(result.reason or "" for result in checked.checked.results if result.rule == "RO-01")

    eventually(
        lambda: "还缺1个单位的报告，不能汇总核对：云溪县人民政府办公室" in reason(), what="the list of who is missing"
    )
    drop(service, "办公室.txt", "单位 = 县政府办")
    eventually(lambda: outcome(service, government, "RO-01") is Outcome.FAIL, what="the sum")
    [filed, *_] = service.submissions("办公室.txt")
    assert (filed.unit, filed.region) == ("云溪县人民政府办公室", "云溪县")
