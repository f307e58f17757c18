"""OFD files: text at its places, tables from ruling lines, and everything that a page may be put together from."""

import html
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parse_views import grid, outline, sketch, tables, texts

from drafts import drafts
from gouji.errors import Unreadable
from gouji.parse import parse
from ofd_writing import SPACE, STYLES, as_ofd, package, page, path_object, text_object
from seeded import seeded_report
from writing import as_docx

SOON = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(content: bytes):
    return parse(content, "报告.ofd")


def reason(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content)
    return str(refused.value)


def box(left: float, top: float, right: float, bottom: float) -> str:
    """A stroked rectangle."""
    wide, tall = right - left, bottom - top
    data = f"M 0 0 L {wide} 0 L {wide} {tall} L 0 {tall} C"
    return path_object((left, top, wide, tall), data)


def ruled(*rows: list[str], left: float = 30, top: float = 50, wide: float = 30, tall: float = 10) -> str:
    """A table of boxes with a text in each."""
    drawn = ""
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            x, y = left + column * wide, top + row * tall
            drawn += box(x, y, x + wide, y + tall) + text_object(x + 3, y + 6, text, 4)
    return drawn


LINE = text_object(30, 30, "一、总体情况", 4)
TABLE = ruled(["规章", "1"], ["行政许可", "2"])
READ = ["一、总体情况", [["规章", "1"], ["行政许可", "2"]]]


@SOON
@given(draft=drafts(), style=st.sampled_from(sorted(STYLES)))
def test_reports_read_to_the_cells_of_their_word_files(draft, style):
    document = draft.document()
    expected, found = parse(as_docx(document), "a.docx"), read(as_ofd(document, style))
    assert [agreed(table) for table in tables(found)] == [grid(table) for table in tables(expected)]
    assert texts(found) == texts(expected)


def agreed(table):
    """The cells; a figure that its narrow cell broke over two lines may be two, but not without a doubt."""
    return [
        (one.row, one.column, one.rowspan, one.colspan, one.text.replace("\n", "") if one.doubt else one.text)
        for one in table.cells
    ]


@pytest.mark.parametrize("style", sorted(STYLES))
def test_sound_reports_read_to_the_cells_that_were_drawn(style):
    for seed in range(0, 200, 5):
        document = seeded_report(seed).document()
        found = read(as_ofd(document, style))
        assert [grid(table) for table in tables(found)] == [grid(table) for table in tables(document)], seed
        assert texts(found) == texts(document), seed


def test_a_page_of_text_and_a_table_reads_in_order():
    document = read(package([LINE + TABLE]))
    assert document.format == "ofd"
    assert outline(document) == READ
    assert document.blocks[1].cells[0].place.page == 1


def test_templates_and_blocks_and_shared_objects_are_drawn():
    common = (
        '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>'
    )
    unit = ruled(["规章", "1"], ["行政许可", "2"], left=0, top=0)
    parts = {
        "Doc_0/Tpls/Tpl_0/Content.xml": page(LINE),
        "Doc_0/DocumentRes.xml": f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="6" '
        f'Width="60" Height="20"><ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>",
        "Doc_0/Pages/Page_0/Content.xml": page(
            '<ofd:PageBlock><ofd:CompositeObject ResourceID="6" Boundary="30 50 60 20"/></ofd:PageBlock>',
            '<ofd:Template TemplateID="5" ZOrder="Background"/>',
        ),
    }
    assert outline(read(package([""], common=common, parts=parts))) == READ


def test_an_object_may_be_scaled_and_moved():
    code = '<ofd:TextCode X="0" Y="2" DeltaX="g 5 2">一、总体情况</ofd:TextCode>'
    scaled = f'<ofd:TextObject Boundary="30 26 60 8" CTM="2 0 0 2 0 0" Font="1" Size="2">{code}</ofd:TextObject>'
    half = path_object(
        (30, 50, 60, 20), "M 0 0 L 20 0 L 20 10 L 0 10 C M 0 5 L 20 5 M 10 0 L 10 10", 'CTM="3 0 0 2 0 0"'
    )
    words = "".join(
        text_object(x, y, text, 4)
        for x, y, text in ((33, 56, "规章"), (63, 56, "1"), (33, 66, "行政许可"), (63, 66, "2"))
    )
    assert outline(read(package([scaled + half + words]))) == READ


def test_steps_are_written_short_or_long_or_not_at_all():
    for deltas in (' DeltaX="g 5 4"', ' DeltaX="4 4 g 3 4"', ' DeltaX="4 4 4 4 4"', ""):
        line = text_object(30, 30, "一、总体情况", 4, deltas=deltas)
        assert outline(read(package([line + TABLE]))) == READ


def test_lines_that_are_thin_areas_rule_as_lines_do():
    bars = "".join(
        path_object((x, y, wide, tall), f"M 0 0 L {wide} 0 L {wide} {tall} L 0 {tall} C", 'Stroke="false" Fill="true"')
        for x, y, wide, tall in (
            *((30, y, 60.2, 0.2) for y in (50, 60, 70)),
            *((x, 50, 0.2, 20) for x in (30, 60, 90)),
        )
    )
    words = "".join(
        text_object(x, y, text, 4)
        for x, y, text in ((33, 56, "规章"), (63, 56, "1"), (33, 66, "行政许可"), (63, 66, "2"))
    )
    assert outline(read(package([LINE + bars + words]))) == READ


def test_shaded_paragraphs_are_no_tables():
    shade = path_object((20, 20, 170, 20), "M 0 0 L 170 0 L 170 20 L 0 20 C", 'Stroke="false" Fill="true"')
    assert outline(read(package([shade + LINE + TABLE]))) == READ


def test_characters_drawn_twice_to_look_bold_are_read_once():
    bold = LINE + text_object(30.15, 30, "一、总体情况", 4) + text_object(30, 30.1, "一、总体情况", 4)
    assert outline(read(package([bold + TABLE]))) == READ


def test_a_label_written_downwards_is_one_label():
    down = (
        '<ofd:TextObject Boundary="32 51 5 30" Font="1" Size="4">'
        '<ofd:TextCode X="0" Y="4" DeltaY="g 3 4.5">行政许可</ofd:TextCode></ofd:TextObject>'
    )
    drawn = box(30, 50, 40, 74) + down
    for row, text in enumerate("甲乙丙"):
        drawn += box(40, 50 + row * 8, 70, 58 + row * 8) + text_object(42, 56 + row * 8, text, 4)
        drawn += box(70, 50 + row * 8, 90, 58 + row * 8) + text_object(75, 56 + row * 8, str(row), 4)
    table = tables(read(package([LINE + drawn])))[0]
    assert sketch(table) == "0:行政许可[3x1] 1:甲 2:0 / 1:乙 2:1 / 1:丙 2:2"


def test_what_cannot_be_seen_is_no_text():
    unseen = text_object(30, 40, "不见", 4, attributes='Visible="false"') + text_object(60, 40, "不见", 4).replace(
        "<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode'
    )
    document = read(package([LINE + unseen + TABLE]))
    assert outline(document) == READ
    assert document.notes == ("第1页有看不见的文字（白色、透明或被遮住），没有读入",)


def test_white_text_on_a_dark_ground_is_read():
    ground = path_object((28, 24, 60, 10), "M 0 0 L 60 0 L 60 10 L 0 10 C", 'Stroke="false" Fill="true"')
    white = LINE.replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode')
    assert outline(read(package([ground + white + TABLE]))) == READ


def test_a_watermark_that_slants_is_no_text():
    across = text_object(60, 60, "内部资料", 12, attributes='CTM="0.8 -0.6 0.6 0.8 0 0"')
    assert outline(read(package([across + LINE + TABLE]))) == READ


def test_characters_that_only_the_font_understands_are_refused():
    private = text_object(30, 40, "\ue001\ue002\ue003本年度", 4)
    assert "字体没有说明自己的文字" in reason(package([LINE + private + TABLE]))


def test_scans_are_refused():
    picture = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="3"/>'
    assert reason(package([picture])) == (
        "OFD 文件是扫描件（每页都是图片），没有可读的文字；请投递 Word 原件，或从 Word、WPS 重新导出含文字的 OFD"
    )
    assert "第2页是扫描图片" in reason(package([LINE + TABLE, picture]))


PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="3"/>'
RECOGNISED = "图上的文字是机器识别的，可能有错字错数，不能据以核查"


@pytest.mark.parametrize(
    "layered",
    [
        LINE + TABLE + PICTURE,
        PICTURE + (LINE + TABLE).replace("<ofd:TextObject", '<ofd:TextObject Alpha="0"'),
        PICTURE + (LINE + TABLE).replace("<ofd:TextObject", '<ofd:TextObject Fill="false"'),
    ],
)
def test_text_recognised_from_a_scan_is_refused(layered):
    assert RECOGNISED in reason(package([layered]))


def test_text_on_a_picture_of_the_page_is_read():
    prose = text_object(30, 100, "本年度主动公开政府信息一百二十条，办理申请三件。", 4)
    assert outline(read(package([PICTURE + LINE + TABLE + prose])))[:2] == READ


def test_spaces_may_be_written_as_codes():
    line = text_object(30, 30, r"年报\00202024", 4)
    assert texts(read(package([line + TABLE]))) == ["年报 2024"]


def test_signed_files_are_read():
    parts = {"Doc_0/Signs/Signatures.xml": f"<ofd:Signatures {SPACE}/>", "Doc_0/Signs/Sign_0/Signature.xml": "<x/>"}
    assert outline(read(package([LINE + TABLE], parts=parts))) == READ


def test_encrypted_files_are_refused_in_words():
    content = package([LINE], parts={"Encryptions.xml": f"<ofd:Encryptions {SPACE}/>"})
    assert reason(content).startswith("OFD 文件已加密")


@pytest.mark.parametrize("location", ["/Doc_0/Document.xml", "../../Doc_0/Document.xml", "./Doc_0/Document.xml"])
def test_locations_resolve_inside_the_package(location):
    root = f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>{location}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    assert outline(read(package([LINE + TABLE], parts={"OFD.xml": root}))) == READ


@pytest.mark.parametrize(
    "location", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x", "", "\\\\h\\c"]
)
def test_locations_outside_the_package_lead_nowhere(location):
    listed = f'<ofd:Pages><ofd:Page ID="1" BaseLoc="{html.escape(location)}"/></ofd:Pages>'
    document = f"<ofd:Document {SPACE}><ofd:CommonData/>{listed}</ofd:Document>"
    assert "缺少页面内容" in reason(package([], parts={"Doc_0/Document.xml": document}))


def test_a_page_list_without_end_is_refused():
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 30_000
    document = f"<ofd:Document {SPACE}><ofd:CommonData/><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    assert reason(package([LINE], parts={"Doc_0/Document.xml": document})).startswith("OFD 文件有30000页")


def shared_objects(*units: str) -> str:
    """A resource whose shared objects have the IDs 1, 2, …"""
    written = "".join(
        f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit>'
        for number, unit in enumerate(units, 1)
    )
    return f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{written}</ofd:CompositeGraphicUnits></ofd:Res>"


USE = '<ofd:CompositeObject ResourceID="{}" Boundary="0 0 10 10"/>'.format
HOSTILE_UNITS = {
    "itself": (USE(1),),
    "each other": (USE(2), USE(1)),
    "doubling": (*(USE(number + 2) * 10 for number in range(14)), LINE),
}


@pytest.mark.parametrize("name", HOSTILE_UNITS)
def test_shared_objects_that_hold_themselves_come_to_an_end(name):
    common = "<ofd:PublicRes>R.xml</ofd:PublicRes>"
    parts = {"Doc_0/R.xml": shared_objects(*HOSTILE_UNITS[name])}
    refused = reason(package([USE(1)], common=common, parts=parts))
    assert "嵌套过深" in refused or "多得异常" in refused


ODD = {
    "nan": text_object(30, 40, "甲", 4, attributes='CTM="nan nan nan nan nan nan"'),
    "infinite": text_object(30, 40, "甲", 4, attributes='CTM="1e999 0 0 1e999 0 0"'),
    "flat": text_object(30, 40, "甲", 4, attributes='CTM="0 0 0 0 0 0"'),
    "words": '<ofd:TextObject Boundary="a b c d" Size="x"><ofd:TextCode X="y" DeltaX="g g">甲</ofd:TextCode>'
    "</ofd:TextObject>",
    "run without end": text_object(30, 40, "甲", 4, deltas=' DeltaX="g 999999999 4"'),
    "run without values": text_object(30, 40, "甲乙丙", 4, deltas=' DeltaX="g 2"'),
    "path of nothing": path_object((0, 0, 1, 1), "M"),
    "path of words": path_object((0, 0, 1, 1), "M x y L nan inf Z 1"),
    "path far out": path_object((0, 0, 1, 1), "M 0 0 L 1e300 0 L 1e308 1e308 C"),
    "shared nothing": USE(77),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_values_harm_nothing(name):
    found = outline(read(package([LINE + ODD[name] + TABLE])))
    assert found[0] == READ[0]
    assert found[-1] == READ[-1]


def test_a_million_marks_are_refused():
    line = text_object(30, 30, "一" * 4000, 4)
    assert "多得异常" in reason(package([line * 120]))


def test_a_truncated_file_is_refused_in_words():
    content = as_ofd_sample()
    for tenth in range(1, 10):
        assert reason(content[: len(content) * tenth // 10])


def as_ofd_sample() -> bytes:
    return package([LINE + TABLE])


@pytest.mark.parametrize("missing", ["Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_a_missing_part_is_named_in_words(missing):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_ofd_sample())) as whole, zipfile.ZipFile(file, "w") as less:
        for name in whole.namelist():
            if name != missing:
                less.writestr(name, whole.read(name))
    refused = reason(file.getvalue())
    assert "损坏" in refused
    assert "重新导出" in refused


@pytest.mark.parametrize(
    "entity", ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE x [<!ENTITY a 'ha'>]>"]
)
def test_entities_are_refused(entity):
    assert "DOCTYPE" in reason(package([""], parts={"Doc_0/Pages/Page_0/Content.xml": f"{entity}<x>&a;</x>"}))
