"""A Word document saved as one XML file (“Word XML 文档”, flat OPC) → Document: its parts put back into a package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import msgspec
from lxml import etree

from gouji.model import Document
from gouji.parse import docx
from gouji.parse.containers import damaged
from gouji.parse.package import root_of

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MOST_PARTS = 5000


def read(content: bytes) -> Document:
    """The document as its package would give it; raises Unreadable."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, part in _parts(root_of(content, "Word 或 WPS")):
            package.writestr(name, part)
    return msgspec.structs.replace(docx.read(packed.getvalue()), format="docxml")


def _parts(root: etree._Element) -> Iterator[tuple[str, bytes]]:
    """The XML parts, by name; pictures and the like are left where they are."""
    seen: set[str] = set()
    for part in root.iterchildren(f"{_PACKAGE}part"):
        name = (part.get(f"{_PACKAGE}name") or "").lstrip("/")
        held = next(part.iterchildren(f"{_PACKAGE}xmlData"), None)
        element = next(held.iterchildren(), None) if held is not None else None
        if element is None or not name or name in seen:
            continue
        if len(seen) >= _MOST_PARTS:
            raise damaged()
        seen.add(name)
        yield name, etree.tostring(element, with_tail=False)
