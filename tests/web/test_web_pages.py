"""What a supervisor reads: the list, one report beside its findings, and files that were not checked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node
from starlette.testclient import TestClient
from web_sample import (
    NOW,
    UNIT,
    drop,
    notice,
    sample_checked,
    sample_findings,
    sample_report,
    submit,
    take,
)

from gouji.config import Settings
from gouji.model import (
    Document,
    Finding,
    GridCell,
    Paragraph,
    Place,
    Quote,
    Severity,
    Table,
    Unplaced,
    Verdict,
)
from gouji.store import Store
from gouji.submission import State
from gouji.web.guard import CONTENT_SECURITY_POLICY

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"


def read(client: TestClient, path: str, status: int = 200) -> HTMLParser:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    return HTMLParser(answer.text)


def words(node: Node | HTMLParser | None) -> str:
    assert node is not None
    text = node.text() if isinstance(node, Node) else node.body.text()
    return " ".join(text.split())


def units(page: HTMLParser) -> list[str]:
    return [words(node) for node in page.css("a.unit")]


@pytest.fixture
def full(store: Store) -> Store:
    """One file in each state that a file can be in, and two versions of one report."""
    submit(store, "送审稿.docx", sample_checked(findings=sample_findings()[:1]), now=NOW - timedelta(hours=2))
    submit(store, "报送稿.docx", sample_checked(), content="2")
    clean = sample_checked("云溪市水务局", 2024, findings=(), verdict=Verdict.COMPLIANT)
    submit(store, "水务局.docx", clean, content="3")
    store.finish(take(store, drop("扫描件.pdf", unit_hint="云溪市卫生健康局")), State.NOT_ASSESSABLE, "没有文字", NOW)
    store.finish(take(store, drop("通知.docx")), State.REJECTED, "不是年度报告", NOW)
    store.finish(take(store, drop("司法局.docx")), State.FAILED, "处理进程被终止", NOW)
    store.record_drops([drop("城管局.docx")], NOW)
    return store


class TestList:
    def test_an_empty_list_says_where_the_inbox_is(self, client: TestClient, settings: Settings):
        page = read(client, "/")
        assert words(page.css_first(".empty code")) == str(settings.inbox_path)
        assert page.css("table, form") == []

    def test_the_newest_is_on_top(self, client: TestClient, full: Store):
        expected = ["城管局.docx", "司法局.docx", "通知.docx", "云溪市卫生健康局", "云溪市水务局", UNIT, UNIT]
        assert units(read(client, "/")) == expected

    def test_a_row_says_what_became_of_the_report(self, client: TestClient, full: Store):
        row = read(client, f"/?unit={UNIT}").css("tbody tr")[0]
        assert [words(cell) for cell in row.css("td")] == [
            "2025", "第 2 版", "已核查", "有问题", "3", "2", "1", "2026-01-15 09:12",
        ]  # fmt: skip
        assert words(row.css_first("th")) == f"{UNIT} 报送稿.docx"

    def test_a_row_of_a_file_that_was_not_checked_gives_the_reason(self, client: TestClient, full: Store):
        [row] = read(client, "/?state=无法核查").css("tbody tr")
        assert words(row.css_first("th")) == "云溪市卫生健康局 扫描件.pdf没有文字"

    def test_the_summary_counts_every_state(self, client: TestClient, full: Store):
        tally = [words(link) for link in read(client, "/").css(".tally a")]
        assert tally == ["全部 7", "待处理 1", "已核查 3", "无法核查 1", "已退出 1", "出错 1", "刷新"]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("state=出错", ["司法局.docx"]),
            ("verdict=合规", ["云溪市水务局"]),
            ("unit=水务", ["云溪市水务局"]),
            ("year=2025", [UNIT, UNIT]),
            ("state=&verdict=&unit=+&year=2024", ["云溪市水务局"]),
            ("unit=%25", []),
            ("unit=%00", ["云溪市卫生健康局", "云溪市水务局", UNIT, UNIT]),
        ],
    )
    def test_filters(self, client: TestClient, full: Store, query: str, expected: list[str]):
        assert units(read(client, f"/?{query}")) == expected

    def test_the_form_keeps_what_was_asked(self, client: TestClient, full: Store):
        page = read(client, "/?unit=水务&year=2024&verdict=合规&state=已核查")
        assert [field.attributes["value"] for field in page.css("form input")] == ["水务", "2024"]
        assert [words(option) for option in page.css("option[selected]")] == ["合规", "已核查"]

    def test_no_match_is_said_and_leads_back(self, client: TestClient, full: Store):
        page = read(client, "/?year=1999")
        assert words(page.css_first(".empty")) == "没有符合条件的报告 查看全部 7 份"

    def test_a_condition_that_makes_no_sense_is_named(self, client: TestClient, full: Store):
        page = read(client, "/?year=abc&state=好", status=422)
        assert words(page.css_first("article")) == "条件写得不对 不能理解的条件：state、year 返回报告列表"

    def test_turning_pages_shows_each_report_once(self, client: TestClient, full: Store):
        seen, path = [], "/?limit=3"
        while path:
            page = read(client, path)
            seen.append(len(units(page)))
            older = page.css_first(".turn [rel=next]")
            path = older.attributes["href"] if older else ""
        assert seen == [3, 3, 1]

    def test_a_page_keeps_the_filters(self, client: TestClient, full: Store):
        older = read(client, "/?unit=云溪&limit=1").css_first("[rel=next]").attributes["href"]
        page = read(client, older)
        assert units(page) == ["云溪市水务局"]
        assert page.css_first("input[name=unit]").attributes["value"] == "云溪"

    def test_undelivered_notices_show(self, client: TestClient, store: Store):
        submit(store, "a.docx", sample_checked(), notices=[notice("1", "email", "mailto:a@b.example")])
        claim = store.claim_notice(store.due_notices(NOW)[0], NOW, timedelta(minutes=1))
        store.notice_failed(claim, "邮箱不存在", NOW)
        assert words(read(client, "/").css_first(".reason.bad")) == "1 条通知未能送达"


class TestReport:
    def test_the_head_says_what_matters(self, client: TestClient, full: Store):
        head = words(read(client, "/submissions/2").css_first(".head"))
        assert head == (
            f"{UNIT} 2025 年度 有问题 错误 3 警告 2 提示 1 版次第 1 版 第 2 版 文件报送稿.docx "
            "接收2026-01-15 09:12 格式2021年格式 规则集3f9c1e7a 通知没有"
        )

    def test_findings_come_errors_first_with_all_that_they_say(self, client: TestClient, full: Store):
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

    def test_cells_of_a_row_that_say_the_same_share_a_line(self, client: TestClient, full: Store):
        lines = [words(row) for row in read(client, "/submissions/2").css("#finding-5 tbody tr")]
        assert lines == ["表四 复议后起诉 结果纠正、其他结果、尚未审结 空白"]

    def test_every_finding_has_its_mark_and_both_lead_to_each_other(self, client: TestClient, full: Store):
        page = read(client, "/submissions/2")
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids))
        for number in range(1, 7):
            there = page.css_first(f"#finding-{number} h3 a").attributes["href"]
            mark = page.css_first(f".sheet {there}")
            assert mark.attributes["href"] == f"#finding-{number}"
        for link in page.css("a[href^='#']"):
            assert link.attributes["href"].removeprefix("#") in ids

    def test_the_marks_stand_on_the_words_and_figures(self, client: TestClient, full: Store):
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

    def test_a_table_is_drawn_as_it_was(self, client: TestClient, full: Store):
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

    def test_a_table_of_a_source_without_merging_is_drawn_row_by_row(self, client: TestClient, store: Store):
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
            ["1"], ["1", "1", "1", "1"], ["2", "1", "1"], ["1", "1", "1", "1"], ["1", "1"],
        ]  # fmt: skip

    def test_rules_without_a_judgement_and_leftovers_are_told(self, client: TestClient, full: Store):
        rest = [words(node) for node in read(client, "/submissions/2").css(".rest > *")]
        assert rest == [
            "未能核查的规则 1 NA-04 正文没有写办结数",
            "等待其他材料的规则 1 XY-01 尚未收到该单位2024年度的报告",
            "表格中未能归位的内容 1 （单位：万元） 第1个表格第9行第1列：不是本版格式的行标题",
            "23 条规则：通过 14，发现问题 6，不适用 1，等待其他材料 1，未能核查 1。核查于 2026-01-15 09:12。",
        ]

    def test_a_second_version_says_what_is_new_still_there_and_gone(self, client: TestClient, store: Store):
        gone = Finding(
            "标题写作“工作报告”", rule="ID-02", title="标题不规范", severity=Severity.WARNING, fingerprint="9"
        )
        before = submit(store, "1.docx", sample_checked(findings=(*sample_findings()[:1], gone)))
        after = submit(store, "2.docx", sample_checked(findings=sample_findings()[:2]))
        page = read(client, f"/submissions/{after}")
        assert [words(status) for status in page.css(".status")] == ["仍未整改", "新问题"]
        assert [words(item) for item in page.css(".former li")] == ["ID-02 标题不规范标题写作“工作报告”"]
        assert page.css_first(".facts a").attributes["href"] == f"/submissions/{before}"

    def test_a_first_version_calls_nothing_new(self, client: TestClient, full: Store):
        assert read(client, "/submissions/1").css(".status") == []

    def test_what_became_of_the_notices(self, client: TestClient, store: Store):
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
        ]
        assert "693a91f6" not in page.html
        assert "secret-path" not in page.html

    def test_a_report_without_findings_says_so(self, client: TestClient, full: Store):
        page = read(client, "/submissions/3")
        assert words(page.css_first(".findings .empty")) == "没有发现问题"
        assert page.css("mark") == []

    def test_an_incomplete_check_is_not_taken_for_a_clean_one(self, client: TestClient, store: Store):
        number = submit(store, "a.docx", sample_checked(findings=(), verdict=Verdict.INCOMPLETE))
        empty = words(read(client, f"/submissions/{number}").css_first(".findings .empty"))
        assert empty == "没有发现问题但有规则未能核查，见下方。"

    def test_a_report_that_names_neither_unit_nor_year(self, client: TestClient, store: Store):
        number = submit(store, "a.docx", sample_checked(None, None))
        assert words(read(client, f"/submissions/{number}").css_first("h1")) == "单位不详 年度不详"


class TestUnchecked:
    @pytest.mark.parametrize(
        ("state", "step"),
        [
            (State.NOT_ASSESSABLE, "请填报单位按上述原因处理文件，再放入收件箱；改过的文件会作为新的一份收取。"),
            (State.REJECTED, "这份文件不再处理。如果它确是年度报告，请核对标题和正文后重新放入收件箱。"),
            (
                State.FAILED,
                "这是系统自身的故障，不是报告的问题；文件没有丢失。请系统管理员按编号查看日志，排除后重新核查。",
            ),
        ],
    )
    def test_the_reason_and_what_to_do(self, client: TestClient, store: Store, state: State, step: str):
        claim = take(store, drop("a.docx", unit_hint=UNIT, year_hint=2025))
        store.finish(claim, state, "原因如此", NOW)
        card = read(client, f"/submissions/{claim.id}").css_first(".card")
        assert [words(node) for node in card.css("p, h1")] == [str(state), f"{UNIT} 2025 年度", "原因如此", step]

    def test_a_waiting_file_asks_for_patience(self, client: TestClient, store: Store):
        [recorded] = store.record_drops([drop("a.docx")], NOW)
        card = words(read(client, f"/submissions/{recorded.submission_id}").css_first(".card"))
        assert card.startswith(
            "待处理 a.docx 文件已收取并归档，正在排队。一般几秒内会有结果，请稍后刷新本页。 刷新本页"
        )

    def test_a_retry_says_when(self, client: TestClient, store: Store):
        claim = take(store, drop("a.docx"))
        store.retry(claim, "规则进程超时", NOW + timedelta(minutes=5), NOW)
        card = words(read(client, f"/submissions/{claim.id}").css_first(".card"))
        assert "规则进程超时" in card
        assert "下次处理2026-01-15 09:17" in card

    def test_a_duplicate_leads_to_the_first(self, client: TestClient, store: Store):
        first = submit(store, "a.docx", sample_checked())
        renamed = replace(drop("a.docx"), path=b"b.docx", raw_name=b"b.docx", display_name="b.docx")
        [second] = store.record_drops([renamed], NOW)
        assert second.duplicate_of == first
        card = read(client, f"/submissions/{second.submission_id}").css_first(".card")
        assert card.css_first("a").attributes["href"] == f"/submissions/{first}"

    @pytest.mark.parametrize("path", ["/submissions/99", "/nothing", "/static/nothing.css", "/submissions/99/x"])
    def test_what_is_not_there_is_said_in_chinese(self, client: TestClient, path: str):
        assert words(read(client, path, status=404).css_first("h1")) == "没有这个页面"

    @pytest.mark.parametrize("number", ["0", "abc", "99999999999999999999"])
    def test_what_is_no_number_is_refused(self, client: TestClient, number: str):
        assert words(read(client, f"/submissions/{number}", status=422).css_first("h1")) == "条件写得不对"

    def test_nothing_can_be_changed_here(self, client: TestClient):
        assert client.post("/").status_code == 405


class TestHostileText:
    @pytest.fixture
    def hostile(self, store: Store) -> int:
        place, cell_place = Place(paragraph=1), Place(table=1, row=1, column=1)
        table = Table((GridCell(0, 0, HOSTILE, cell_place),), Place(table=1))
        report = msgspec.structs.replace(
            sample_report(unit=HOSTILE),
            document=Document((Paragraph(HOSTILE, place), table), "txt", title_hint=HOSTILE, notes=(HOSTILE,)),
            unplaced=(Unplaced(HOSTILE, cell_place, HOSTILE),),
            cells={},
        )
        finding = Finding(
            rule="X-01",
            title=HOSTILE,
            message=HOSTILE,
            severity=Severity.ERROR,
            quotes=(Quote(HOSTILE, place), Quote(HOSTILE[:20], place)),
            cells=(f"三.{HOSTILE}.总计",),
            equation=HOSTILE,
            basis=HOSTILE,
            advice=HOSTILE,
            fingerprint="1",
        )
        return submit(store, HOSTILE, sample_checked(report=report, findings=(finding,)))

    @pytest.mark.parametrize("path", ["/", "/submissions/{}", "/?unit=" + HOSTILE])
    def test_it_is_shown_and_never_run(self, client: TestClient, hostile: int, path: str):
        page = read(client, path.format(hostile))
        assert page.css("script, img, [onerror]") == []
        assert "49" not in words(page)
        assert HOSTILE in page.html or "&lt;script&gt;" in page.html

    def test_a_name_cannot_turn_the_line_around(self, client: TestClient, store: Store):
        number = submit(store, "报告\u202excod.docx", sample_checked(unit="云溪\u202e市"))
        for path in ("/", f"/submissions/{number}"):
            turned = [node for node in read(client, path).css("main *") if "\u202e" in (node.text(deep=False) or "")]
            assert {node.tag for node in turned} == {"bdi"}


@pytest.mark.parametrize("path", ["/", "/submissions/2", "/submissions/4", "/nothing"])
def test_nothing_comes_from_elsewhere(client: TestClient, full: Store, path: str):
    text = client.get(path).text
    assert re.findall(r"(?:https?:)?//[^\s\"'<]+", text) == []
    page = HTMLParser(text)
    assert page.css("script, style, [style], iframe, object") == []
    for node in page.css("link[href], img[src]"):
        assert client.get(node.attributes.get("href") or node.attributes["src"]).status_code == 200


def test_the_style_sheet_asks_for_nothing(client: TestClient):
    style = client.get("/static/gouji.css")
    assert style.headers["content-type"].startswith("text/css")
    assert re.findall(r"url\(|@import|https?:", style.text) == []


def test_behind_a_proxy_every_link_keeps_the_path(app, full: Store):
    client = TestClient(app, base_url="http://localhost", root_path="/gouji")
    for path in ("/", "/submissions/2"):
        page = HTMLParser(client.get(path).text)
        links = [node.attributes["href"] for node in page.css("[href^='/']")]
        assert links
        assert all(link.startswith("/gouji/") for link in links)
