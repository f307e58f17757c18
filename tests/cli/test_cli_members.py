"""`gouji check` and `gouji reports` of archives, mails and files of several reports."""

import os
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from test_cli_check import GOUJI, WRONG, as_object, gouji
from test_cli_recheck import a_drop, recheck

from gouji.draft import sound
from gouji.rule.example import example_draft
from gouji.store import Store
from gouji.submission import Child, State
from writing import as_docx, as_text

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)
GOOD = as_docx(example_draft("").document())
BAD = as_text(example_draft(WRONG).document())
NOTE = "关于开展消防安全检查的通知\n各科室：请按要求开展检查。\n".encode()


def zipped(files, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def answers(run, folder):
    return [
        (one["file"].removeprefix(f"{folder}/"), one["status"], one["verdict"]) for one in as_object(run)["reports"]
    ]


def test_each_member_of_an_archive_has_its_answer(tmp_path):
    archive = zipped({"财政局/报告.docx": GOOD, "水利局/报告.txt": BAD, "通知.txt": NOTE}, tmp_path / "年报.zip")
    run = gouji("check", archive, "--format", "json")
    assert run.returncode == 1
    assert answers(run, tmp_path) == [
        ("年报.zip!财政局/报告.docx", "checked", "合规"),
        ("年报.zip!水利局/报告.txt", "checked", "有问题"),
        ("年报.zip!通知.txt", "rejected", None),
    ]
    first, second, _ = as_object(run)["reports"]
    assert (first["format"], second["format"]) == ("docx", "txt")
    assert first["sha256"] != second["sha256"]


def test_a_member_that_cannot_be_read_ends_with_status_3_and_one_line(tmp_path):
    archive = zipped({"报告.docx": GOOD, "扫描.jpg": b"\xff\xd8\xff"}, tmp_path / "年报.zip")
    run = gouji("check", archive)
    assert run.returncode == 3
    assert run.stderr.startswith(f"{archive}!扫描.jpg：无法核查：这是图片（JPEG）")
    assert len(run.stderr.strip().splitlines()) == 1
    assert f"{archive}!报告.docx" in run.stdout


def test_an_archive_that_cannot_be_opened_has_one_answer(tmp_path):
    path = tmp_path / "年报.zip"
    path.write_bytes(zipped({"a.txt": BAD}, tmp_path / "b.zip").read_bytes()[:100])
    run = gouji("check", path, "--format", "json")
    assert (run.returncode, answers(run, tmp_path)) == (3, [("年报.zip", "not_assessable", None)])


def test_archives_in_archives_and_mails(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.cn", "b@x.cn", "年报"
    mail.set_content("见附件")
    mail.add_attachment(GOOD, "application", "octet-stream", filename="报告.docx")
    inner = zipped({"来信.eml": mail.as_bytes()}, tmp_path / "内.zip").read_bytes()
    outer = zipped({"县/内.zip": inner}, tmp_path / "外.zip")
    run = gouji("check", outer, "--format", "json")
    assert answers(run, tmp_path) == [("外.zip!县/内.zip!来信.eml!报告.docx", "checked", "合规")]
    deeper = zipped({"外.zip": outer.read_bytes()}, tmp_path / "更外.zip")
    run = gouji("check", deeper, "--format", "json")
    assert answers(run, tmp_path) == [("更外.zip!外.zip!县/内.zip!来信.eml", "not_assessable", None)]
    assert "层层相套超过 3 层" in as_object(run)["reports"][0]["reason"]


def test_several_reports_in_one_file_are_numbered(tmp_path):
    path = tmp_path / "合集.docx"
    text = b"\n".join(as_text(sound("ed2021", 2023, unit).document()) for unit in ("某县统计局", "某县地震局"))
    path.write_bytes(text)
    run = gouji("check", path, "--format", "json")
    found = as_object(run)["reports"]
    assert [(one["file"], one["unit"]) for one in found] == [
        (f"{path}#1", "某县统计局"),
        (f"{path}#2", "某县地震局"),
    ]
    assert found[0]["sha256"] == found[1]["sha256"]


def test_no_name_in_an_archive_is_written_to_the_disk(tmp_path):
    archive = zipped({"../../逃.txt": BAD, "/tmp/逃.txt": BAD}, tmp_path / "年报.zip")
    run = gouji("check", archive, "--format", "json", cwd=tmp_path)
    assert [one["file"].partition("!")[2] for one in as_object(run)["reports"]] == ["逃.txt", "tmp/逃.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["年报.zip"]


@pytest.fixture
def store(tmp_path):
    """An archive of two, of which one could not be read."""
    store = Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    store.upgrade()
    [row] = store.record_drops([a_drop(0)], NOW)
    [claim] = store.claim([row.submission_id], NOW, timedelta(seconds=90), "test")
    children = [Child(str(n) * 64, 1, f"{n}.txt", f"局/{n}.txt") for n in (1, 2)]
    first, _ = store.expand(claim, children, "压缩包已展开：其中 2 个文件分别核查", NOW).waiting
    [taken] = store.claim([first], NOW, timedelta(seconds=90), "test")
    store.finish(taken, State.NOT_ASSESSABLE, "没有文字", NOW)
    yield store
    store.close()


def reports(home, *words):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")}
    command = [GOUJI, "reports", *words]
    environment["GOUJI_HOME"] = str(home)
    run = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_the_service_shows_an_archive_with_its_members(tmp_path, store):
    assert reports(tmp_path, "show", "1") == [
        "0.txt",
        "  已退出：压缩包已展开：其中 2 个文件分别核查",
        "  第 2 号  不明  无法核查    局/1.txt：没有文字",
        "  第 3 号  不明  待处理      局/2.txt",
    ]
    assert reports(tmp_path, "show", "2") == ["0.txt › 局/1.txt", "  无法核查：没有文字", "  出自第 1 号"]
    assert reports(tmp_path)[1].endswith("0.txt › 局/2.txt")


def test_checking_an_archive_again_is_checking_its_members(tmp_path, store):
    assert recheck(tmp_path, "1") == (0, "已把 1 份文件重新列为待处理。", "")
    assert store.submission(2).state is State.WAITING
    code, out, err = recheck(tmp_path, "1")
    assert (code, out) == (1, "没有需要重新核查的文件。")
    assert "1 不能重新核查" in err
