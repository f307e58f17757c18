"""An OpenDocument file, zipped or flat → the roots of its content and its styles."""

from __future__ import annotations

import re

import msgspec

from gouji.errors import Unreadable
from gouji.parse.containers import ZIP_MAGICS, locked
from gouji.parse.odf.names import MANIFEST, OFFICE, PROGRAM, child
from gouji.parse.package import Element, Parts, root_of

_PICTURES = re.compile(rb"(<office:binary-data>)[^<]*")


class Source(msgspec.Struct, frozen=True):
    """`body` is the one child of `office:body`; `roots` hold the styles, those of the document last."""

    body: Element
    content: Element
    roots: tuple[Element, ...]


def opened(content: bytes) -> Source:
    """The parts of the file; raises Unreadable when it is broken, locked or out of bounds."""
    roots = _zipped(content) if content.startswith(ZIP_MAGICS) else (root_of(_PICTURES.sub(rb"\1", content), PROGRAM),)
    body = child(roots[-1], f"{OFFICE}body")
    if body is None or not len(body):
        raise Unreadable("文档缺少正文部分，可能已损坏；请用 LibreOffice 或 WPS 打开并另存后投递")
    return Source(body[0], roots[-1], roots)


def _zipped(content: bytes) -> tuple[Element, ...]:
    with Parts(content, PROGRAM) as parts:
        _refuse_locked(parts)
        main = parts.xml("content.xml")
        return (parts.xml("styles.xml"), main) if "styles.xml" in parts else (main,)


def _refuse_locked(parts: Parts) -> None:
    """OpenDocument locks its parts one by one and says so in the manifest, or puts the whole package into a part."""
    if "encrypted-package" in parts:
        raise locked()
    if "META-INF/manifest.xml" in parts:
        manifest = parts.xml("META-INF/manifest.xml")
        if next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
            raise locked()
