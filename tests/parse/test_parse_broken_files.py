"""Whatever a file is, it ends as a document or as a reason in Chinese, soon and in little memory."""

import io
import random
import subprocess
import sys
import time
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_views import texts
from parse_wordfile import NAMESPACES, p, package, row, table, tc, word

from gouji.errors import Unreadable
from gouji.parse import parse
from shared_reports import shared

TYPES = {"[Content_Types].xml": "<Types/>"}
REPORT = word(p("一、总体情况") + table(*(row("行政许可", str(n), "0", "0") for n in range(200))) + p("完"))


def reason(content: bytes, name: str = "报告.docx") -> str:
    with pytest.raises(Unreadable) as refused:
        parse(content, name)
    return str(refused.value)


def ends_well(content: bytes, name: str = "报告.docx") -> bool:
    """Whether a file ends as a document or as a reason that says what to do."""
    try:
        return bool(parse(content, name).blocks)
    except Unreadable as fault:
        return "；请" in str(fault)


def with_main(content: str | bytes) -> bytes:
    return package(TYPES | {"word/document.xml": content})


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_document_cut_off_says_that_it_is_incomplete(tenth):
    assert reason(REPORT[: len(REPORT) * tenth // 10]) == "文件已损坏或没有传完（压缩结构不完整）；请重新导出后投递"


@pytest.mark.parametrize("tenth", range(1, 10))
def test_the_official_form_cut_off_says_that_it_is_incomplete(tenth):
    content = shared("reports", "official-template-2021.docx").read_bytes()
    assert reason(content[: len(content) * tenth // 10]) == "文件已损坏或没有传完（压缩结构不完整）；请重新导出后投递"


def test_a_document_with_bytes_changed_is_read_or_refused_in_words():
    chance = random.Random(7)
    for _ in range(200):
        content = bytearray(REPORT)
        for _ in range(5):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        assert ends_well(bytes(content))


@pytest.mark.parametrize("xml", ["", "<w:document", f"<w:document {NAMESPACES}><w:body></w:document>", "\0\0\0"])
def test_xml_that_is_none_is_refused(xml):
    assert reason(with_main(xml)) == "文档内部结构已损坏（XML 有误）；请用 Word 或 WPS 打开修复并另存后投递"


ENTITIES = {
    "external": '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "remote DTD": '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd">',
    "billion laughs": "<!DOCTYPE w:document [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "<!ENTITY x '&a9;'>]>",
    "quadratic": f"<!DOCTYPE w:document [<!ENTITY x '{'a' * 100_000}'>]>",
}


@pytest.mark.parametrize("doctype", ENTITIES.values(), ids=ENTITIES.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_unread(doctype, encoding):
    body = f"<w:document {NAMESPACES}><w:body>{p('&x;' * 1000)}</w:body></w:document>"
    xml = f"<?xml version='1.0' encoding='{encoding}'?>{doctype}{body}"
    refused = reason(with_main(xml.encode(encoding)))
    assert refused.startswith(("文档含有外部实体声明（DOCTYPE）", "文档内部结构已损坏"))
    assert encoding == "utf-16" or "DOCTYPE" in refused


def test_entities_in_any_part_are_refused():
    content = package(
        TYPES | {"word/document.xml": f"<w:document {NAMESPACES}/>", "word/styles.xml": ENTITIES["external"] + "<a/>"}
    )
    assert "DOCTYPE" in reason(content)


def bomb(megabytes: int) -> bytes:
    return with_main(
        f"<w:document {NAMESPACES}><w:body>".encode() + b" " * (megabytes << 20) + b"</w:body></w:document>"
    )


@pytest.mark.parametrize("megabytes", [3, 40])
def test_a_zip_bomb_is_refused_unpacked(megabytes):
    content = bomb(megabytes)
    started = time.process_time()
    assert reason(content) == "文档解压后大得异常，为安全起见不予读取；请用 Word 或 WPS 另存后投递"
    assert time.process_time() - started < 0.5


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(bomb(20))
    real, told = (20 << 20) + len(f"<w:document {NAMESPACES}><w:body>".encode()) + 22, 1000
    for at in (content.rindex(b"word/document.xml") - 46 + 24, content.index(b"word/document.xml") - 30 + 22):
        assert int.from_bytes(content[at : at + 4], "little") == real
        content[at : at + 4] = told.to_bytes(4, "little")
    assert "；请" in reason(bytes(content))


def test_a_package_of_very_many_members_is_refused():
    members = {f"word/media/{n}.png": b"" for n in range(6000)}
    assert reason(package(TYPES | members)) == "文件内含 6001 个部件，不像正常的文档；请重新导出后投递"


def test_much_that_is_not_read_does_not_keep_the_reader_from_the_text():
    large = zlib.compress(random.Random(1).randbytes(3 << 20))
    content = package(
        TYPES
        | {
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{p('甲')}</w:body></w:document>",
            "word/media/1.png": large,
        }
    )
    assert texts(parse(content, "报告.docx")) == ["甲"]


def test_a_locked_member_is_named():
    content = bytearray(REPORT)
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/document.xml"))
    content[at + 8] |= 1
    assert reason(bytes(content)) == "文件设有打开密码，无法核查；请取消密码后重新投递"


def test_a_member_packed_in_a_strange_way_is_refused():
    content = bytearray(with_main(f"<w:document {NAMESPACES}/>"))
    content[content.rindex(b"PK\x01\x02") + 10] = 99
    assert "已损坏" in reason(bytes(content))


def test_more_columns_than_any_table_has_are_refused():
    cells = [tc("1", '<w:gridSpan w:val="1000"/>') for _ in range(3)]
    assert reason(word(table(row(*cells), row("1", "2")))) == "表格大得异常，不像年度报告的表格；请核对文件后重新投递"


def nested(depth: int) -> str:
    inner = p("甲")
    for _ in range(depth):
        inner = table(row(tc(inner + p("")), "1"), row("2", "3"))
    return inner


@pytest.mark.parametrize(
    "body",
    [nested(40), nested(500), "<w:sdt><w:sdtContent>" * 5000, p("<w:smartTag>" * 5000)],
    ids=["40", "500", "blocks", "runs"],
)
def test_tables_and_controls_may_nest_only_so_deep(body):
    assert ends_well(word(body), "报告.docx")


def test_a_file_that_is_read_needs_little_memory():
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))\n"
        "from gouji.parse import parse\n"
        "print(len(parse(sys.stdin.buffer.read(), '报告.docx').blocks))\n"
    )
    chance = random.Random(3)
    content = word("".join(p(f"第{chance.random()}条") for _ in range(20_000)))
    done = subprocess.run([sys.executable, "-c", script], input=content, capture_output=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.returncode) == (b"20000", 0), done.stderr.decode()


@pytest.mark.parametrize("name", ["报告.docx", "报告.html", "报告.txt"])
@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_no_document(name, seed):
    assert "不是文字" in reason(random.Random(seed).randbytes(4000), name)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["报告.docx", "报告.html", "报告.txt", ""]))
def test_any_bytes_end_as_a_document_or_as_a_reason(content, name):
    assert ends_well(content, name)


@settings(deadline=None)
@given(
    st.text(alphabet="\t\n 0一、。（）<>/ptdrablehi=&;规章元", max_size=120), st.sampled_from(["报告.html", "报告.txt"])
)
def test_any_text_ends_as_a_document_or_as_a_reason(text, name):
    assert ends_well(text.encode(), name)


VALUES = st.sampled_from(
    ["", "0", "1", "-1", "3", "99", "99999999999999", "x", "ZZ", "D800", "110000", "continue", "1_0", "٣"]
)
LEAVES = st.sampled_from(
    [
        "vMerge",
        "hMerge",
        "gridSpan",
        "gridBefore",
        "cellDel",
        "vanish",
        "numId",
        "ilvl",
        "pStyle",
        "rStyle",
        "start",
        "numFmt",
        "lvlText",
        "lvlRestart",
        "sym",
        "fldChar",
        "br",
        "t",
        "abstractNumId",
        "startOverride",
        "basedOn",
    ]
)
BRANCHES = st.sampled_from(
    [
        "p",
        "r",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "trPr",
        "pPr",
        "rPr",
        "numPr",
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "txbxContent",
        "pict",
        "ruby",
        "rubyBase",
        "abstractNum",
        "num",
        "lvl",
        "lvlOverride",
        "style",
    ]
)


def leaf(name: str, value: str) -> str:
    attributes = " ".join(f'w:{name}="{value}"' for name in ("val", "char", "ilvl", "numId", "fldCharType"))
    return f"<w:{name} {attributes}>甲</w:{name}>"


def branch(name: str, value: str, inner: list[str]) -> str:
    attributes = " ".join(f'w:{name}="{value}"' for name in ("styleId", "ilvl", "numId", "abstractNumId"))
    return f"<w:{name} {attributes}>{''.join(inner)}</w:{name}>"


TREES = st.recursive(
    st.builds(leaf, LEAVES, VALUES),
    lambda inner: st.builds(branch, BRANCHES, VALUES, st.lists(inner, max_size=5)),
    max_leaves=25,
)


@settings(deadline=None)
@given(TREES, TREES, TREES)
def test_any_tree_of_elements_ends_as_a_document_or_as_a_reason(body, numbering, styles):
    listed = p("甲", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    assert parse(word(body + listed, numbering=numbering, styles=styles), "报告.docx").format == "docx"


def test_the_documents_of_these_tests_are_sound():
    with zipfile.ZipFile(io.BytesIO(REPORT)) as archive:
        assert archive.testzip() is None
