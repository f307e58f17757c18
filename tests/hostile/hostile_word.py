"""Hostile and broken Word files (.docx, .docm)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hostile_bytes import Entry, bomb, entry, package, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MAIN = f'<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/>'
OPEN = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
CLOSE = "</w:body></w:document>"
TITLE = "<w:p><w:r><w:t>某县2023年政府信息公开工作年度报告</w:t></w:r></w:p>"

XXE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:9/y">]>'
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "<!ENTITY x '&a11;'>]>"
)
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word(body: str, *, before: str = "", **parts: str | bytes) -> bytes:
    """A Word file of this body; `parts` by name, `__` for `/` and a last `_` for `.`."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    main = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS.format(MAIN)}
    return package(main | {"word/document.xml": f"{before}{OPEN}{TITLE}{body}{CLOSE}"} | named)


def with_main(member: Entry) -> bytes:
    return package({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS.format(MAIN)}, [member])


def linked(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="x" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'
    body = '<w:p><w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p><w:altChunk r:id="x"/>'
    return word(body, word___rels__document_xml_rels=RELATIONS.format(link))


def main_is_outside() -> bytes:
    link = f'<Relationship Id="r" Type="{R}/officeDocument" Target="http://127.0.0.1:9/d.xml" TargetMode="External"/>'
    return package({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS.format(link)})


def numbering_loop() -> bytes:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="s"/><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="numbering" w:styleId="s"><w:basedOn w:val="s"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    listed = p("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    return word(listed * 3, word__numbering_xml=numbering, word__styles_xml=styles)


def styles_loop() -> bytes:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>'
        for n in range(5000)
    )
    return word(p("甲", '<w:pStyle w:val="s0"/>') * 200, word__styles_xml=f'<w:styles xmlns:w="{W}">{chain}</w:styles>')


def table(rows: int, columns: int) -> str:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * columns + "</w:tr>"
    return f"<w:tbl>{row * rows}</w:tbl>"


def spanning(attribute: str, value: str) -> str:
    cell = f'<w:tc><w:tcPr><w:{attribute} w:val="{value}"/></w:tcPr><w:p/></w:tc>'
    return f"<w:tbl><w:tr>{cell * 3}</w:tr><w:tr>{cell}</w:tr></w:tbl>"


def nested_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>" * depth


def twice() -> bytes:
    other = entry("word/document.xml", f"{OPEN}{p('第二份正文')}{CLOSE}".encode())
    return package({"[Content_Types].xml": TYPES, "word/document.xml": f"{OPEN}{TITLE}{CLOSE}"}, [other])


def signed() -> bytes:
    signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>'
    return word(p("一、总体情况"), _xmlsignatures__sig1_xml=signature, _xmlsignatures__origin_sigs=b"")


HUGE_TEXT = f"{OPEN}<w:p><w:r><w:t>".encode()

FILES: Mapping[str, Callable[[], bytes]] = {
    "docx-700mb.docx": lambda: with_main(bomb("word/document.xml", 700, before=OPEN.encode(), after=CLOSE.encode())),
    "docx-700mb-lying.docx": lambda: with_main(bomb("word/document.xml", 700, says=1000, before=OPEN.encode())),
    "docx-25mb-one-paragraph.docx": lambda: word(p("第一条" * 2_900_000)),
    "docx-xxe.docx": lambda: word(p("&x;&y;"), before=XXE),
    "docx-xxe-utf16.docx": lambda: package(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"<?xml version='1.0' encoding='utf-16'?>{XXE}{OPEN}{p('&x;')}{CLOSE}".encode(
                "utf-16"
            ),
        }
    ),
    "docx-laughs.docx": lambda: word(p("&x;"), before=LAUGHS),
    "docx-outside-dtd.docx": lambda: word(p("甲"), before=OUTSIDE),
    "docx-xxe-in-styles.docx": lambda: word(p("甲"), word__styles_xml=XXE + f'<w:styles xmlns:w="{W}">&x;</w:styles>'),
    "docx-template-outside.docx": lambda: linked("attachedTemplate", "http://127.0.0.1:9/t.dotm"),
    "docx-chunk-outside.docx": lambda: linked("aFChunk", "file:///etc/passwd"),
    "docx-main-outside.docx": main_is_outside,
    "docx-100k-levels.docx": lambda: word("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000),
    "docx-60-nested-tables.docx": lambda: word(nested_tables(60)),
    "docx-nested-tables.docx": lambda: word(nested_tables(2000)),
    "docx-million-cells.docx": lambda: word(table(1000, 300)),
    "docx-200k-cells.docx": lambda: word(table(13_000, 15)),
    "docx-200k-paragraphs.docx": lambda: word("<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 200_000),
    "docx-gridspan-2e9.docx": lambda: word(spanning("gridSpan", "2000000000")),
    "docx-gridbefore-2e9.docx": lambda: word(
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "docx-gridspan-minus.docx": lambda: word(spanning("gridSpan", "-5")),
    "docx-styles-loop.docx": styles_loop,
    "docx-numbering-loop.docx": numbering_loop,
    "docx-million-attributes.docx": lambda: word(
        "<w:p " + " ".join(f'w:a{n}="1"' for n in range(300_000)) + "/>" + p("甲")
    ),
    "docx-fields-nested.docx": lambda: word(
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000 + "</w:p>" + p("甲")
    ),
    "docx-bookmark-everywhere.docx": lambda: word(
        ("<w:p>" + '<w:bookmarkStart w:id="1" w:name="x"/>' * 50 + "</w:p>") * 2000
    ),
    "docx-two-main-parts.docx": twice,
    "docx-without-main.docx": lambda: package({"[Content_Types].xml": TYPES, "word/styles.xml": "<x/>"}),
    "docx-macro.docm": lambda: word(p("一、总体情况"), word__vbaProject_bin=b"\xd0\xcf\x11\xe0" + bytes(4000)),
    "docx-signed.docx": signed,
    "docx-locked-member.docx": lambda: zipped(
        [entry("[Content_Types].xml", TYPES.encode()), entry("word/document.xml", OPEN.encode(), flags=0x801)]
    ),
    "docx-controls-and-bidi.docx": lambda: word(p("\u202e告报度年\u202c" + "\u200b" * 1000 + "\u2066")),
    "docx-xml-is-garbage.docx": lambda: with_main(entry("word/document.xml", b"\0\xff<w:document" * 100)),
}
