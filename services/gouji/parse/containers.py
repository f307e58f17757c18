"""Files that hold files: which kind of zip package or OLE compound file this is."""

from __future__ import annotations

import io
import zipfile
import zlib

from gouji.errors import Unreadable, UnreadableFormat

ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: What zipfile and its decompressors raise for damaged or hostile archives.
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

_MOST_MEMBERS = 5000
_PACKAGES_READ = {"xl/": "xlsx", "OFD.xml": "ofd", "content.xml": "odt"}
_PACKAGES = {
    "ppt/": "PowerPoint 演示文稿（.pptx）",
    "Index/Document.iwa": "Pages 文档（.pages）",
    "META-INF/container.xml": "电子书（.epub）",
}
_STREAMS_READ = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
_STREAMS = {
    "EncryptedPackage": None,
    "WordDocument": "Word 97–2003 文档（.doc）",
    "Workbook": "Excel 97–2003 表格（.xls）",
    "Book": "Excel 5.0 表格（.xls）",
    "PowerPoint Document": "PowerPoint 97–2003 演示文稿（.ppt）",
    "WpsContent": "WPS 旧格式文档（.wps）",
    "HwpSummaryInformation": "HWP 文档（.hwp）",
    "__properties_version1.0": "Outlook 邮件（.msg）",
}
_WPS_NAMES = {".wps": "WPS 文字（.wps）", ".et": "WPS 表格（.et）", ".dps": "WPS 演示（.dps）"}
_ENTRY, _NAME_LENGTH, _OBJECT_TYPE = 128, 64, 66


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The archive, its directory checked; raises Unreadable when it is broken or holds too many members."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_FAULTS as fault:
        raise damaged() from fault
    if len(archive.filelist) > _MOST_MEMBERS:
        raise Unreadable(f"文件内含 {len(archive.filelist)} 个部件，不像正常的文档；请重新导出后投递")
    return archive


def damaged() -> Unreadable:
    return Unreadable("文件已损坏或没有传完（压缩结构不完整）；请重新导出后投递")


def locked() -> Unreadable:
    return Unreadable("文件设有打开密码，无法核查；请取消密码后重新投递")


def archive_fault(kind: str) -> Unreadable:
    return Unreadable(f"这是压缩包（{kind}）；请解压后逐个投递其中的报告")


def zip_format(content: bytes) -> str:
    """The key in FORMATS of what the package is, `zip` for a mere archive; raises Unreadable for what is not read."""
    with open_zip(content) as archive:
        names = archive.namelist()
        locked_member = any(member.flag_bits & 1 for member in archive.filelist)
        is_sheet = _odf_type(archive).endswith("spreadsheet")
    if _is_word(names):
        if locked_member:
            raise locked()
        return "docx"
    kind = next((kind for part, kind in _PACKAGES_READ.items() if any(name.startswith(part) for name in names)), None)
    if kind is not None and locked_member:
        raise locked()
    if kind == "odt":
        return "ods" if is_sheet else "odt"
    if kind is not None:
        return kind
    for part, what in _PACKAGES.items():
        if any(name.startswith(part) for name in names):
            raise UnreadableFormat(what)
    if "[Content_Types].xml" in names:
        raise damaged()
    return "zip"


def _is_word(names: list[str]) -> bool:
    """A package of Word, even one whose list of types was damaged."""
    listed = "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
    return listed or "word/document.xml" in names


def _odf_type(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as entry:
            return entry.read(100).decode("ascii", "replace").strip()
    except (KeyError, *ZIP_FAULTS):
        return ""


def ole_format(content: bytes, name: str) -> str:
    """The key in FORMATS of a compound file; raises Unreadable, in words, for what is not read or has a password."""
    stream = next((stream for stream in _STREAMS if _has_stream(content, stream)), None)
    if stream == "EncryptedPackage":
        raise locked()
    if stream in _STREAMS_READ:
        return _STREAMS_READ[stream]
    extension = name.lower()[name.rfind(".") :] if "." in name else ""
    raise UnreadableFormat(_WPS_NAMES.get(extension) or (stream and _STREAMS[stream]) or "Office 97–2003 文件")


def _has_stream(content: bytes, name: str) -> bool:
    """Whether a directory entry has this name.

    Entries are 128 bytes and stand aligned in the file: 64 bytes of UTF-16 name, its length in bytes, its type. Looking
    for them at aligned places needs no walk through allocation tables, and does not mistake text for a name.
    """
    wanted = (name + "\0").encode("utf-16-le")
    position = content.find(wanted)
    while position >= 0:
        length = int.from_bytes(content[position + _NAME_LENGTH : position + _NAME_LENGTH + 2], "little")
        kind = content[position + _OBJECT_TYPE : position + _OBJECT_TYPE + 1]
        if position % _ENTRY == 0 and length == len(wanted) and kind in (b"\x01", b"\x02"):
            return True
        position = content.find(wanted, position + 1)
    return False
