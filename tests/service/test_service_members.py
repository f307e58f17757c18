"""Archives, mails and files of several reports in the service: each of their reports goes the whole way by itself."""

from __future__ import annotations

import io
import os
import signal
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from running import eventually, report, running

from gouji.archive import Archive
from gouji.config import Settings, UnitSetting
from gouji.draft import sound
from gouji.queue import Work
from gouji.store import Store, SubmissionView
from gouji.submission import Drop, Signature, State
from gouji_workers import jobs
from gouji_workers.opening import utc_now
from gouji_workers.place import WorkPlace
from writing import as_text


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


class Hinted:
    """A queue that keeps what it is told, for the test to do."""

    def __init__(self) -> None:
        self.told: list[tuple[Work, int]] = []

    def hint(self, kind: Work, ids) -> None:
        self.told += [(kind, number) for number in ids]


class Office:
    """A work place, its store, and what was hinted; `settle` does all that follows of a drop."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.queue = settings, Hinted()
        self.store = Store(settings.database, zone=settings.zone)
        self.store.upgrade()
        self.archive = Archive(settings.archive_path)
        self.place = WorkPlace(settings, self.queue, "worker", lambda: False)

    def drop(self, name: str, content: bytes, **hints) -> int:
        kept = self.archive.put(io.BytesIO(content))
        signature = Signature(kept.size, 1, len(self.queue.told) + kept.size)
        drop = Drop(kept.sha256, kept.size, name.encode(), name, name.encode(), signature, **hints)
        return self.store.record_drops([drop], utc_now())[0].submission_id

    def settle(self, number: int) -> SubmissionView:
        """Check it and, as the hints say, what comes out of it."""
        jobs.check([number], self.place)
        while waiting := [told for kind, told in self.queue.told if kind is Work.CHECK]:
            self.queue.told = [one for one in self.queue.told if one[0] is not Work.CHECK]
            jobs.check(waiting, self.place)
        view = self.store.submission(number)
        assert view is not None
        return view

    def members(self, number: int) -> dict[str, tuple[State, str | None]]:
        return {view.file_name: (view.state, view.unit) for view in self.store.members(number)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    units = (UnitSetting(name="某县财政局", aliases=("财政局",), region="某县"),)
    opened = Office(Settings(home=tmp_path, units=units))
    yield opened
    opened.place.close()
    opened.store.close()


def test_each_report_of_an_archive_is_checked_by_itself(office: Office) -> None:
    files = {"a/某县统计局.txt": report("某县统计局"), "b/地震.txt": report("某县地震局"), "封面.jpg": b"\xff\xd8\xff"}
    number = office.drop("年报.zip", zipped(files))
    parent = office.settle(number)
    assert (parent.state, parent.reason) == (State.REJECTED, "压缩包已展开：其中 3 个文件分别核查")
    assert office.members(number) == {
        "年报.zip › a/某县统计局.txt": (State.CHECKED, "某县统计局"),
        "年报.zip › b/地震.txt": (State.CHECKED, "某县地震局"),
        "年报.zip › 封面.jpg": (State.NOT_ASSESSABLE, None),
    }
    assert office.store.balance().waiting == 0


def test_folders_outside_and_inside_say_whose_report_it_is(office: Office) -> None:
    files = {"2022年/财政局/年报.txt": report("某县统计局"), "年报.txt": report("某县地震局", count=3)}
    number = office.drop("年报.zip", zipped(files), unit_hint="某县审计局", year_hint=2021, region_hint="某省")
    office.settle(number)
    inner, outer = office.store.members(number)
    assert (inner.unit, inner.year, inner.region) == ("某县财政局", 2022, "某县")
    assert (outer.unit, outer.year, outer.region) == ("某县审计局", 2021, "某省")


def test_an_attachment_is_checked_and_its_mail_named(office: Office) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.gov.cn", "b@x.gov.cn", "年报"
    mail.set_content("见附件")
    mail.add_attachment(report().decode(), filename="统计局.txt")
    number = office.drop("来信.eml", mail.as_bytes())
    assert office.settle(number).reason == "邮件已展开：其中 1 个附件分别核查"
    assert office.members(number) == {"来信.eml › 统计局.txt": (State.CHECKED, "某县统计局")}


def several() -> bytes:
    """Two whole reports, one behind the other."""
    return b"\n".join(as_text(sound("ed2021", 2023, unit).document()) for unit in ("某县统计局", "某县地震局"))


def test_each_report_in_one_file_is_checked_by_itself(office: Office) -> None:
    number = office.drop("合集.txt", several(), unit_hint="某县审计局", year_hint=2020)
    assert office.settle(number).reason == "文件中有 2 份报告，已分开，分别核查"
    assert office.members(number) == {
        "合集.txt › 第 1 份": (State.CHECKED, "某县统计局"),
        "合集.txt › 第 2 份": (State.CHECKED, "某县地震局"),
    }
    assert [view.year for view in office.store.members(number)] == [2023, 2023]
    assert [view.version for view in office.store.members(number)] == [1, 1]


def test_several_reports_in_a_file_in_an_archive(office: Office) -> None:
    number = office.drop("年报.zip", zipped({"合集.txt": several()}))
    office.settle(number)
    [volume] = office.store.members(number)
    assert list(office.members(volume.id)) == ["年报.zip › 合集.txt › 第 1 份", "年报.zip › 合集.txt › 第 2 份"]
    assert {state for state, _ in office.members(volume.id).values()} == {State.CHECKED}


def test_archives_in_archives_are_opened_three_deep(office: Office) -> None:
    content = zipped({"年报.txt": report()})
    for level in (3, 2, 1):
        content = zipped({f"{level}.zip": content, f"{level}.txt": report(f"某县第{level}局")})
    number = office.drop("0.zip", content)
    office.settle(number)
    views = [office.store.submission(one) for one in office.store.descendants(number)]
    ends = {view.file_name: (view.state, view.reason) for view in views if view}
    deepest = ends.pop("0.zip › 1.zip › 2.zip › 3.zip")
    assert deepest == (
        State.NOT_ASSESSABLE,
        "压缩包（或邮件）层层相套超过 3 层，没有展开；请取出里面的报告直接投递",
    )
    assert [state for state, _ in ends.values()].count(State.CHECKED) == 3
    assert office.store.balance().waiting == 0


def test_an_archive_that_holds_itself_comes_to_an_end(office: Office) -> None:
    """The bytes that a child of the same content would have are those of its parent: it is a duplicate."""
    inner = zipped({"年报.txt": report()})
    number = office.drop("a.zip", inner)
    office.settle(number)
    again = office.drop("b.zip", zipped({"a.zip": inner, "年报.txt": report()}))
    office.settle(again)
    assert [view.duplicate_of for view in office.store.members(again)] == [
        number,
        office.store.members(number)[0].id,
    ]


def test_a_member_larger_than_the_inbox_takes_is_not_taken_either(tmp_path: Path) -> None:
    office = Office(Settings(home=tmp_path, max_file_mb=1))
    try:
        large = report() + os.urandom(1 << 20)
        number = office.drop("年报.zip", zipped({"a.txt": report(), "b.docx": large}))
        assert office.settle(number).reason == "压缩包已展开：其中 1 个文件分别核查，另有 1 个取不出"
        [_, view] = office.store.members(number)
        assert (view.state, view.size) == (State.NOT_ASSESSABLE, len(large))
        assert view.reason
        assert view.reason.startswith("文件 1 MB，超过上限 1 MB")
    finally:
        office.place.close()
        office.store.close()


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "压缩包里没有文件；请把年度报告放进去后重新投递"),
        ({"a.jpg": b"\xff\xd8\xff"}, "压缩包里没有可以核查的文件（a.jpg：这是图片（JPEG），其中的文字无法核查）"),
    ],
)
def test_an_archive_without_a_report_says_so(office: Office, files: dict[str, bytes], reason: str) -> None:
    view = office.settle(office.drop("年报.zip", zipped(files)))
    assert view.state is State.NOT_ASSESSABLE
    assert view.reason
    assert view.reason.startswith(reason)


def test_checking_again_does_the_members_that_failed(office: Office) -> None:
    number = office.drop("年报.zip", zipped({"年报.txt": report(), "空.txt": b""}))
    office.settle(number)
    again = office.store.requeue([number], utc_now(), "cli")
    assert [office.store.submission(one).file_name for one in again] == ["年报.zip › 空.txt"]  # type: ignore[union-attr]


def test_an_alert_for_each_report_names_the_archive(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, smtp_host="localhost", smtp_from="a@x.cn")
    office = Office(settings)
    try:
        office.store.add_subscription("mailto:b@x.cn", utc_now(), "cli")
        number = office.drop("年报.zip", zipped({"a.txt": report("某县统计局"), "b.txt": report("某县地震局")}))
        office.settle(number)
        first, second = office.store.members(number)
        told = [one for kind, one in office.queue.told if kind is Work.NOTIFY]
        assert len(told) == 2
        texts = [
            office.store.claim_notice(one, utc_now(), office.place.lease).text  # type: ignore[union-attr]
            for one in told
        ]
        assert [first.file_name in texts[0], second.file_name in texts[1]] == [True, True]
    finally:
        office.place.close()
        office.store.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="process trees are looked at in /proc")
def test_a_worker_killed_while_it_opens_an_archive_loses_nothing(tmp_path: Path) -> None:
    count = 150
    files = {f"{n}.txt": report(f"某县第{n}局", count=n) for n in range(count)}
    with running(tmp_path / "home", workers="1", lease_seconds="9") as service:
        service.drop("年报.zip", zipped(files))
        archive = service.home / "archive"

        def begun() -> bool:
            return sum(1 for folder in archive.glob("??") for _ in folder.iterdir()) > count // 10

        eventually(begun, what="some members to be archived")
        for process in service.pool():
            os.kill(process, signal.SIGKILL)
        caught = service.submissions("年报.zip")[0].state is State.PROCESSING
        view = service.wait_for_state("年报.zip", 60)
        assert (view.state, view.members) == (State.REJECTED, count)
        assert view.attempts > 1 or not caught
        eventually(lambda: service.store.balance().submissions[State.CHECKED] == count, 120, "all to be checked")
        names = Counter(one.file_name for one in service.submissions())
        assert max(names.values()) == 1
        assert len(names) == count + 1
        assert all(one.version == 1 for one in service.submissions() if one.parent_id)
