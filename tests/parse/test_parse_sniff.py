"""A file is what its content is; one that cannot be read is named in words that say what to do."""

import io
import tarfile
import zipfile
import zlib

import pytest
from parse_compound import written_compound
from parse_views import texts
from parse_wordfile import p, package, row, table, word

from gouji.errors import Unreadable, UnreadableFormat
from gouji.parse import parse
from gouji.parse.sniff import format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PAGE = "<!DOCTYPE html><html><body><p>一、总体情况</p></body></html>"


def compound_file(*streams: str) -> bytes:
    """An OLE file with a directory of these streams."""
    entries = [
        (name + "\0").encode("utf-16-le").ljust(64, b"\0")
        + (2 * len(name) + 2).to_bytes(2, "little")
        + (b"\x05" if name == "Root Entry" else b"\x02")
        + bytes(61)
        for name in ("Root Entry", *streams)
    ]
    return OLE + b"".join(entries)


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("报告.docx"), io.BytesIO())
    return file.getvalue()


NOT_READ = "暂不能读取{}；请另存为 .docx、.html 或纯文本（.txt）后重新投递"
ARCHIVE = "这是压缩包（{}）；请解压后逐个投递其中的报告"
IMAGE = "这是图片（{}），其中的文字无法核查；请投递报告的电子文本（.docx、.html 或 .txt）"
OTHER = "这是{}，不是年度报告；请投递报告的电子文本（.docx、.html 或 .txt）"
LOCKED = "文件设有打开密码，无法核查；请取消密码后重新投递"
TYPES = {"[Content_Types].xml": "<Types/>"}


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "报告.pdf", "pdf"),
        (b"\n\n%PDF-1.4\n", "报告.docx", "pdf"),
        (compound_file("1Table", "WordDocument"), "报告.doc", "doc"),
        (compound_file("WordDocument"), "报告.docx", "doc"),
        (compound_file("WordDocument"), "报告.WPS", "doc"),
        (compound_file("Workbook"), "附表.xls", "xls"),
        (compound_file("Workbook"), "附表.et", "xls"),
        (package(TYPES | {"xl/workbook.xml": ""}), "报告.docx", "xlsx"),
        (package({"OFD.xml": "", "Doc_0/Document.xml": ""}), "报告.ofd", "ofd"),
        (package({"mimetype": "", "content.xml": ""}), "报告.odt", "odt"),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}),
            "报告.odt",
            "ods",
        ),
        (package({"报告.docx": b"", "附表.docx": b""}), "年报.zip", "zip"),
        (b"Rar!\x1a\x07\x01\x00", "年报.rar", "rar"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "年报.docx", "7z"),
        (b"{\\rtf1\\ansi\\ansicpg936 ", "报告.doc", "rtf"),
        (b"\xef\xbb\xbf\r\n{\\rtf1\\ansi ", "报告.doc", "rtf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n", "报告.pdf", "pdf"),
        (package({"word/document.xml": ""}), "报告.doc", "docx"),
        (package({"Word\\document.xml": "", "[content_types].xml": ""}), "报告.docx", "docx"),
        (package({"docProps/app.xml": ""} | TYPES | {"word/document2.xml": ""}), "报告.docx", "docx"),
        (package({"xl/附表.docx": "", "word/年报.docx": ""}), "年报.zip", "zip"),
        (package({"content.xml": ""}), "导出.zip", "zip"),
        (package({"content.xml": "", "META-INF/manifest.xml": "…opendocument.spreadsheet…"}), "附表.ods", "ods"),
        (b"\xef\xbb\xbf\n<ss:Workbook xmlns:ss='x'/>", "附表.xls", "xlsxml"),
        (b"<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'/>", "报告.xhtml", "html"),
        ("<p>本机关</p>" * 3 + "完", "报告.txt", "html"),
        ("请不要使用<table>、<p>、<div>等标签，也不要写</p>或</div>。" + "说明" * 3000, "说明.txt", "txt"),
        ("| 甲<br>乙 | 丙<br>丁<br>戊 |\n|---|---|", "报告.md", "md"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n<html>", "报告.doc", "mht"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\nContent-Type: multipart/related;\r\n\r\n<html>", "报告.mht", "mht"),
        (b"From: a@b.cn\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n", "来信.eml", "eml"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "附表.xls", "xlsxml"),
        (b'<?xml version="1.0"?><office:document/>', "报告.fodt", "odt"),
    ],
)
def test_a_format_is_recognised_by_content(content, name, kind):
    assert format_of(content.encode() if isinstance(content, str) else content, name) == kind


FLAT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{}</pkg:package>"""


@pytest.mark.parametrize("name", ["报告.xml", "报告.doc", "报告.docx"])
def test_a_word_document_in_one_xml_file_is_read_like_its_package(name):
    content = word(p("一、总体情况") + table(row("行政许可", "3"), row("行政强制", "5")))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            f'<pkg:part pkg:name="/{part}"><pkg:xmlData>{archive.read(part).decode()}</pkg:xmlData></pkg:part>'
            for part in archive.namelist()
        ]
    flat = parse(FLAT.format("".join(parts)).encode(), name)
    assert flat.format == "docxml"
    assert flat.blocks == parse(content, "报告.docx").blocks


def old_file(stream, head=b"", *, embedded=""):
    """A small compound file as programs write it: one stream, and one below a storage."""
    return written_compound({stream: head.ljust(5000, b"\0"), **({embedded: bytes(5000)} if embedded else {})})


@pytest.mark.parametrize("flags", [0x0100, 0x8000, 0x8100 | 0x12])
def test_an_old_word_file_with_a_password_says_so(flags):
    with pytest.raises(Unreadable) as refused:
        format_of(old_file("WordDocument", b"\xec\xa5\xc1\0" + bytes(6) + flags.to_bytes(2, "little")), "报告.doc")
    assert str(refused.value) == LOCKED


def test_what_is_embedded_in_an_old_file_does_not_name_it():
    assert format_of(old_file("Workbook", embedded="MBD0001/WordDocument"), "附表.xls") == "xls"
    assert format_of(old_file("WordDocument", embedded="ObjectPool/_1/Workbook"), "报告.doc") == "doc"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "报告.docx", "文件是空的（0 字节）；请重新导出后投递"),
        (compound_file("PowerPoint Document"), "汇报.ppt", NOT_READ.format("PowerPoint 97–2003 演示文稿（.ppt）")),
        (compound_file("Something"), "报告", NOT_READ.format("Office 97–2003 文件")),
        (compound_file("EncryptionInfo", "EncryptedPackage"), "报告.docx", LOCKED),
        (package(TYPES | {"ppt/presentation.xml": ""}), "汇报.pptx", NOT_READ.format("PowerPoint 演示文稿（.pptx）")),
        (b"\x1f\x8b\x08" + bytes(9), "年报.gz", ARCHIVE.format("gz")),
        (tarred(), "年报.tar", ARCHIVE.format("tar")),
        (b"\x89PNG\r\n\x1a\n", "报告.png", IMAGE.format("PNG")),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "报告.docx", IMAGE.format("JPEG")),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36", "扫描.bmp", IMAGE.format("BMP")),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "扫描.webp", IMAGE.format("WEBP")),
        (b"\x00\x00\x00\x18ftypheic", "扫描.heic", IMAGE.format("HEIC")),
        (b"\x00\x00\x00\x18ftypisom", "视频.mp4", OTHER.format("视频或音频文件")),
        (b"MZ\x90\x00\x03", "报告.exe", OTHER.format("程序文件")),
        (b'<?xml version="1.0"?><w:wordDocument/>', "报告.doc", NOT_READ.format("Word 2003 XML 文档（.xml）")),
        (b"\t<w:wordDocument/>", "报告.xml", NOT_READ.format("Word 2003 XML 文档（.xml）")),
        (package(TYPES | {"xl/workbook.bin": ""}), "附表.xlsb", NOT_READ.format("Excel 二进制工作簿（.xlsb）")),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": ""}),
            "汇报.odp",
            NOT_READ.format("ODF 演示文稿或绘图（.odp、.odg）"),
        ),
        (
            package({"年报/[Content_Types].xml": "", "年报/word/document.xml": ""}),
            "年报.zip",
            "这是解开后又重新压缩的 Word 文档（部件在文件夹“年报”里）；请投递原来的 .docx 文件",
        ),
        (b'<?xml version="1.0"?><report/>', "报告.xml", NOT_READ.format("XML 文件（.xml）")),
    ],
)
def test_what_cannot_be_read_is_named(content, name, reason):
    with pytest.raises(Unreadable) as refused:
        parse(content, name)
    assert str(refused.value) == reason
    assert isinstance(refused.value, UnreadableFormat) == reason.startswith("暂不能读取")


@pytest.mark.parametrize("name", ["报告.docx", "报告.doc", "报告.wps", "报告.txt", "报告", "报告.docm"])
def test_a_word_package_is_read_under_any_name(name):
    document = parse(word(p("一、总体情况")), name)
    assert (document.format, texts(document)) == ("docx", ["一、总体情况"])


@pytest.mark.parametrize("name", ["报告.html", "报告.doc", "报告.xls", "报告.txt", "报告"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_page_is_read_under_any_name(name, encoding):
    document = parse(PAGE.encode(encoding), name)
    assert (document.format, texts(document)) == ("html", ["一、总体情况"])


@pytest.mark.parametrize("name", ["报告.txt", "报告.doc", "报告.docx", "报告.html", "报告"])
def test_text_is_read_under_any_name(name):
    document = parse("一、总体情况\n1 < 2，且 a<b>c\n".encode("gbk"), name)
    assert (document.format, texts(document)) == ("txt", ["一、总体情况", "1 < 2，且 a<b>c"])


@pytest.mark.parametrize(
    "start",
    [
        "<!-- 存档 --><!DOCTYPE html><html>",
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN"><html>',
        "<table><tr><td>",
        "\r\n<DIV class=TRS_Editor>",
        "年报 <span>甲</span><span>乙</span><br/>",
    ],
)
def test_a_piece_of_a_page_is_a_page(start):
    assert format_of(f"{start}<p>一、总体情况</p>".encode(), "报告") == "html"


def test_a_comment_without_end_does_not_keep_the_look_busy():
    assert format_of(("<!-- a -->" * 6000 + "x").encode(), "报告") == "txt"


def test_a_name_in_a_text_is_no_stream_of_a_compound_file():
    unaligned = OLE + b"\0" * 3 + compound_file("EncryptedPackage")[512:]
    with pytest.raises(UnreadableFormat, match="Office 97–2003 文件"):
        parse(unaligned, "报告.doc")


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b" \r\n\t\r\n", "报告.txt", "文件里没有文字；请核对文件后重新投递"),
        (word(p("")), "报告.docx", "文档里没有文字；请核对文件后重新投递"),
        (
            b"<html><script>load()</script></html>",
            "报告.html",
            "网页里没有正文文字（可能由脚本或框架载入）；请复制正文到 .docx 后投递",
        ),
    ],
)
def test_a_file_without_any_text_says_so(content, name, reason):
    with pytest.raises(Unreadable) as refused:
        parse(content, name)
    assert str(refused.value) == reason


def test_compressed_noise_is_no_text():
    with pytest.raises(Unreadable, match="不是文字"):
        parse(zlib.compress(bytes(range(256)) * 50, 9) * 3, "报告.txt")
