"""A small writer of PDF files: text at places, lines, areas and pictures; fonts that say what they show, or do not."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass, field

A4 = (595.0, 842.0)


@dataclass
class Canvas:
    """A page being drawn. Coordinates are points from the upper left corner, y growing downwards."""

    width: float = A4[0]
    height: float = A4[1]
    parts: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    picture: bool = False

    def text(self, x, y, text, size=10.0, *, mode=0, color="0 0 0", turn=0, font="F1"):
        """Text with its first baseline at (x, y); `turn` degrees clockwise."""
        a, b, c, d = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 270: (0, 1, -1, 0), 45: (0.7, 0.7, -0.7, 0.7)}[turn]
        self.used |= set(text)
        codes = "".join(f"{ord(character):04X}" for character in text)
        self.parts.append(
            f"BT {color} rg {mode} Tr /{font} {size} Tf {a} {b} {c} {d} {x} {self.height - y} Tm <{codes}> Tj ET"
        )

    def centred(self, left, right, y, text, size=10.0):
        self.text((left + right - width_of(text, size)) / 2, y, text, size)

    def line(self, x1, y1, x2, y2, *, width=0.5, dash="[] 0", color="0 0 0"):
        self.parts.append(f"q {dash} d {color} RG {width} w {x1} {self.height - y1} m {x2} {self.height - y2} l S Q")

    def box(self, left, top, right, bottom, *, width=0.5):
        self.parts.append(f"q {width} w {left} {self.height - bottom} {right - left} {bottom - top} re S Q")

    def fill(self, left, top, right, bottom, color="0 0 0"):
        self.parts.append(f"q {color} rg {left} {self.height - bottom} {right - left} {bottom - top} re f Q")

    def image(self, left, top, right, bottom):
        self.picture = True
        self.parts.append(f"q {right - left} 0 0 {bottom - top} {left} {self.height - bottom} cm /Im Do Q")

    def table(self, xs, ys, rows, *, size=10.0, draw="lines"):
        """Rows of texts (None: merged into the cell before it or above) in a grid; every line is drawn."""
        if draw == "lines":
            for y in ys:
                self.line(xs[0], y, xs[-1], y)
            for x in xs:
                self.line(x, ys[0], x, ys[-1])
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text:
                    self.centred(xs[column], xs[column + 1], (ys[row] + ys[row + 1]) / 2 + size * 0.35, text, size)


def width_of(text, size):
    return sum(size if ord(character) > 0x2E7F else size / 2 for character in text)


def pdf(
    *canvases,
    to_unicode="same",
    rotate=0,
    crop=None,
    password=None,
    owner="owner",
    count=None,
    loop=False,
    embedded=True,
):
    """The file.

    `to_unicode` is "same", "none" (the font does not say what it shows) or a function from a character to what the
    font calls it. `password` locks the file (an empty one: anybody may open it). `count` is a false number of pages,
    `loop` makes the page tree its own child; without `embedded` the reader has to find the font itself.
    """
    used = sorted({character for canvas in canvases for character in canvas.used})
    objects: dict[int, bytes] = {}
    kids = []
    number = 20
    for canvas in canvases:
        content = "\n".join(canvas.parts).encode()
        objects[number] = stream(content)
        box = f"/CropBox [{' '.join(map(str, crop))}]" if crop else ""
        pictured = "/XObject << /Im 6 0 R >>" if canvas.picture else ""
        objects[number + 1] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {canvas.width} {canvas.height}] {box} /Rotate {rotate} "
            f"/Contents {number} 0 R /Resources << /Font << /F1 3 0 R >> {pictured} >> >>"
        ).encode()
        kids.append(f"{number + 1} 0 R")
        number += 2
    if loop:
        kids.append("2 0 R")
    pages = len(kids) if count is None else count
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>".encode()
    named = "" if to_unicode == "none" else "/ToUnicode 7 0 R"
    objects[3] = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] {named} >>"
    ).encode()
    narrow = " ".join(f"{ord(character)} [500]" for character in used if ord(character) <= 0x2E7F)
    objects[4] = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        f" /Supplement 0 >> /DW 1000 /W [{narrow}] /FontDescriptor 5 0 R {'/CIDToGIDMap 10 0 R' if embedded else ''} >>"
    ).encode()
    file = "/FontFile2 9 0 R" if embedded else ""
    objects[5] = (
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 "
        f"/Descent -120 /CapHeight 700 /StemV 80 {file} >>"
    ).encode()
    if embedded:
        objects[9] = stream(FONT, f"/Length1 {len(FONT)} ")
        objects[10] = stream(zlib.compress(b"\0\1" * 65536), "/Filter /FlateDecode ")
    objects[6] = stream(
        b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    )
    if to_unicode != "none":
        objects[7] = stream(_to_unicode(used, to_unicode))
    return _file(objects, password, owner)


def _font():
    """A TrueType font of two glyphs, a box each."""
    ends = struct.pack(">h4hHH", 1, 50, -100, 950, 850, 3, 0) + bytes([1, 1, 1, 1])
    ends += struct.pack(">4h", 50, 900, 0, -900) + struct.pack(">4h", -100, 0, 950, 0)
    glyph = ends + bytes(-len(ends) % 4)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12)
        + struct.pack(">8H", 4, 32, 0, 4, 4, 1, 0, 0xFFFF)
        + struct.pack(">8H", 0xFFFF, 0, 0xFFFF, 0xFFFF, 1, 1, 0, 0),
        b"glyf": glyph * 2,
        b"head": struct.pack(
            ">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 50, -100, 950, 850, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">Ihhh", 0x10000, 880, -120, 0) + struct.pack(">H11hH", 1000, *[0] * 11, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 50, 1000, 50),
        b"loca": struct.pack(">3I", 0, len(glyph), 2 * len(glyph)),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    at, head, body = 12 + 16 * len(tables), struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48), b""
    for tag, table in tables.items():
        head += tag + struct.pack(">III", 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body


def stream(content, entries=""):
    return f"<< {entries}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _to_unicode(used, says):
    pairs = [(ord(character), character if says == "same" else says(character)) for character in used]
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in pairs]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _file(objects, password, owner):
    ident = bytes(16)
    encrypt = ""
    if password is not None:
        objects, entry = _locked(objects, password, owner, ident)
        objects[8] = entry
        encrypt = f"/Encrypt 8 0 R /ID [<{ident.hex()}> <{ident.hex()}>]"
    out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 65535 f \n"
    return out + f"trailer << /Size {size} /Root 1 0 R {encrypt} >>\nstartxref\n{start}\n%%EOF\n".encode()


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _locked(objects, password, owner, ident):
    """The standard handler's first revision (RC4, 40 bits)."""
    user = (password.encode() + _PAD)[:32]
    owner_entry = _rc4(hashlib.md5((owner.encode() + _PAD)[:32]).digest()[:5], user)
    key = hashlib.md5(user + owner_entry + (0xFFFFFFFC).to_bytes(4, "little") + ident).digest()[:5]
    locked = {}
    for number, content in objects.items():
        if b"stream\n" in content:
            head, rest = content.split(b"stream\n", 1)
            body = rest[: -len(b"\nendstream")]
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            locked[number] = head + b"stream\n" + _rc4(own, body) + b"\nendstream"
        else:
            locked[number] = content
    entry = (f"<< /Filter /Standard /V 1 /R 2 /O <{owner_entry.hex()}> /U <{_rc4(key, _PAD).hex()}> /P -4 >>").encode()
    return locked, entry


def _rc4(key, content):
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


FONT = _font()
