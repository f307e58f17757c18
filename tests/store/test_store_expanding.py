"""What came out of an archive, a mail or a file of several reports: recorded at once with the end of its parent."""

import hashlib

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from store_races import expand_each, race
from store_samples import LEASE, NOW, a_checked, a_claim, a_drop, later, no_notices

from gouji import nesting
from gouji.errors import LeaseLost, Unreadable
from gouji.store import Store
from gouji.store.upgrade import configuration
from gouji.submission import Child, Expanded, Recorded, State

REASON = nesting.opened("zip", 2, 0)


def a_child(member: str = "财政局/年报.txt", content: str = "子", **changes) -> Child:
    values = {
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "size": len(content),
        "display_name": member.rpartition("/")[2],
        "member": member,
    }
    return Child(**{**values, **changes})


def the_parts(sha256: str, count: int) -> list[Child]:
    return [Child(sha256, 3, "合集.docx", nesting.volume(part), part=part) for part in range(1, count + 1)]


def claimed(store, number: int, now=NOW):
    [claim] = store.claim([number], now, LEASE, "host:1")
    return claim


def test_children_wait_and_their_parent_has_ended(store):
    claim = a_claim(store, name="年报.zip", content="包", unit_hint="县政府办")
    children = [a_child(unit_hint="财政局", year_hint=2023, region_hint="某县"), a_child("水利局/年报.txt", "丑")]
    expanded = store.expand(claim, children, REASON, NOW)
    first, second = (row.submission_id for row in expanded.children)
    assert expanded == Expanded((Recorded(first), Recorded(second)), (first, second))
    parent, view = store.submission(claim.id), store.submission(first)
    assert (parent.state, parent.reason, parent.members, parent.finished_at) == (State.REJECTED, REASON, 2, NOW)
    assert (view.state, view.file_name, view.parent_id, view.members) == (
        State.WAITING,
        "年报.zip › 财政局/年报.txt",
        claim.id,
        0,
    )
    assert (view.unit, view.year, view.region, view.received_at) == ("财政局", 2023, "某县", NOW)
    assert store.members(claim.id) == [view, store.submission(second)]
    assert store.due_submissions(NOW) == [first, second]
    taken = claimed(store, first)
    assert (taken.display_name, taken.depth, taken.part) == ("年报.txt", 1, None)
    assert [entry.action for entry in store.history(first)] == ["submission.recorded", "submission.claimed"]
    assert store.history(first)[0].detail["parent"] == claim.id
    assert store.history(claim.id)[-1].detail == {"state": "已退出", "reason": REASON, "children": 2}


def test_what_could_not_be_taken_out_is_seen(store):
    claim = a_claim(store, name="年报.zip")
    lost = a_child("锁.docx", sha256="", size=0, reason="文件在压缩包里设有密码，取不出")
    expanded = store.expand(claim, [lost, a_child()], REASON, NOW)
    view = store.submission(expanded.children[0].submission_id)
    assert (view.state, view.reason, view.finished_at) == (State.NOT_ASSESSABLE, lost.reason, NOW)
    assert expanded.waiting == (expanded.children[1].submission_id,)
    assert store.requeue([view.id], NOW, "cli") == []


def test_content_that_was_dropped_before_is_a_duplicate(store):
    known = store.record_drops([a_drop("年报.txt", "甲")], NOW)[0].submission_id
    claim = a_claim(store, name="年报.zip", content="包")
    children = [a_child("一.txt", "甲"), a_child("二.txt", "乙"), a_child("三.txt", "乙"), a_child("己.zip", "包")]
    expanded = store.expand(claim, children, REASON, NOW)
    first, second, third, itself = (store.submission(row.submission_id) for row in expanded.children)
    assert [view.duplicate_of for view in (first, second, third, itself)] == [known, None, second.id, claim.id]
    assert expanded.waiting == (second.id,)
    assert third.reason.startswith(f"内容与第 {second.id} 号（年报.zip › 二.txt，")


def test_the_parts_of_a_file_are_told_apart(store):
    claim = a_claim(store, name="合集.docx", content="合")
    expanded = store.expand(claim, the_parts(claim.sha256, 2), nesting.divided(2), NOW)
    assert len(expanded.waiting) == 2
    ends = []
    for number in expanded.waiting:
        taken = claimed(store, number)
        ends.append(store.finish_checked(taken, a_checked(unit=f"第{taken.part}局"), NOW, no_notices))
    assert [(end.state, end.version) for end in ends] == [(State.CHECKED, 1)] * 2
    views = [store.submission(number) for number in expanded.waiting]
    assert [(view.file_name, view.part) for view in views] == [
        ("合集.docx › 第 1 份", 1),
        ("合集.docx › 第 2 份", 2),
    ]


def test_the_same_parts_in_another_file_are_duplicates(store):
    first = a_claim(store, name="合集.docx", content="合", unit_hint="甲局")
    second = a_claim(store, name="合集2.docx", content="合", unit_hint="乙局")
    [one, _] = store.expand(first, the_parts(first.sha256, 2), nesting.divided(2), NOW).waiting
    again = store.expand(second, the_parts(first.sha256, 2), nesting.divided(2), NOW)
    assert again.waiting == ()
    assert store.submission(again.children[0].submission_id).duplicate_of == one


def test_a_part_read_to_the_same_unit_is_a_duplicate_of_that_part_only(store):
    """The hints were different, and the text said the same."""
    claims = [a_claim(store, name=f"{n}.docx", content="合", unit_hint=f"{n}局") for n in range(2)]
    ends = []
    for claim in claims:
        children = [Child(claim.sha256, 3, "a", nesting.volume(n), part=n, unit_hint=f"{claim.id}{n}") for n in (1, 2)]
        for number in store.expand(claim, children, nesting.divided(2), NOW).waiting:
            taken = claimed(store, number)
            ends.append(store.finish_checked(taken, a_checked(unit=f"第{taken.part}局"), NOW, no_notices))
    assert [end.state for end in ends] == [State.CHECKED, State.CHECKED, State.REJECTED, State.REJECTED]
    twins = [store.submission(end.duplicate_of).part for end in ends[2:]]
    assert twins == [1, 2]


def test_an_archive_in_an_archive_knows_both(store):
    outer = a_claim(store, name="外.zip", content="外")
    [inner] = store.expand(outer, [a_child("县/内.zip", "内")], REASON, NOW).waiting
    [leaf] = store.expand(claimed(store, inner), [a_child("年报.txt", "叶")], REASON, NOW).waiting
    view = store.submission(leaf)
    assert (view.file_name, view.parent_id) == ("外.zip › 县/内.zip › 年报.txt", inner)
    assert claimed(store, leaf).depth == 2
    assert store.descendants(outer.id) == [inner, leaf]


def test_who_lost_the_lease_expands_nothing(store):
    claim = a_claim(store, name="年报.zip")
    store.claim([claim.id], later(100), LEASE, "host:2")
    with pytest.raises(LeaseLost):
        store.expand(claim, [a_child()], REASON, later(100))
    assert store.balance().seen == 1


def test_two_that_expand_the_same_archive_do_it_once(store, database_url):
    claim = a_claim(store, name="年报.zip")
    answers = race(2, expand_each, database_url, claim, [a_child(), a_child("b.txt", "b")], REASON)
    assert sorted(answers) == [0, 2]
    assert store.balance().seen == 3


def test_all_that_comes_out_of_one_drop_is_bounded(store, monkeypatch):
    monkeypatch.setattr(nesting, "MOST_FILES", 3)
    outer = a_claim(store, name="外.zip", content="外")
    [inner, _] = store.expand(outer, [a_child("内.zip", "内"), a_child("a.txt", "a")], REASON, NOW).waiting
    claim = claimed(store, inner)
    with pytest.raises(Unreadable, match="展开后共 4 个文件"):
        store.expand(claim, [a_child("b.txt", "b"), a_child("c.txt", "c")], REASON, NOW)
    assert store.balance().seen == 3
    assert store.submission(inner).state is State.PROCESSING


def test_an_archive_is_checked_again_by_its_members(store):
    outer = a_claim(store, name="外.zip", content="外")
    [inner, sound] = store.expand(outer, [a_child("内.zip", "内"), a_child("a.txt", "a")], REASON, NOW).waiting
    store.finish_checked(claimed(store, sound), a_checked(), NOW, no_notices)
    [leaf] = store.expand(claimed(store, inner), [a_child("坏.doc", "坏")], REASON, NOW).waiting
    store.finish(claimed(store, leaf), State.NOT_ASSESSABLE, "需要 LibreOffice", NOW)
    assert store.requeue([outer.id], NOW, "cli") == [leaf]
    assert store.submission(leaf).state is State.WAITING


def test_an_archive_dropped_again_brings_back_what_failed(store):
    """Our fault: who drops the same archive again must not be told that it was dealt with."""
    outer = a_claim(store, name="外.zip", content="外")
    [good, bad] = store.expand(outer, [a_child("a.txt", "a"), a_child("b.txt", "b")], REASON, NOW).waiting
    store.finish_checked(claimed(store, good), a_checked(), NOW, no_notices)
    store.finish(claimed(store, bad), State.FAILED, "程序出错", NOW)
    [again] = store.record_drops([a_drop("外2.zip", "外")], later(60))
    assert again.duplicate_of is None
    claim = claimed(store, again.submission_id, later(60))
    expanded = store.expand(claim, [a_child("a.txt", "a"), a_child("b.txt", "b")], REASON, later(60))
    assert [row.duplicate_of for row in expanded.children] == [good, None]


def test_a_database_of_the_first_schema_keeps_its_submissions(database_url, tmp_path):
    store = Store(database_url)
    (tmp_path / "data").mkdir()
    if database_url.startswith("sqlite"):
        (tmp_path / "data" / "gouji.db").touch()
    engine = create_engine(database_url)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO submissions (id, state, sha256, size, archived, raw_name, display_name, path, path_hash,"
                " attempts, received_at) VALUES (7, '待处理', 'ab', 1, true, :raw, '年报.txt', :raw, :raw, 0, :now)"
            ),
            {"raw": b"a.txt", "now": NOW},
        )
    engine.dispose()
    store.upgrade()
    view = store.submission(7)
    assert (view.file_name, view.parent_id, view.part, view.members) == ("年报.txt", None, None, 0)
    [claim] = store.claim([7], NOW, LEASE, "host:1")
    assert (claim.depth, claim.part) == (0, None)
    if database_url.startswith("sqlite"):
        assert store.record_drops([a_drop("b.txt", "b")], NOW)[0].submission_id == 8
    store.close()
