"""One report beside its findings."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from starlette.testclient import TestClient
from web_drops import NOW, notice, submit
from web_reading import read, words
from web_sample import UNIT, sample_checked, sample_findings, sample_report

from gouji.model import Document, Finding, GridCell, Place, Severity, Table, Verdict
from gouji.store import Store


def test_the_head_says_what_matters(client: TestClient, full: Store):
    head = words(read(client, "/submissions/2").css_first(".head"))
    assert head == (
        f"{UNIT} 2025 年度 有问题 错误 3 警告 2 提示 1 版次第 1 版 第 2 版 文件报送稿.docx "
        "接收2026-01-15 09:12 格式2021年格式 规则集3f9c1e7a 通知没有"
    )


def test_findings_come_errors_first_with_all_that_they_say(client: TestClient, full: Store):
    page = read(client, "/submissions/2")
    assert [words(title) for title in page.css(".findings > h2")] == ["错误 3", "警告 2", "提示 1"]
    assert words(page.css_first("#finding-2")) == (
        "2 T3-03 横向合计新问题 （七）总计一行，六类申请人之和与总计不符 "
        "12 + 3 + 0 + 0 + 0 + 0 ≠ 16 差 −1 位置现值应为 "
        "表三 （七）总计 自然人 12 13 表三 （七）总计 商业企业 3 表三 （七）总计 总计 16 "
        "改法（唯一）表三 （七）总计·自然人 12 → 13（改这一格后，横向、纵向合计与四项勾稽全部相等） "
        "建议按申请台账核对自然人一列的总计依据国办公开办函〔2021〕30号 表三；《政府信息公开条例》第五十条"
        "一并涉及T3-01、T3-02"
    )


def test_cells_of_a_row_that_say_the_same_share_a_line(client: TestClient, full: Store):
    lines = [words(row) for row in read(client, "/submissions/2").css("#finding-5 tbody tr")]
    assert lines == ["表四 复议后起诉 结果纠正、其他结果、尚未审结 空白"]


def test_every_finding_has_its_mark_and_both_lead_to_each_other(client: TestClient, full: Store):
    page = read(client, "/submissions/2")
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for number in range(1, 7):
        there = page.css_first(f"#finding-{number} h3 a").attributes["href"]
        mark = page.css_first(f".sheet {there}")
        assert mark.attributes["href"] == f"#finding-{number}"
    for link in page.css("a[href^='#']"):
        assert link.attributes["href"].removeprefix("#") in ids


def test_the_marks_stand_on_the_words_and_figures(client: TestClient, full: Store):
    sheet = read(client, "/submissions/2").css_first(".sheet")
    assert [(words(mark), mark.attributes["class"]) for mark in sheet.css("mark")] == [
        ("问题3新收政府信息公开申请18件", "error"),
        ("问题1未发生因政府信息公开引发的行政复议和行政诉讼案件。", "error"),
        ("问题6建立建全", "info"),
    ]
    marked = [(cell.attributes["title"], words(cell)) for cell in sheet.css("td:has(a)")]
    assert marked == [
        ("二.行政事业性收费.本年收费金额", "问题4273500"),
        ("三.R01.总计", "问题315"),
        ("三.R22.自然人", "问题212"),
        ("三.R22.商业企业", "问题23"),
        ("三.R22.总计", "问题216"),
        ("四.行政复议.结果维持", "问题11"),
        ("四.行政复议.总计", "问题11"),
        ("四.复议后起诉.结果纠正", "问题5"),
        ("四.复议后起诉.其他结果", "问题5"),
        ("四.复议后起诉.尚未审结", "问题5"),
    ]


def test_a_table_is_drawn_as_it_was(client: TestClient, full: Store):
    table = read(client, "/submissions/2").css(".grid")[1]
    spans = [
        (words(cell)[:6], cell.attributes.get("rowspan"), cell.attributes.get("colspan"))
        for cell in table.css("tr")[0].css("td, th") + table.css("tr")[5].css("td, th")[:2]
    ]
    assert spans == [
        ("（本列数据的", "3", "3"),
        ("申请人情况", None, "7"),
        ("三、本年度办", "22", None),
        ("（一）予以公", None, "2"),
    ]


def test_a_table_of_a_source_without_merging_is_drawn_row_by_row(client: TestClient, store: Store):
    lines = [
        ["申请人"],
        ["数量", "自然人", "总计", "备注"],
        ["一、新收", "3", "3"],
        ["", "（一）公开", "2", "2"],
        ["1", "2"],
    ]
    cells = tuple(
        GridCell(row, column, text, Place(line=row * 10 + column + 1))
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
    )
    document = Document((Table(cells, Place(line=1), spans_known=False),), "txt")
    report = msgspec.structs.replace(sample_report(), document=document, cells={}, tables={}, sections=())
    number = submit(store, "a.txt", sample_checked(report=report, findings=()))
    rows = read(client, f"/submissions/{number}").css(".grid.ragged tr")
    assert [[words(cell) for cell in row.css("td")] for row in rows] == lines
    # The figures stand under one another: the label that was merged across is wide again.
    assert [[cell.attributes.get("colspan", "1") for cell in row.css("td")] for row in rows] == [
        ["4"], ["1", "1", "1", "1"], ["2", "1", "1"], ["1", "1", "1", "1"], ["1", "1"],
    ]  # fmt: skip


def test_rules_without_a_judgement_and_leftovers_are_told(client: TestClient, full: Store):
    rest = [words(node) for node in read(client, "/submissions/2").css(".rest > *")]
    assert rest == [
        "未能核查的规则 1 NA-04 正文没有写办结数",
        "等待其他材料的规则 1 XY-01 尚未收到该单位2024年度的报告",
        "表格中未能归位的内容 1 （单位：万元） 第1个表格第9行第1列：不是本版格式的行标题",
        "23 条规则：通过 14，发现问题 6，不适用 1，等待其他材料 1，未能核查 1。核查于 2026-01-15 09:12。",
    ]


def test_a_second_version_says_what_is_new_still_there_and_gone(client: TestClient, store: Store):
    gone = Finding("标题写作“工作报告”", rule="ID-02", title="标题不规范", severity=Severity.WARNING, fingerprint="9")
    before = submit(store, "1.docx", sample_checked(findings=(*sample_findings()[:1], gone)))
    after = submit(store, "2.docx", sample_checked(findings=sample_findings()[:2]))
    page = read(client, f"/submissions/{after}")
    assert [words(status) for status in page.css(".status")] == ["仍未整改", "新问题"]
    assert [words(item) for item in page.css(".former li")] == ["ID-02 标题不规范标题写作“工作报告”"]
    assert page.css_first(".facts a").attributes["href"] == f"/submissions/{before}"


def test_a_first_version_calls_nothing_new(client: TestClient, full: Store):
    assert read(client, "/submissions/1").css(".status") == []


def test_what_became_of_the_notices(client: TestClient, store: Store):
    notices = [
        notice("1", "email", "mailto:gongkai@yunxi.example"),
        notice("2", "wecom", "wecom:693a91f6-7xxx"),
        notice("3", "webhook", "https://hook.example/secret-path"),
    ]
    number = submit(store, "a.docx", sample_checked(), notices=notices)
    mail, robot, _ = (store.claim_notice(n, NOW, timedelta(minutes=1)) for n in store.due_notices(NOW))
    store.notice_sent(mail, NOW)
    store.notice_failed(robot, "机器人已停用", NOW)
    page = read(client, f"/submissions/{number}")
    assert words(page.css_first(".notices summary")) == "通知：1 条发送中，1 条已发送，1 条未能送达"
    assert [words(item) for item in page.css(".notices li")] == [
        "发送中 Webhook store:3",
        "已发送 邮件 gongkai@yunxi.example，2026-01-15 09:12",
        "未能送达 企业微信 store:2：机器人已停用",
        f"排除原因后，请系统管理员用 gouji reports resend {number} 重新投递。",
    ]
    assert "693a91f6" not in page.html
    assert "secret-path" not in page.html


def test_a_report_without_findings_says_so(client: TestClient, full: Store):
    page = read(client, "/submissions/3")
    assert words(page.css_first(".findings .empty")) == "没有发现问题"
    assert page.css("mark") == []


def test_an_incomplete_check_is_not_taken_for_a_clean_one(client: TestClient, store: Store):
    number = submit(store, "a.docx", sample_checked(findings=(), verdict=Verdict.INCOMPLETE))
    empty = words(read(client, f"/submissions/{number}").css_first(".findings .empty"))
    assert empty == "没有发现问题但有规则未能核查，见下方。"


def test_a_report_that_names_neither_unit_nor_year(client: TestClient, store: Store):
    number = submit(store, "a.docx", sample_checked(None, None))
    assert words(read(client, f"/submissions/{number}").css_first("h1")) == "单位不详 年度不详"
