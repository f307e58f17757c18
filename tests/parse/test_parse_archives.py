"""Archives are opened in memory: names for people, bounds before unpacking, reasons for what cannot be had."""

import io
import os
import shutil
import stat
import subprocess
import sys
import zipfile

import pytest
from parse_archives import WRITERS, locked, rar4, rar5, seven_zipped, zipped
from parse_wordfile import p, word

from gouji.errors import Unreadable
from gouji.model import Bundle
from gouji.parse import bundle, parse
from gouji.parse.archives import read
from gouji.parse.sniff import format_of

REPORT = "某县财政局2023年政府信息公开工作年度报告\n一、总体情况\n".encode()
_MAGIC = b"Rar!\x1a\x07\x01\x00"
FILES = {"财政局/报告.txt": REPORT, "水利局/报告.txt": REPORT + b"2", "说明.txt": b"3"}


def members(content: bytes) -> dict[str, bytes | str]:
    opened = read(content)
    return {member.name: member.reason or member.content for member in opened.members}


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as reason:
        read(content)
    return str(reason.value)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_files_in_an_archive_in_their_order(kind):
    opened = parse(WRITERS[kind](FILES), "年报.dat")
    assert isinstance(opened, Bundle)
    assert opened.format == kind.rstrip("5")
    assert [(member.name, member.content, member.reason) for member in opened.members] == [
        (name, content, None) for name, content in FILES.items()
    ]


@pytest.mark.parametrize(("encoding", "marked"), [("utf-8", True), ("utf-8", False), ("gbk", False)])
def test_names_in_the_characters_of_any_system(encoding, marked):
    assert members(zipped(FILES, encoding=encoding, marked=marked)) == FILES


def test_a_short_name_in_gbk_that_is_valid_utf8():
    assert members(zipped({"联通.txt": REPORT}, encoding="gbk", marked=False)) == {"联通.txt": REPORT}


@pytest.mark.skipif(shutil.which("7z") is None, reason="7z (p7zip-full) is not installed")
@pytest.mark.parametrize("options", [[], ["-ms=off", "-m0=BZip2"], ["-m0=PPMd"], ["-m0=LZMA"], ["-mx=0"]])
def test_archives_of_the_7z_program(tmp_path, options):
    assert members(packed_by_7z(tmp_path, "年报.7z", *options)) == FILES


@pytest.mark.skipif(shutil.which("7z") is None, reason="7z (p7zip-full) is not installed")
@pytest.mark.parametrize("method", ["Deflate64", "BZip2", "LZMA", "PPMd"])
def test_zip_archives_packed_in_other_ways(tmp_path, method):
    assert members(packed_by_7z(tmp_path, "年报.zip", f"-mm={method}")) == FILES


@pytest.mark.skipif(shutil.which("7z") is None, reason="7z (p7zip-full) is not installed")
@pytest.mark.parametrize("options", [["a.7z", "-psecret"], ["a.7z", "-psecret", "-mhe=on"], ["a.zip", "-psecret"]])
def test_an_archive_with_a_password_is_refused_in_words(tmp_path, options):
    assert refused(packed_by_7z(tmp_path, *options)) == "压缩包设有密码，无法核查；请取消密码后重新投递"


def packed_by_7z(folder, name: str, *options: str) -> bytes:
    for path, content in FILES.items():
        file = folder / "in" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    command = ["7z", "a", "-bd", *options, str(folder / name), *[path.split("/")[0] for path in FILES]]
    subprocess.run(command, cwd=folder / "in", check=True, stdout=subprocess.DEVNULL)
    return (folder / name).read_bytes()


def test_one_member_with_a_password_leaves_the_others():
    archive = locked(zipped(FILES), "说明.txt")
    assert members(archive) == FILES | {"说明.txt": bundle.MEMBER_LOCKED}


@pytest.mark.parametrize("archive", [locked(zipped(FILES)), rar4(FILES, locked=True)])
def test_passwords_on_all_members_are_one_on_the_archive(archive):
    assert refused(archive) == "压缩包设有密码，无法核查；请取消密码后重新投递"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/报告.txt", "etc/报告.txt"),
        ("/root/报告.txt", "root/报告.txt"),
        ("C:\\Users\\甲\\报告.txt", "Users/甲/报告.txt"),
        ("\\\\server\\share\\报告.txt", "server/share/报告.txt"),
        ("./a/.././b.txt", "a/b.txt"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        ("a\nb.txt", "a\\u000ab.txt"),
        ("a/" * 50 + "b.txt", "a/" * 19 + "b.txt"),
        ("长" * 300 + ".docx", "长" * 99 + "…" + "长" * 15 + ".docx"),
    ],
)
@pytest.mark.parametrize("kind", ["zip", "rar5"])
def test_no_name_leads_out_of_the_archive(kind, name, shown):
    assert list(members(WRITERS[kind]({name: REPORT}))) == [shown]


def test_what_systems_and_programs_leave_behind_is_left_out():
    litter = ("__MACOSX/._报告.txt", ".DS_Store", "财政局/Thumbs.db", "~$报告.docx", "desktop.ini", "财政局/", "a.tmp")
    assert members(zipped(dict.fromkeys(litter, b"x") | FILES)) == FILES


def test_links_and_devices_are_left_out():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("报告.txt", REPORT)
        for name, mode in (("链接.txt", stat.S_IFLNK | 0o777), ("管道", stat.S_IFIFO | 0o600), ("盘", stat.S_IFBLK)):
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, "/etc/passwd")
    assert members(stream.getvalue()) == {"报告.txt": REPORT}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_kept():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("报告.txt", REPORT)
        archive.writestr("报告.txt", REPORT + b"2")
    assert [(m.name, m.content) for m in read(stream.getvalue()).members] == [
        ("报告.txt", REPORT),
        ("报告.txt", REPORT + b"2"),
    ]


def test_a_word_package_unpacked_into_a_folder_is_an_archive():
    with zipfile.ZipFile(io.BytesIO(word(p("一、总体情况")))) as package:
        content = zipped({f"报告/{name}": package.read(name) for name in package.namelist()} | FILES)
    assert format_of(content, "报告.docx") == "zip"


def opened_or_refused(content: bytes) -> Bundle | str:
    try:
        opened = parse(content, "年报")
    except Unreadable as reason:
        return str(reason)
    assert isinstance(opened, Bundle)
    return opened


@pytest.mark.parametrize("kind", WRITERS)
def test_an_archive_cut_off_anywhere_is_refused_or_says_what_is_lost(kind):
    whole = WRITERS[kind](FILES)
    for tenth in range(1, 10):
        found = opened_or_refused(whole[: len(whole) * tenth // 10])
        if isinstance(found, str):
            assert "；请" in found
        else:
            assert all(m.reason == bundle.MEMBER_DAMAGED or FILES[m.name] == m.content for m in found.members)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_byte_changed_anywhere_never_changes_a_file_silently(kind):
    contents = (REPORT, b"3" * 50)
    whole = WRITERS[kind]({"报告.txt": REPORT, "说明.txt": b"3" * 50})
    for position in range(len(_MAGIC), len(whole)):
        broken = bytearray(whole)
        broken[position] ^= 0xFF
        found = opened_or_refused(bytes(broken))
        assert isinstance(found, str) or all(m.reason or m.content in contents for m in found.members), position


def test_a_damaged_member_leaves_the_others():
    whole = bytearray(zipped(FILES, method=zipfile.ZIP_STORED))
    whole[whole.index(REPORT) + 3] ^= 1
    assert members(bytes(whole)) == FILES | {"财政局/报告.txt": bundle.MEMBER_DAMAGED}


@pytest.mark.parametrize("archive", [rar4(FILES, volume=True), rar5(FILES, volume=True)])
def test_a_volume_of_several_says_so(archive):
    assert refused(archive) == "这是分卷压缩的一卷，其余各卷不在其中；请合成一个完整的压缩包后投递"


def test_a_member_that_unpacks_without_measure_is_not_taken_out():
    bomb = bytes(40_000_000)
    content = zipped({"报告.txt": REPORT, "炸弹.txt": bomb})
    assert members(content)["炸弹.txt"] == bundle.MEMBER_BOMB.format(size=40)
    assert members(content)["报告.txt"] == REPORT
    assert "压缩比异常" in refused(seven_zipped({"报告.txt": REPORT, "炸弹.txt": bomb}))


def test_sizes_are_counted_while_unpacking_and_not_believed():
    honest = zipped({"报告.txt": REPORT * 1000, "说明.txt": b"3"})
    size = len(REPORT * 1000).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (10).to_bytes(4, "little"))
    assert members(lying) == {"报告.txt": bundle.MEMBER_DAMAGED, "说明.txt": b"3"}


def test_a_part_of_a_zip_archive_in_parts_says_so():
    with pytest.raises(Unreadable, match="这是分卷压缩的一卷"):
        parse(b"PK\x07\x08" + zipped(FILES)[:100], "年报.z01")


def test_bounds_of_number_and_size():
    assert "2001 个文件，超过上限 2000 个" in refused(zipped({f"{n}.txt": b"x" for n in range(2001)}))
    with pytest.raises(Unreadable, match="共 301 MB，超过上限 300 MB"):
        bundle.require_bounded(4, 301_000_000, 100_000_000)
    assert bundle.too_large(120_000_000).startswith("文件 120 MB，超过上限 100 MB")


def test_an_archive_that_claims_gigabytes_is_refused_before_anything_is_unpacked():
    honest = zipped({"报告.txt": REPORT, "b.txt": REPORT}, method=zipfile.ZIP_STORED)
    size = len(REPORT).to_bytes(4, "little")
    claimed = honest.replace(size * 2, (99_000_000).to_bytes(4, "little") * 2)
    assert refused(claimed) == "压缩包的压缩比异常（不到 0.1 MB 解开成 198 MB），不像正常的文件；请重新打包后投递"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "压缩包里没有文件；请把年度报告放进去后重新投递"),
        ({"a/": b"", ".DS_Store": b"x"}, "压缩包里没有文件；请把年度报告放进去后重新投递"),
        (
            {"1.jpg": b"\xff\xd8\xff\xe0", "2.jpg": b"\xff\xd8\xff\xe1", "3.jpg": b"\xff\xd8\xff\xe2", "4.txt": b""},
            (
                "压缩包里没有可以核查的文件（1.jpg：这是图片（JPEG），其中的文字无法核查；"
                "2.jpg：这是图片（JPEG），其中的文字无法核查；3.jpg：这是图片（JPEG），其中的文字无法核查；……共 4 个）"
                "；请放入报告的电子文本（.docx、.html 等）后投递"
            ),
        ),
    ],
)
def test_an_archive_without_anything_that_can_be_a_report(files, reason):
    assert refused(zipped(files)) == reason


def test_without_libarchive_the_words_say_what_to_install(tmp_path):
    (tmp_path / "年报.rar").write_bytes(rar5(FILES))
    script = "import pathlib, sys; from gouji.parse.archives import read; read(pathlib.Path(sys.argv[1]).read_bytes())"
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "年报.rar")],
        env=os.environ | {"LIBARCHIVE": "/nonexistent/libarchive.so"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "apt install libarchive13" in run.stderr.splitlines()[-1]


@pytest.mark.parametrize("options", [["-v20k"], ["-tzip", "-v20k"]])
def test_every_volume_of_several_says_so(tmp_path, options):
    seven_zip = shutil.which("7z") or pytest.skip("7z is not installed")
    (tmp_path / "年报.docx").write_bytes(os.urandom(50_000))
    subprocess.run([seven_zip, "a", *options, tmp_path / "包", tmp_path / "年报.docx"], check=True, stdout=-3)
    volumes = sorted(tmp_path.glob("包.*.0*"))
    assert len(volumes) > 2
    for volume in volumes:
        with pytest.raises(Unreadable, match="分卷压缩的一卷"):
            parse(volume.read_bytes(), volume.name)


@pytest.mark.parametrize("before", [b"MZ\x90\x00" + bytes(500), b"\r\n"])
def test_an_archive_behind_something_else_says_how_to_send_it(before):
    with pytest.raises(Unreadable, match=r"前面有别的内容.*重新打包成普通的 \.zip"):
        parse(before + zipped({"年报.txt": "年报".encode()}), "年报.exe")


def test_a_way_of_packing_that_is_not_read_is_not_called_damage(tmp_path):
    seven_zip = shutil.which("7z") or pytest.skip("7z is not installed")
    (tmp_path / "年报.txt").write_bytes(b"x" * 5000)
    packed = tmp_path / "年报.zip"
    subprocess.run([seven_zip, "a", "-mm=Deflate64", packed, tmp_path / "年报.txt"], check=True, stdout=-3)
    with pytest.raises(Unreadable, match="读不了的压缩方法"):
        parse(packed.read_bytes(), packed.name)


def test_what_a_browser_saved_beside_a_page_belongs_to_it():
    page = b"<html><body><p>1</p></body></html>"
    beside = {"年报_files/a.css": b"a{}", "年报_files/b/c.PNG": b"\x89PNG", "年报_files/帧.html": page}
    alone = {"其他_files/a.css": b"a{}"}
    bundle = parse(
        zipped({"局/年报.html": page, **{f"局/{name}": file for name, file in (beside | alone).items()}}), "a"
    )
    assert [one.name for one in bundle.members] == ["局/年报.html", "局/年报_files/帧.html", "局/其他_files/a.css"]
