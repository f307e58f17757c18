"""Hostile and broken PDF files, written object by object."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from hostile_bytes import zlib_bomb

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
SHOWN = b"BT /F 12 Tf 72 700 Td (2023) Tj ET"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), more, content)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    at = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, at)
    return bytes(body)


def drawing(content: bytes, more: bytes = b"") -> bytes:
    return pdf(CATALOG, PAGES, PAGE, stream(content, more), FONT)


def deflated(content: bytes) -> bytes:
    return drawing(zlib.compress(content), b"/Filter/FlateDecode")


def font_bomb() -> bytes:
    packed = zlib_bomb(300)
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 32/LastChar 33/Widths[500 500]/FontDescriptor 6 0 R>>"
    described = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>"
    file = stream(packed, b"/Filter/FlateDecode/Length1 314572800")
    return pdf(CATALOG, PAGES, PAGE, stream(SHOWN), font, described, file)


def mapping_bomb() -> bytes:
    ranges = b"1 begincodespacerange <0000> <FFFFFFFF> endcodespacerange "
    ranges += b"100 beginbfrange " + b"<0000> <FFFFFFFF> <4E00> " * 100 + b"endbfrange "
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>"
    return pdf(CATALOG, PAGES, PAGE, stream(SHOWN), font, below, stream(ranges * 2000))


def form_calls_itself() -> bytes:
    page = PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    return pdf(CATALOG, PAGES, page, stream(b"/X Do " * 10), FONT, stream(b"/X Do /X Do", form))


def forms_double() -> bytes:
    """Each form draws the next one twice: two to the power of thirty texts."""
    page = PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font")
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % number,
        )
        for number in range(7, 37)
    ]
    last = stream(SHOWN, b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F 5 0 R>>>>")
    return pdf(CATALOG, PAGES, page, stream(b"/X Do"), FONT, *forms, last)


def scanned() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    image = stream(
        bytes(30_000), b"/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceRGB/BitsPerComponent 8"
    )
    return pdf(CATALOG, PAGES, page, stream(b"595 0 0 842 0 0 cm /I Do"), image)


def image_of_2e9() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    image = stream(
        zlib_bomb(100),
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 16"
        b"/Filter/FlateDecode",
    )
    return pdf(CATALOG, PAGES, page, stream(b"595 0 0 842 0 0 cm /I Do"), image)


LOCKED = (
    b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>"
    b"/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
)
ACTIONS = (
    b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>/AA<</WC<</S/URI/URI(http://127.0.0.1:9/)>>>>"
    b"/Names<</JavaScript<</Names[(x)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>>>"
)
SIGNED = (
    b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[<</FT/Sig/T(s)/V<</Type/Sig/Filter/Adobe.PPKLite"
    b"/ByteRange[0 1 2 3]/Contents<00>>>>>]>>>>"
)

FILES: Mapping[str, Callable[[], bytes]] = {
    "pdf-tree-loop.pdf": lambda: pdf(
        CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 9/Parent 2 0 R>>", PAGE, stream(SHOWN), FONT
    ),
    "pdf-tree-two-loop.pdf": lambda: pdf(
        CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 99>>",
        b"<</Type/Pages/Kids[2 0 R]/Count 99/Parent 2 0 R>>",
    ),
    "pdf-1gb-stream.pdf": lambda: drawing(zlib_bomb(1024), b"/Filter/FlateDecode"),
    "pdf-bomb-in-bomb.pdf": lambda: drawing(zlib.compress(zlib_bomb(1024)), b"/Filter[/FlateDecode/FlateDecode]"),
    "pdf-1000-filters.pdf": lambda: drawing(b"00>" * 100, b"/Filter[" + b"/ASCIIHexDecode" * 1000 + b"]"),
    "pdf-500k-paths.pdf": lambda: deflated(b"0 0 m 500 0 l S\n" * 500_000),
    "pdf-500k-rectangles.pdf": lambda: deflated(b"10 10 500 700 re S\n" * 500_000),
    "pdf-grid-of-lines.pdf": lambda: deflated(
        b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S\n" % (n, n, n, n) for n in range(800))
        + b"BT /F 1 Tf 72 700 Td (2023) Tj ET"
    ),
    "pdf-300k-characters.pdf": lambda: deflated(
        b"BT /F 1 Tf 72 700 Td " + b"(0123456789) Tj 0 -1 Td " * 30_000 + b"ET"
    ),
    "pdf-saves-nested.pdf": lambda: deflated(b"q " * 1_000_000 + SHOWN),
    "pdf-font-bomb.pdf": font_bomb,
    "pdf-mapping-bomb.pdf": mapping_bomb,
    "pdf-form-calls-itself.pdf": form_calls_itself,
    "pdf-forms-double.pdf": forms_double,
    "pdf-50k-pages.pdf": lambda: pdf(
        CATALOG, b"<</Type/Pages/Kids[" + b"3 0 R " * 50_000 + b"]/Count 50000>>", PAGE, stream(SHOWN), FONT
    ),
    "pdf-count-2e9.pdf": lambda: pdf(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", PAGE, stream(SHOWN), FONT
    ),
    "pdf-huge-page.pdf": lambda: pdf(
        CATALOG, PAGES, PAGE.replace(b"595 842", b"1000000000 1000000000"), stream(SHOWN), FONT
    ),
    "pdf-numbers.pdf": lambda: drawing(b"1e38 0 0 1e38 1e38 nan cm BT /F 1e30 Tf 9e99 -9e99 Td (2023) Tj ET"),
    "pdf-no-pages.pdf": lambda: pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"),
    "pdf-scan.pdf": scanned,
    "pdf-image-2e9.pdf": image_of_2e9,
    "pdf-locked.pdf": lambda: pdf(CATALOG, PAGES, PAGE, stream(SHOWN), FONT, trailer=LOCKED),
    "pdf-actions.pdf": lambda: pdf(ACTIONS, PAGES, PAGE, stream(SHOWN), FONT),
    "pdf-signed.pdf": lambda: pdf(SIGNED, PAGES, PAGE, stream(SHOWN), FONT),
    "pdf-xref-loop.pdf": lambda: pdf(CATALOG, PAGES, PAGE, stream(SHOWN), FONT, trailer=b"/Prev 9"),
    "pdf-length-loop.pdf": lambda: pdf(
        CATALOG, PAGES, PAGE, b"<</Length 4 0 R>>stream\n" + SHOWN + b"\nendstream", FONT
    ),
    "pdf-nested-arrays.pdf": lambda: pdf(CATALOG, PAGES, b"[" * 200_000 + b"]" * 200_000),
    "pdf-reference-loop.pdf": lambda: pdf(CATALOG, b"3 0 R", b"2 0 R"),
    "pdf-header-only.pdf": lambda: b"%PDF-1.7\n%%EOF",
    "pdf-noise.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 1000,
    "pdf-junk-before.pdf": lambda: b"\0" * 900 + drawing(SHOWN),
}
