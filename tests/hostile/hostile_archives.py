"""Hostile and broken archives."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from hostile_bytes import STORED, Entry, bomb, entry, gzipped, package, zipped
from hostile_word import p, word

TEXT = "某县2023年政府信息公开工作年度报告\n一、总体情况\n".encode()


def nested(depth: int) -> bytes:
    content = package({"报告.txt": TEXT})
    for level in range(depth):
        content = package({f"第{level}层.zip": content})
    return content


def doubling(depth: int) -> bytes:
    """Each archive holds the one below ten times."""
    content = package({"报告.txt": TEXT * 1000})
    for _ in range(depth):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed, crc = packer.compress(content) + packer.flush(), zlib.crc32(content)
        content = zipped([Entry(b"%d.zip" % n, packed, len(content), crc) for n in range(10)])
    return content


def overlapping() -> bytes:
    """A thousand members that are all the same bytes of the file."""
    packed = bomb("0.txt", 20)
    return zipped([packed, *(packed._replace(name=f"{n}.txt".encode(), at=0) for n in range(1, 1000))])


def quine_like() -> bytes:
    """An archive whose member claims to be the whole archive: it begins where the archive begins."""
    whole = Entry(b"r.zip", b"", 2000, method=STORED)
    return zipped([entry("报告.txt", TEXT), whole._replace(packed=bytes(2000)), whole._replace(name=b"s.zip", at=0)])


def names() -> bytes:
    odd = [
        *("../../../../etc/cron.d/x.txt", "/etc/passwd.txt", "C:\\Windows\\x.txt", "..\\..\\x.txt", "a/../../b.txt"),
        *(
            "\u202etxt.exe.txt",
            "a\0b.txt",
            "\x1b[2Jx.txt",
            "长" * 1300 + ".txt",
            "x/" * 2000 + "y.txt",
            "",
            ".",
            "..",
            "/",
        ),
        *("同名.txt", "同名.txt", "con.txt", "～$报告.docx", "\udcff\udcfe.txt", "a\nb.txt", "空目录/"),
    ]
    return zipped([entry(name, TEXT, flags=0 if "\udcff" in name else 0x800) for name in odd])


def wrong_crc() -> bytes:
    return zipped([entry("报告.txt", TEXT)._replace(crc=1), entry("好的.txt", TEXT)])


def lying_sizes() -> bytes:
    return zipped([entry("报告.txt", TEXT)._replace(size=0xFFFFFFFF), entry("又一.txt", TEXT * 50)._replace(size=1)])


def cut() -> bytes:
    content = package({f"报告{n}.txt": TEXT * 50 for n in range(20)})
    return content[: len(content) // 2]


FILES: Mapping[str, Callable[[], bytes]] = {
    "zip-700mb.zip": lambda: zipped([bomb("报告.txt", 700)]),
    "zip-700mb-lying.zip": lambda: zipped([bomb("报告.txt", 700, says=1000)]),
    "zip-twenty-bombs.zip": lambda: zipped([bomb(f"报告{n}.txt", 90) for n in range(20)]),
    "zip-nested-3.zip": lambda: nested(3),
    "zip-nested-60.zip": lambda: nested(60),
    "zip-doubling.zip": lambda: doubling(6),
    "zip-overlapping.zip": overlapping,
    "zip-quine.zip": quine_like,
    "zip-bomb-of-bombs.zip": lambda: package({f"{n}.zip": zipped([bomb("x.txt", 90)]) for n in range(16)}),
    "zip-100k-members.zip": lambda: zipped([Entry(b"%d.txt" % n, b"", 0, method=STORED) for n in range(60_000)]),
    "zip-3000-members.zip": lambda: zipped([Entry(b"%d.txt" % n, b"", 0, method=STORED) for n in range(3000)]),
    "zip-names.zip": names,
    "zip-locked.zip": lambda: zipped([entry("报告.docx", TEXT, flags=0x801)]),
    "zip-method-99.zip": lambda: zipped([entry("报告.txt", TEXT)._replace(method=99)]),
    "zip-wrong-crc.zip": wrong_crc,
    "zip-lying-sizes.zip": lying_sizes,
    "zip-empty.zip": lambda: zipped([]),
    "zip-cut.zip": cut,
    "zip-magic-only.zip": lambda: b"PK\3\4",
    "zip-of-hostile.zip": lambda: package(
        {"实体.docx": word(p("甲"), before="<!DOCTYPE x>"), "空.txt": b"", "图.png": b"\x89PNG", "报告.txt": TEXT}
    ),
    "zip-with-gz.zip": lambda: package({"a.gz": gzipped(50), "报告.txt": TEXT}),
    "gz-700mb.gz": lambda: gzipped(700),
    "7z-noise.7z": lambda: b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(256)) * 40,
    "7z-header-far.7z": lambda: b"7z\xbc\xaf\x27\x1c\0\4" + b"\xff" * 24 + bytes(100),
    "rar-noise.rar": lambda: b"Rar!\x1a\x07\x01\0" + bytes(range(256)) * 40,
    "rar-4-noise.rar": lambda: b"Rar!\x1a\x07\0" + b"\x5a\x3f\x73\0\0\xff\xff\0\0\0\0\0\0" * 40,
    "rar-header-only.rar": lambda: b"Rar!\x1a\x07\x01\0",
}
