"""Hostile and broken spreadsheets, OpenDocument files and OFD files."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from hostile_bytes import Entry, bomb, entry, package
from hostile_word import LAUGHS, OUTSIDE, XXE

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
OFD = "http://www.ofdspec.org/2016"

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relations(*targets: tuple[str, str], more: str = "") -> str:
    links = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{kind}" Target="{target}"{more}/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{P}">{links}</Relationships>'


def sheet(rows: str, more: str = "", before: str = "") -> str:
    return f'{before}<worksheet xmlns="{S}" xmlns:r="{R}"><sheetData>{rows}</sheetData>{more}</worksheet>'


def workbook(first: str, *, sheets: int = 1, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook whose sheets are all the first one."""
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "s.xml")),
        "xl/worksheets/sheet1.xml": first,
    }
    return package(parts | dict(more or {}))


def cell(name: str, value: str, kind: str = "n") -> str:
    return f'<c r="{name}" t="{kind}"><v>{value}</v></c>'


def far() -> str:
    return f'<row r="1">{cell("A1", "1")}</row><row r="1048576">{cell("XFD1048576", "1")}</row>'


def odf(body: str, kind: str = "text", *, before: str = "", more: Mapping[str, str] | None = None) -> bytes:
    content = (
        f'{before}<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:table="{TABLE}" '
        f'xmlns:style="{STYLE}"><office:body><office:{kind}>{body}</office:{kind}></office:body>'
        "</office:document-content>"
    )
    return package(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content} | dict(more or {})
    )


def odf_table(rows: str) -> str:
    return f'<table:table table:name="t">{rows}</table:table>'


def repeated(columns: int, rows: int, text: str = "1") -> str:
    cells = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>{text}</text:p></table:table-cell>'
    return odf_table(f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>')


def odf_styles_loop() -> bytes:
    loop = "".join(
        f'<style:style style:name="s{n}" style:family="paragraph" style:parent-style-name="s{(n + 1) % 3000}"/>'
        for n in range(3000)
    )
    styles = (
        f'<office:document-styles xmlns:office="{OFFICE}" xmlns:style="{STYLE}"><office:styles>{loop}</office:styles>'
        "</office:document-styles>"
    )
    return odf('<text:p text:style-name="s0">甲</text:p>' * 300, more={"styles.xml": styles})


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
)


def ofd(page: str, *, root: str = "Doc_0/Document.xml", pages: str | None = None, before: str = "", more=None) -> bytes:
    listed = pages or '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    return package(
        {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}" Version="1.0"><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot>'
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'{before}<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:PageArea>'
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer ID="2">{page}'
            "</ofd:Layer></ofd:Content></ofd:Page>",
        }
        | dict(more or {})
    )


def ofd_text(text: str, delta: str = "", x: str = "10") -> str:
    return (
        '<ofd:TextObject ID="9" Boundary="10 10 100 10" Font="3" Size="4">'
        f'<ofd:TextCode X="{x}" Y="5" DeltaX="{delta}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def composite_loop() -> bytes:
    resources = (
        f'<ofd:Res xmlns:ofd="{OFD}" BaseLoc="."><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" '
        'Width="9" Height="9"><ofd:Content><ofd:CompositeObject ID="8" ResourceID="7" Boundary="0 0 9 9"/>'
        '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="0 0 9 9"/>'
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    drawn = '<ofd:CompositeObject ID="6" ResourceID="7" Boundary="0 0 9 9"/>'
    return ofd(drawn, more={"Doc_0/DocumentRes.xml": resources, "Doc_0/PublicRes.xml": resources})


def spreadsheet_xml(rows: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>'
        f"{rows}</Table></Worksheet></Workbook>"
    ).encode()


def looping_compound() -> bytes:
    """An OLE file whose allocation table leads in a circle."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0, 9)
    struct.pack_into("<109I", header, 76, *[0] * 109)
    table = struct.pack("<128I", 1, *[n % 3 + 1 for n in range(127)])
    names = b"".join(
        (name + "\0").encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(name) + 2, kind, 0) + bytes(60)
        for name, kind in (("Root Entry", 5), ("Workbook", 2), ("WordDocument", 2), ("x", 1))
    )
    return bytes(header) + table + names * 3


FILES: Mapping[str, Callable[[], bytes]] = {
    "xlsx-700mb.xlsx": lambda: package(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="a" r:id="r1"/></sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        },
        [bomb("xl/worksheets/sheet1.xml", 700, before=sheet("").encode()[:-40])],
    ),
    "xlsx-far-cell.xlsx": lambda: workbook(sheet(far())),
    "xlsx-cell-beyond.xlsx": lambda: workbook(sheet(f'<row r="99999999">{cell("ZZZZZZ99999999999", "1")}</row>')),
    "xlsx-merged-everything.xlsx": lambda: workbook(
        sheet(far(), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ),
    "xlsx-100k-merges.xlsx": lambda: workbook(
        sheet(
            f'<row r="1">{cell("A1", "1")}</row>',
            "<mergeCells>" + '<mergeCell ref="A1:C3"/>' * 100_000 + "</mergeCells>",
        )
    ),
    "xlsx-xxe.xlsx": lambda: workbook(sheet(f'<row r="1">{cell("A1", "&x;", "str")}</row>', before=XXE)),
    "xlsx-laughs.xlsx": lambda: workbook(sheet(f'<row r="1">{cell("A1", "&x;", "str")}</row>', before=LAUGHS)),
    "xlsx-strings-absent.xlsx": lambda: workbook(sheet(f'<row r="1">{cell("A1", "999999999", "s")}</row>')),
    "xlsx-strings-lie.xlsx": lambda: workbook(
        sheet(f'<row r="1">{cell("A1", "0", "s")}</row>'),
        more={"xl/s.xml": f'<sst xmlns="{S}" count="4000000000" uniqueCount="4000000000"><si><t>甲</t></si></sst>'},
    ),
    "xlsx-1000-sheets.xlsx": lambda: workbook(sheet(f'<row r="1">{cell("A1", "1")}</row>' * 20), sheets=1000),
    "xlsx-300k-cells.xlsx": lambda: workbook(
        sheet("".join(f'<row r="{n}">' + '<c t="n"><v>1</v></c>' * 30 + "</row>" for n in range(1, 10_001)))
    ),
    "xlsx-numbers.xlsx": lambda: workbook(
        sheet(
            '<row r="1">'
            + cell("A1", "9" * 100_000)
            + cell("B1", "1e999999999")
            + cell("C1", "nan")
            + cell("D1", "#REF!", "e")
            + "</row>"
        )
    ),
    "xlsx-links-outside.xlsx": lambda: workbook(
        sheet('<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>1</v></c></row>'),
        more={
            "xl/externalLinks/_rels/e.xml.rels": relations(("x", "http://127.0.0.1:9/"), more=' TargetMode="External"')
        },
    ),
    "xlsx-sheet-of-itself.xlsx": lambda: workbook(
        sheet("<row/>"), more={"xl/_rels/workbook.xml.rels": relations(("worksheet", "workbook.xml"))}
    ),
    "xls-2003-index-2e9.xls": lambda: spreadsheet_xml(
        '<Row ss:Index="2000000000"><Cell ss:Index="2000000000" ss:MergeAcross="2000000000" '
        'ss:MergeDown="2000000000"><Data ss:Type="Number">1</Data></Cell></Row>'
    ),
    "xls-2003-xxe.xls": lambda: spreadsheet_xml("<Row><Cell><Data>&x;</Data></Cell></Row>", XXE),
    "xls-2003-laughs.xls": lambda: spreadsheet_xml("<Row><Cell><Data>&x;</Data></Cell></Row>", LAUGHS),
    "ole-loop.xls": looping_compound,
    "ole-header-only.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "ole-noise.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 200,
    "odt-700mb.odt": lambda: package(
        {"mimetype": "application/vnd.oasis.opendocument.text"},
        [bomb("content.xml", 700, before=b"<a>", after=b"</a>")],
    ),
    "odt-xxe.odt": lambda: odf("<text:p>&x;</text:p>", before=XXE),
    "odt-laughs.odt": lambda: odf("<text:p>&x;</text:p>", before=LAUGHS),
    "odt-outside-dtd.odt": lambda: odf("<text:p>甲</text:p>", before=OUTSIDE),
    "odt-columns-2e9.odt": lambda: odf(repeated(2_000_000_000, 1)),
    "odt-rows-2e9.odt": lambda: odf(repeated(2, 2_000_000_000)),
    "ods-all-cells.ods": lambda: odf(repeated(16384, 1_048_576), "spreadsheet"),
    "ods-all-empty.ods": lambda: odf(repeated(16384, 1_048_576, ""), "spreadsheet"),
    "odt-spans-2e9.odt": lambda: odf(
        odf_table(
            '<table:table-row><table:table-cell table:number-columns-spanned="2000000000" '
            'table:number-rows-spanned="2000000000"><text:p>1</text:p></table:table-cell></table:table-row>'
        )
    ),
    "odt-spaces-2e9.odt": lambda: odf('<text:p>甲<text:s text:c="2000000000"/>乙</text:p>'),
    "odt-spaces-many.odt": lambda: odf("<text:p>甲" + '<text:s text:c="99999"/>' * 2000 + "乙</text:p>"),
    "odt-100k-levels.odt": lambda: odf("<text:section>" * 100_000 + "</text:section>" * 100_000),
    "odt-nested-lists.odt": lambda: odf(
        "<text:list><text:list-item>" * 200 + "<text:p>甲</text:p>" + "</text:list-item></text:list>" * 200
    ),
    "odt-nested-tables.odt": lambda: odf(
        "<table:table><table:table-row><table:table-cell>" * 200
        + "<text:p>甲</text:p>"
        + "</table:table-cell></table:table-row></table:table>" * 200
    ),
    "odt-styles-loop.odt": odf_styles_loop,
    "odt-locked.odt": lambda: odf("<text:p>甲</text:p>", more={"META-INF/manifest.xml": MANIFEST}),
    "fodt-laughs.fodt": (
        f'<?xml version="1.0"?>{LAUGHS}<office:document xmlns:office="{OFFICE}" xmlns:text="{TEXT}"><office:body>'
        "<office:text><text:p>&x;</text:p></office:text></office:body></office:document>"
    ).encode,
    "ofd-700mb.ofd": lambda: package({}, [bomb("OFD.xml", 700, before=b"<a>", after=b"</a>")]),
    "ofd-page-700mb.ofd": lambda: _without_page(bomb("Doc_0/Pages/Page_0/Content.xml", 700, before=b"<a>")),
    "ofd-slips.ofd": lambda: ofd(ofd_text("甲"), root="../../../../../etc/passwd"),
    "ofd-page-slips.ofd": lambda: ofd("", pages='<ofd:Page ID="1" BaseLoc="../../../../etc/passwd"/>'),
    "ofd-absolute.ofd": lambda: ofd("", pages='<ofd:Page ID="1" BaseLoc="/etc/passwd"/>'),
    "ofd-xxe.ofd": lambda: ofd(ofd_text("甲"), before=XXE),
    "ofd-laughs.ofd": lambda: ofd(ofd_text("甲"), before=LAUGHS),
    "ofd-composite-loop.ofd": composite_loop,
    "ofd-20k-pages.ofd": lambda: ofd(
        ofd_text("某县年度报告"), pages='<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 20_000
    ),
    "ofd-page-is-document.ofd": lambda: ofd("", pages='<ofd:Page ID="1" BaseLoc="Document.xml"/>'),
    "ofd-delta-2e9.ofd": lambda: ofd(ofd_text("某县年度报告", "g 2000000000 1")),
    "ofd-delta-nan.ofd": lambda: ofd(ofd_text("某县年度报告", "nan inf 1e999 g g g", "nan")),
    "ofd-200k-paths.ofd": lambda: ofd(
        '<ofd:PathObject ID="5" Boundary="0 0 100 100" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L 90 0'
        "</ofd:AbbreviatedData></ofd:PathObject>" * 100_000
    ),
    "ofd-one-long-path.ofd": lambda: ofd(
        '<ofd:PathObject ID="5" Boundary="0 0 100 100"><ofd:AbbreviatedData>'
        + "M 0 0 L 90 0 " * 300_000
        + "</ofd:AbbreviatedData></ofd:PathObject>"
    ),
    "ofd-nested-blocks.ofd": lambda: ofd('<ofd:PageBlock ID="4">' * 5000 + "</ofd:PageBlock>" * 5000),
    "ofd-without-document.ofd": lambda: package({"OFD.xml": "<x/>"}),
}


def _without_page(member: Entry) -> bytes:
    page = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    return package(
        {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages>{page}</ofd:Pages></ofd:Document>',
        },
        [member, entry("x", b"x")],
    )
