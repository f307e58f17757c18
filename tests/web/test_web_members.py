"""Archives, mails and files of several reports: from the whole to its parts, and back."""

from __future__ import annotations

from starlette.testclient import TestClient
from web_drops import NOW, drop, take
from web_reading import read, words
from web_sample import UNIT, sample_checked

from gouji.store import Store
from gouji.submission import Child

REASON = "压缩包已展开：其中 2 个文件分别核查，另有 1 个取不出"


def opened(store: Store) -> tuple[int, list[int]]:
    """An archive with a checked report, one that waits, and one that could not be taken out."""
    claim = take(store, drop("年报.zip"))
    lost = Child("", 0, "<锁>.docx", "<锁>.docx", reason="文件在压缩包里设有密码，取不出")
    files = [
        Child("a" * 64, 1, "a.docx", "财政局/a.docx", unit_hint=UNIT),
        Child("b" * 64, 1, "b.docx", "b.docx"),
        lost,
    ]
    numbers = [row.submission_id for row in store.expand(claim, files, REASON, NOW).children]
    [taken] = store.claim(numbers[:1], NOW, NOW - NOW.replace(hour=0), "host:1")
    store.finish_checked(taken, sample_checked(), NOW, lambda _digest: [])
    return claim.id, numbers


def test_the_page_of_an_archive_lists_what_came_out_of_it(client: TestClient, store: Store) -> None:
    parent, numbers = opened(store)
    page = read(client, f"/submissions/{parent}")
    assert words(page.css_first(".why")) == REASON
    assert "其中的每份报告都作为单独的一份核查，结果见下。" in words(page.css_first(".card"))
    rows = page.css(".members li")
    assert [row.css_first("a").attributes["href"] for row in rows] == [f"/submissions/{n}" for n in numbers]
    assert [words(row) for row in rows] == [
        f"已核查 有问题 财政局/a.docx {UNIT} 2025 年度",
        "待处理 b.docx",
        "无法核查 <锁>.docx文件在压缩包里设有密码，取不出",
    ]


def test_a_member_leads_back_to_its_archive(client: TestClient, store: Store) -> None:
    parent, numbers = opened(store)
    for number, name in zip(numbers, ("财政局/a.docx", "b.docx", "<锁>.docx"), strict=True):
        page = read(client, f"/submissions/{number}")
        up = page.css_first("a[rel=up]")
        assert (up.attributes["href"], words(up)) == (f"/submissions/{parent}", "年报.zip")
        assert words(up.parent) == f"年报.zip › {name}"


def test_the_list_names_the_archive(client: TestClient, store: Store) -> None:
    opened(store)
    files = [words(node) for node in read(client, "/").css(".submissions .file, .submissions .unit")]
    assert files == ["年报.zip › <锁>.docx", "年报.zip › b.docx", UNIT, "年报.zip › 财政局/a.docx", "年报.zip"]


def test_json_has_parent_and_members(client: TestClient, store: Store) -> None:
    parent, numbers = opened(store)
    whole = client.get(f"/api/submissions/{parent}").json()
    assert (whole["submission"]["parent_id"], whole["submission"]["members"]) == (None, 3)
    assert [one["id"] for one in whole["members"]] == numbers
    assert (whole["report"]["status"], whole["report"]["reason"]) == ("rejected", REASON)
    child = client.get(f"/api/submissions/{numbers[0]}").json()
    assert (child["submission"]["parent_id"], child["members"]) == (parent, [])
    assert child["submission"]["file_name"] == child["report"]["file"] == "年报.zip › 财政局/a.docx"
