"""Workers are killed in the middle of judging a report again: it is done once by the next, and told once."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, eventually, no_broker, running
from two_years import LAST_YEAR, THIS_YEAR, drop

from gouji.digest import NoticeState
from gouji.model import Outcome
from notify_ends import MailEnd, mail_end

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="process trees are looked at in /proc")

# Holds a report that has last year's beside it, so only a recheck: at most the two seconds that a rule has.
HOLD = '''
import pathlib
import time

from gouji.rule import WARNING, Report, rule


@rule("XM-02", title="等待上年报告", severity=WARNING, basis="测试")
def holds(report, previous: Report | None = None):
    """一条有上年报告时等待的规则。

    反例：
        三.R01.总计 = 1
    正例：
        三.R01.总计 = 2
    """
    folder = pathlib.Path({folder!r})
    if previous is not None:
        (folder / "begun").touch()
        while not (folder / "go").exists():
            time.sleep(0.01)
    return []
'''


@pytest.fixture
def mail() -> Iterator[MailEnd]:
    with mail_end() as end:
        yield end


def outcome(service: Running, submission: int, code: str) -> Outcome:
    checked = service.store.checked(submission)
    assert checked is not None
    return next(result.outcome for result in checked.checked.results if result.rule == code)


def actions(service: Running, submission: int) -> Counter[str]:
    return Counter(entry.action for entry in service.store.history(submission))


def states(service: Running, submission: int) -> list[NoticeState]:
    return [notice.state for notice in service.store.notices(submission_id=submission)]


@pytest.mark.parametrize("place", ["sqlite", "sqlite without a broker", "postgresql"])
def test_a_worker_killed_while_it_judges_again_has_it_done_once_by_the_next(
    place: str, tmp_path: Path, mail: MailEnd, request: pytest.FixtureRequest
) -> None:
    home, held = tmp_path / "home", tmp_path / "held"
    held.mkdir()
    (home / "rules").mkdir(parents=True)
    (home / "rules" / "hold.py").write_text(HOLD.format(folder=str(held)), "utf-8")
    (home / "gouji.toml").write_text('[[subscriptions]]\ntarget = "mailto:shenhe@example.gov.cn"\n', "utf-8")
    settings = {"workers": "1", "lease_seconds": "9", "smtp_host": "127.0.0.1", "smtp_port": str(mail.port)}
    if place == "postgresql":
        settings["database_url"] = request.getfixturevalue("postgres_url")
    environment = no_broker(tmp_path / "no-broker") if "without" in place else {}
    with running(home, environment, **settings) as service:
        this_year = drop(service, "2023.txt", THIS_YEAR)
        assert outcome(service, this_year, "XY-01") is Outcome.WAITING
        drop(service, "2022.txt", LAST_YEAR)
        eventually((held / "begun").exists, what="the recheck to begin")
        for process in service.pool():
            os.kill(process, signal.SIGKILL)
        assert outcome(service, this_year, "XY-01") is Outcome.WAITING  # what was there is there
        (held / "go").touch()
        eventually(lambda: outcome(service, this_year, "XY-01") is Outcome.FAIL, 60, "the judgement")
        eventually(lambda: states(service, this_year) == [NoticeState.SENT], what="the message")
        done = actions(service, this_year)
        assert (done["submission.finished"], done["report.rechecked"], done["report.recheck_failed"]) == (1, 1, 0)
        view = service.store.submission(this_year)
        assert view is not None
        assert (view.version, view.attempts) == (1, 1)
    assert len(mail.letters) == 1
    assert "重新核查新增问题" in str(mail.letters[0]["subject"])
