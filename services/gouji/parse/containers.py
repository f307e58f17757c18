"""Zip packages: which format's package this is, or a mere archive; the words for those that are broken or locked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from gouji.errors import Unreadable, UnreadableFormat
from gouji.names import printable

ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SPANNED = b"PK\x07\x08"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: What zipfile and its decompressors raise for damaged or hostile archives.
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

_MOST_MEMBERS = 5000
_PACKAGES_NOT_READ = {
    "xl/workbook.bin": "Excel 二进制工作簿（.xlsb）",
    "ppt/presentation.xml": "PowerPoint 演示文稿（.pptx）",
    "index/document.iwa": "Pages 文档（.pages）",
    "index/tables/datalist.iwa": "Numbers 表格（.numbers）",
    "meta-inf/container.xml": "电子书（.epub）",
    "visio/document.xml": "Visio 图（.vsdx）",
}
#: The end of a zip archive's directory, behind which a comment may stand; in it the number of the volume.
_END, _LONGEST_END = b"PK\x05\x06", 22 + 65535
_VOLUME = re.compile(r"\.(?:zip|7z|rar|tar|gz)\.\d{3}$|\.[zr]\d\d$|\.part\d+\.rar$", re.IGNORECASE)
_ENTRY = b"PK\x01\x02"
_TYPES = "[content_types].xml"
_MANIFEST = "meta-inf/manifest.xml"
#: Entries of directories in the whole file beyond which it is not even opened: each costs half a kilobyte.
_MOST_ENTRIES = 50_000


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The archive, its directory checked; raises Unreadable when it is broken or holds too many members."""
    if (entries := content.count(_ENTRY)) > _MOST_ENTRIES:
        raise Unreadable(f"文件内含 {entries} 个部件，不像正常的文件；请重新打包后投递")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_FAULTS as fault:
        raise (one_of_several() if content.startswith(_SPANNED) else damaged()) from fault
    if len(archive.filelist) > _MOST_MEMBERS:
        raise Unreadable(f"文件内含 {len(archive.filelist)} 个部件，不像正常的文档；请重新导出后投递")
    return archive


def one_of_several() -> Unreadable:
    return Unreadable("这是分卷压缩的一卷，其余各卷不在其中；请合成一个完整的压缩包后投递")


def archive_in_disguise(content: bytes, name: str) -> Unreadable | None:
    """What to say of a file that reads as nothing but has the name or the end of an archive; None where it has not."""
    end = content.rfind(_END, max(0, len(content) - _LONGEST_END))
    if _VOLUME.search(name) or (end >= 0 and any(content[end + 4 : end + 6])):
        return one_of_several()
    if end < 0 or content.startswith((*ZIP_MAGICS, OLE_MAGIC)):
        return None
    return Unreadable("压缩包前面有别的内容（自解压程序，或传输中多出的字节）；请解压后重新打包成普通的 .zip 投递")


def damaged() -> Unreadable:
    return Unreadable("文件已损坏或没有传完（压缩结构不完整）；请重新导出后投递")


def locked() -> Unreadable:
    return Unreadable("文件设有打开密码，无法核查；请取消密码后重新投递")


def archive_fault(kind: str) -> Unreadable:
    return Unreadable(f"这是压缩包（{kind}）；请解压后逐个投递其中的报告")


def zip_format(content: bytes) -> str:
    """The key in FORMATS of what the package is, `zip` for a mere archive; raises Unreadable for what is not read."""
    with open_zip(content) as archive:
        names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
        locked_member = any(member.flag_bits & 1 for member in archive.filelist)
        kind = _package_kind(names) or (_odf_kind(archive) if _is_odf(names) else None)
    if kind is not None and locked_member:
        raise locked()
    if kind is not None:
        return kind
    if what := next((what for part, what in _PACKAGES_NOT_READ.items() if part in names), None):
        raise UnreadableFormat(what)
    if _TYPES in names:
        raise damaged()
    if folder := _packed_again(names):
        raise Unreadable(
            f"这是解开后又重新压缩的 Word 文档（部件在文件夹“{printable(folder)[:40]}”里）；请投递原来的 .docx 文件"
        )
    return "zip"


def _package_kind(names: set[str]) -> str | None:
    """Packages are known by their parts, even those whose list of types is missing."""
    if "word/document.xml" in names or (_TYPES in names and any(name.startswith("word/") for name in names)):
        return "docx"
    if "xl/workbook.xml" in names or (_TYPES in names and "xl/worksheets/sheet1.xml" in names):
        return "xlsx"
    return "ofd" if "ofd.xml" in names else None


def _packed_again(names: set[str]) -> str | None:
    """The folder in which the parts of a Word file lie, and nothing beside it: somebody unpacked it and packed that."""
    parts = (name.removesuffix("/word/document.xml") for name in names if name.endswith("/word/document.xml"))
    folder = next((folder for folder in parts if f"{folder}/{_TYPES}" in names), None)
    alone = folder is not None and all(name.startswith((f"{folder}/", "__macosx/")) for name in names)
    return folder if alone else None


def _is_odf(names: set[str]) -> bool:
    return not names.isdisjoint({"content.xml", "encrypted-package"}) and ("mimetype" in names or _MANIFEST in names)


def _odf_kind(archive: zipfile.ZipFile) -> str:
    stated = _beginning(archive, "mimetype") or _beginning(archive, "META-INF/manifest.xml")
    if "opendocument.presentation" in stated or "opendocument.graphics" in stated:
        raise UnreadableFormat("ODF 演示文稿或绘图（.odp、.odg）")
    return "ods" if "opendocument.spreadsheet" in stated else "odt"


def _beginning(archive: zipfile.ZipFile, name: str) -> str:
    try:
        with archive.open(name) as entry:
            return entry.read(2000).decode("ascii", "replace")
    except (KeyError, *ZIP_FAULTS):
        return ""
