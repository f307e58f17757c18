"""From a dropped report to a delivered mail: the bundled Redis, real worker processes, a real SMTP conversation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from running import Running, eventually, running

from gouji.draft import Draft
from gouji.rule.example import example_draft
from notify_ends import MailEnd, mail_end
from writing import as_docx, as_html, as_text

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="gouji up is tested on Linux")

FAULTY = """
单位 = 云溪县公安局
一：（一）主动公开。全年主动公开政府信息12条。
一：（二）依申请公开。全年共收到政府信息公开申请11件，未发生因政府信息公开引起的行政复议和行政诉讼案件。
一：（三）政府信息管理。（四）平台建设。（五）监督保障。
三.R01.自然人 = 12
三.R01.总计 = 11
三.R03.自然人 = 11
三.R03.总计 = 11
三.R22.自然人 = 11
三.R22.总计 = 11
四.行政复议.结果维持 = 1
四.行政复议.总计 = 1
二.行政处罚.本年处理决定数量 = 7
"""
#: The wrong figure was mended, the sentence about reconsiderations was not.
HALF_MENDED = FAULTY.replace("三.R01.自然人 = 12", "三.R01.自然人 = 11")
IN_THE_LETTER = (
    "第1版",
    "有问题",
    "[错误] T3-01",
    "12 + 0 ≠ 11 + 0",
    "由“12”改为“11”",
    "[错误] NA-07",
    "依据",
    "建议",
)


def draft(text: str) -> Draft:
    return example_draft(text)


@pytest.fixture(params=["sqlite", "postgresql"])
def whole(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Running, MailEnd]]:
    """A service that sends its mail to a server of ours."""
    database = {}
    if request.param == "postgresql":
        database["database_url"] = request.getfixturevalue("postgres_url")
    with mail_end() as mail:
        (tmp_path / "gouji.toml").write_text(
            '[[subscriptions]]\ntarget = "mailto:shenhe@example.gov.cn"\nunit = "云溪县*"\n', "utf-8"
        )
        settings = {"smtp_host": "127.0.0.1", "smtp_port": str(mail.port), "notify_retry_seconds": "0.2"}
        with running(tmp_path, **settings, **database) as service:
            yield service, mail


def letter(mail: MailEnd, number: int):
    eventually(lambda: len(mail.letters) >= number, what=f"mail {number}")
    return mail.letters[number - 1]


def test_the_supervisor_is_told_what_is_wrong_and_what_became_of_it(whole) -> None:
    service, mail = whole
    service.drop("公安局.docx", as_docx(draft(FAULTY).document()))
    first = letter(mail, 1)
    assert first["To"] == "shenhe@example.gov.cn"
    assert "云溪县公安局" in first["Subject"]
    text = first.get_body(("plain",)).get_content()
    missing = [words for words in IN_THE_LETTER if words not in text]
    assert missing == []
    assert text.index("[错误]") < text.index("T3-01")
    assert first.get_body(("html",)) is not None

    service.drop("公安局改.html", as_html(draft(HALF_MENDED).document()))
    second = letter(mail, 2).get_body(("plain",)).get_content()
    assert "第2版" in second
    assert "已整改 1 项，仍未整改 1 项" in second
    assert second.index("NA-07") < second.index("已整改：") < second.index("T3-01")

    service.drop("公安局再投.docx", as_docx(draft(FAULTY).document()))
    assert service.wait_for_state("公安局再投.docx").state in ("已退出", "已核查")
    assert [view.verdict for view in service.submissions("公安局改.html")] == ["有问题"]


def test_a_report_without_findings_sends_nothing_and_others_units_are_not_told(whole) -> None:
    service, mail = whole
    service.drop("好.txt", as_text(draft("单位 = 云溪县统计局").document()))
    service.drop("别人.txt", as_text(draft(FAULTY.replace("云溪县", "沙洲区")).document()))
    service.wait_for_state("好.txt")
    service.wait_for_state("别人.txt")
    service.drop("公安局.txt", as_text(draft(FAULTY).document()))
    letter(mail, 1)
    assert ["云溪县公安局" in one["Subject"] for one in mail.letters] == [True]


def test_a_mail_server_that_is_away_is_tried_again_and_no_mail_comes_twice(whole) -> None:
    service, mail = whole
    mail.refusals["rcpt"] = "451 4.3.0 try again later"
    service.drop("公安局.txt", as_text(draft(FAULTY).document()))
    view = service.wait_for_state("公安局.txt")
    eventually(lambda: any(n.attempts for n in service.store.notices(submission_id=view.id)), what="a refusal")
    mail.refusals.clear()
    letter(mail, 1)
    eventually(
        lambda: all(notice.state == "sent" for notice in service.store.notices(submission_id=view.id)), what="the mark"
    )
    assert service.end() == 0
    with running(service.home, **_settings(service)):
        assert service.store.due_notices(_later()) == []
    assert len(mail.letters) == 1


def _settings(service: Running) -> dict[str, str]:
    return {
        name.removeprefix("GOUJI_").lower(): value
        for name, value in service.environment.items()
        if name.startswith("GOUJI_") and name != "GOUJI_HOME"
    }


def _later():
    return datetime.now(UTC) + timedelta(days=1)
