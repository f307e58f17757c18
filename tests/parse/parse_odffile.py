"""OpenDocument files made of the markup that a test is about."""

import io
import re
import zipfile

_SPACES = {
    **{
        prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
            "number": "datastyle",
            "manifest": "manifest",
        }.items()
    },
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
TEXT, SHEET = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"


def p(markup: str) -> str:
    return f"<text:p>{markup}</text:p>"


def table(*rows: list[str]) -> str:
    written = ("".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in row) for row in rows)
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in written)}</table:table>"


def style(family: str, name: str, text: str, more: str = "", attributes: str = "") -> str:
    properties = f"<style:text-properties {text}/>{more}"
    return f"<style:style style:family='{family}' style:name='{name}' {attributes}>{properties}</style:style>"


def _content(root: str, body: str, styles: str, kind: str, attributes: str) -> str:
    outline = "".join(re.findall(r"<text:outline-style.*?</text:outline-style>", styles))
    styles = styles.replace(outline, "") if outline else styles
    element = "spreadsheet" if kind == SHEET else "text"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {DECLARED} office:mimetype="{kind}">'
        f"<office:styles>{outline}</office:styles><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{element} {attributes}>{body}</office:{element}></office:body></office:{root}>"
    )


def flat(body: str, *, styles: str = "", kind: str = TEXT, attributes: str = "") -> bytes:
    return _content("document", body, styles, kind, attributes).encode()


def zipped(body: str, *, styles: str = "", kind: str = TEXT, attributes: str = "", **parts: bytes) -> bytes:
    """A package; `parts` are further members by name (`styles_xml` for styles.xml)."""
    content = _content("document-content", body, styles, kind, attributes).encode()
    return package({"content.xml": content} | {name.replace("_", "."): part for name, part in parts.items()}, kind)


def package(parts: dict[str, bytes], kind: str = TEXT) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()
