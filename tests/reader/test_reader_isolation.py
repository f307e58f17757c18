"""Whatever a file does to its reader costs that file its reading, in words, and nobody else anything."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from gouji.errors import NeedsConverter, ReaderBroken, Unreadable
from gouji.model import Member

ADVICE = "请用 Word 或 WPS 打开后另存为 .docx，重新投递"
LANDLOCK = sys.platform == "linux" and ctypes.CDLL(None).syscall(444, None, 0, 1) > 0
linux = pytest.mark.skipif(sys.platform != "linux", reason="the system call filter is Linux's")


def texts(reader, deed):
    return [block.text for block in reader.read(b"x", deed).blocks]


def reason(reader, deed, content=b"x"):
    with pytest.raises(Unreadable) as refused:
        reader.read(content, deed)
    return str(refused.value)


@pytest.mark.parametrize(
    ("deed", "limits", "why"),
    [
        ("spin", {"processor": 0.5}, f"超过 0.5 秒没有读完，已中止；{ADVICE}"),
        ("sleep", {"wall": 0.5}, f"超过 0.5 秒没有读完，已中止；{ADVICE}"),
        ("abort", {}, f"读取程序被文件弄崩（信号 6），文件可能已损坏；{ADVICE}"),
        ("exit", {}, f"读取程序被文件弄崩（退出码 3），文件可能已损坏；{ADVICE}"),
        ("allocate", {}, f"读取时占用内存超过 1024 MB，已中止；{ADVICE}"),
        ("talk", {}, "内容过大（40000000 个字，上限 2000000），不像年度报告；请只保留报告本身后重新投递"),
        ("paragraph", {}, "内容过大（一段有 300000 个字，上限 200000），不像年度报告；请只保留报告本身后重新投递"),
        ("yearbook", {}, "内容过大（4000000 个字，上限 2000000），不像年度报告；请只保留报告本身后重新投递"),
    ],
)
def test_every_death_has_words_and_the_next_file_is_read(misbehaving, deed, limits, why):
    reader = misbehaving(**limits)
    assert reason(reader, deed) == why
    assert texts(reader, "print") == ["ok"]


def test_an_answer_larger_than_allowed_is_not_taken(misbehaving):
    reader = misbehaving(largest_answer=10_000_000)
    assert "内容过大" in reason(reader, "yearbook")
    assert texts(reader, "print") == ["ok"]


def test_a_mistake_of_ours_is_told_apart_without_a_word_of_the_file(misbehaving):
    reader = misbehaving()
    with pytest.raises(ReaderBroken) as broken:
        reader.read(b"x", "mistake")
    assert str(broken.value) == "读取时程序出错（KeyError），请把文件交给开发者"
    [note] = broken.value.__notes__
    assert "in parse" in note
    assert "内部文件" not in note


def test_a_mistake_keeps_the_child(misbehaving):
    reader = misbehaving()
    before = texts(reader, "pid")
    with pytest.raises(ReaderBroken):
        reader.read(b"x", "mistake")
    assert texts(reader, "pid") == before


def test_a_child_that_cannot_start_is_our_fault(misbehaving, monkeypatch):
    monkeypatch.setattr("gouji.reader.reader.CHILD", ("-c", "raise SystemExit(5)"))
    reader = misbehaving()
    with pytest.raises(ReaderBroken, match="没能启动"):
        reader.read(b"x", "print")


@linux
@pytest.mark.parametrize(("deed", "times"), [("network", 3), ("programs", 4), ("files", 4)])
def test_network_programs_and_writing_are_refused_by_the_kernel(misbehaving, deed, times):
    assert texts(misbehaving(), deed) == ["PermissionError"] * times


@linux
def test_other_processes_are_out_of_reach(misbehaving):
    assert texts(misbehaving(), "others")[0] == "PermissionError"


@linux
@pytest.mark.parametrize("deed", ["others", "secrets"])
def test_files_that_are_not_the_program_s_are_out_of_reach(misbehaving, deed):
    if not LANDLOCK:
        pytest.skip("this kernel has no Landlock")
    assert texts(misbehaving(), deed) == ["PermissionError"] * 2


def test_libarchive_is_found_without_another_program():
    code = (
        "from gouji.isolation.inside import find_libraries_alone; from gouji.isolation.confine import confine\n"
        "find_libraries_alone(); print(confine()); import libarchive; print(bool(libarchive.version_number()))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split()[-1:] == ["True"], done.stderr


@linux
def test_a_library_may_have_threads(misbehaving):
    assert texts(misbehaving(), "thread") == ["done"]


def test_a_file_is_not_blamed_for_what_the_one_before_did(misbehaving):
    reader = misbehaving()
    assert texts(reader, "print") == ["ok"]
    assert texts(reader, "abort second") == ["first"]


def test_a_child_that_died_while_idle_is_replaced(misbehaving):
    reader = misbehaving()
    os.kill(int(texts(reader, "pid")[0]), signal.SIGKILL)
    assert texts(reader, "print") == ["ok"]


def test_signals_for_the_whole_group_are_left_to_the_parent(misbehaving):
    reader = misbehaving()
    [before] = texts(reader, "pid")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(int(before), number)
    assert texts(reader, "pid") == [before]


def test_a_child_that_grew_is_replaced(misbehaving):
    reader = misbehaving(kept=150 << 20)
    pids = set()
    for _ in range(4):
        texts(reader, "grow")
        pids.update(texts(reader, "pid"))
    assert len(pids) == 2


def test_a_child_is_replaced_after_its_share_of_files(misbehaving):
    reader = misbehaving(files=3)
    assert len({texts(reader, "pid")[0] for _ in range(7)}) == 3


def test_memory_given_up_by_a_file_is_back(misbehaving):
    reader = misbehaving()
    before = texts(reader, "pid")
    reason(reader, "allocate")
    assert texts(reader, "pid") != before


def gone(pid):
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return True


@linux
def test_the_child_of_a_closed_reader_is_gone(misbehaving):
    reader = misbehaving()
    [pid] = texts(reader, "pid")
    reader.close()
    assert gone(pid)


def test_an_interruption_in_the_middle_leaves_a_reader_that_reads(misbehaving):
    class Interrupted(BaseException):
        pass

    def interrupt(*_):
        raise Interrupted

    reader = misbehaving()
    texts(reader, "pid")
    former = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(Interrupted):
            reader.read(b"x", "sleep")
    finally:
        signal.signal(signal.SIGALRM, former)
    assert texts(reader, "print") == ["ok"]


def test_members_come_one_by_one_and_may_be_put_away(misbehaving):
    sizes = []

    def keep(member):
        sizes.append(len(member.content))
        return msgspec.structs.replace(member, content=b"")

    reader = misbehaving()
    bundle = reader.read(b"x", "bundle", keep=keep)
    assert sizes == [0, 100_000, 200_000, 300_000, 400_000]
    assert bundle.members == tuple(Member(f"{n}.txt", b"") for n in range(5))
    assert [len(member.content) for member in reader.read(b"x", "bundle").members] == sizes


def test_what_is_made_of_members_may_fail_without_harm(misbehaving):
    reader = misbehaving()
    before = texts(reader, "pid")
    with pytest.raises(OSError, match="disk"):
        reader.read(b"x", "bundle", keep=lambda member: exec("raise OSError('disk')"))
    assert texts(reader, "pid") == before


def test_a_bundle_larger_than_allowed_is_not_taken(misbehaving):
    reader = misbehaving(largest_bundle=100 << 20)
    assert "内容过大" in reason(reader, "large bundle")
    assert texts(reader, "print") == ["ok"]


def test_a_file_larger_than_allowed_is_not_even_sent(misbehaving):
    reader = misbehaving(largest_file=2_000_000)
    assert reason(reader, "print", bytes(2_000_001)) == "文件过大（超过 2 MB）；请压缩其中的图片后重新投递"


def test_a_converter_is_asked_and_the_format_stays(misbehaving):
    reader = misbehaving(convert=lambda content, kind: f"{kind}:".encode() + content)
    document = reader.read(b"{}", "convert")
    assert (document.format, document.blocks[0].text) == ("rtf", "rtf:{}")


def test_without_a_converter_it_is_said_what_to_install(misbehaving):
    def absent(content, kind):
        raise NeedsConverter("RTF 文档", kind)

    with pytest.raises(NeedsConverter, match=r"请安装.*libreoffice"):
        misbehaving(convert=absent).read(b"{}", "convert")
