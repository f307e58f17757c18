from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from notify_samples import BLANK, CLEAN, FIRST, REPORT, SECOND, UNFINISHED, WEB_URL, ZONE, many, same_as_file

from gouji.digest import Digest, FindingStatus
from gouji.evidence import clean, evidence
from gouji.model import Change, Finding, Place, Proposal, Quote, Severity
from gouji.notify.alert import describe
from gouji.notify.channels.dingtalk import rendering as dingtalk
from gouji.notify.channels.feishu import rendering as feishu
from gouji.notify.channels.wecom import rendering as wecom
from gouji.notify.compose import compose
from gouji.notify.markdown import neutral
from gouji.notify.robot import encoded
from gouji.notify.target import Channel

HOSTILE = "<script>alert(1)</script>[点此](http://evil.example)<@all><at id=all></at>**x**\u202e\x07\r\nBcc: x@y"


def message(digest: Digest, channel: Channel):
    return compose(digest, channel, zone=ZONE, web_url=WEB_URL)


@pytest.mark.parametrize(("name", "digest"), [("first", FIRST), ("second", SECOND), ("clean", CLEAN)])
def test_mail_reads_as_kept(name, digest):
    mail = message(digest, Channel.EMAIL)
    same_as_file(f"{name}.txt", f"{mail.subject}\n\n{mail.text}")
    same_as_file(f"{name}.html", mail.html)


@pytest.mark.parametrize(("name", "digest"), [("first", FIRST), ("second", SECOND)])
def test_the_robots_markdown_reads_as_kept(name, digest):
    text = message(digest, Channel.WECOM).text
    same_as_file(f"{name}.md", text + "\n")
    assert message(digest, Channel.DINGTALK).text == text
    assert message(digest, Channel.FEISHU).text == text


@pytest.mark.parametrize(("name", "digest"), [("first", FIRST), ("second", SECOND)])
def test_the_webhooks_json_reads_as_kept(name, digest):
    payload = message(digest, Channel.WEBHOOK).payload
    same_as_file(f"{name}.json", json.dumps(payload, ensure_ascii=False, indent=1) + "\n")


def test_the_subject_is_the_whole_in_one_line():
    assert (
        message(FIRST, Channel.EMAIL).subject == "【年报核查】云溪县公安局 2019年度 需修改（有问题） 错误2 警告1 提示1"
    )
    assert (
        message(SECOND, Channel.EMAIL).subject
        == "【年报核查】云溪县公安局 2019年度（第2版） 需修改（有问题） 错误1 警告1 提示1"
    )
    assert (
        message(UNFINISHED, Channel.EMAIL).subject
        == "【年报核查】云溪县公安局 2019年度 需人工核对（检查不完整） 错误0 警告0 提示0"
    )
    assert message(CLEAN, Channel.EMAIL).subject == "【年报核查】云溪县公安局 2019年度 通过（合规） 错误0 警告0 提示0"


def test_a_report_that_does_not_name_its_unit_and_year_says_so():
    nameless = replace(FIRST, unit=None, year=None)
    assert message(nameless, Channel.EMAIL).subject.startswith("【年报核查】（报告未写明单位） （年度不明） 需修改")


def test_of_findings_equally_grave_the_new_ones_come_first():
    still = tuple((finding, FindingStatus.STILL) for finding, _ in many(1).findings)
    mixed = replace(SECOND, findings=(*still, *((finding, FindingStatus.NEW) for finding, _ in many(2).findings[1:])))
    assert [(item.heading, item.still) for item in describe(mixed, zone=ZONE).items] == [
        ("XX-02 例（新问题）", False),
        ("XX-01 例（仍未整改）", True),
    ]


def test_a_mail_lists_a_hundred_findings_and_counts_the_rest():
    text = message(many(130), Channel.EMAIL).text
    assert text.count("[错误]") == 100
    assert "另有 30 项，见报告页面。" in text


def test_infos_are_counted_and_written_out_for_those_who_ask():
    told, asked = (compose(FIRST, Channel.EMAIL, zone=ZONE, infos=infos) for infos in (False, True))
    assert "提示 1 项，见报告页面。" in told.text
    assert "[提示]" not in told.text
    assert "项，见报告页面" not in asked.text
    assert asked.text.index("[警告]") < asked.text.index("[提示]")
    assert ">提示</span>" in asked.html
    assert told.subject == asked.subject


def test_without_a_page_address_there_is_no_link():
    mail = compose(FIRST, Channel.EMAIL, zone=ZONE)
    assert "http" not in mail.text
    assert "href" not in mail.html


class _Reader(HTMLParser):
    """What a mail client would make of the HTML: its tags with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def hostile() -> Digest:
    finding = Finding(
        message=f"问题 {HOSTILE}",
        quotes=(Quote(HOSTILE, Place(line=4)),),
        equation=HOSTILE,
        severity=Severity.ERROR,
        advice=HOSTILE,
        rule="TQ-01",
        title=HOSTILE,
        basis=HOSTILE,
    )
    return replace(
        FIRST, unit=HOSTILE, file_name=HOSTILE, findings=((finding, FindingStatus.NEW),), fixed=(finding,), version=2
    )


def test_html_of_a_hostile_report_has_no_tag_of_the_reports():
    reader, harmless = _Reader(), _Reader()
    reader.feed(message(hostile(), Channel.EMAIL).html)
    harmless.feed(message(replace(hostile(), unit="甲", file_name="甲.txt"), Channel.EMAIL).html)
    assert [tag for tag, _ in reader.tags] == [tag for tag, _ in harmless.tags]
    assert {tag for tag, _ in reader.tags} == {
        *("html", "head", "meta", "title", "body", "table", "tr", "td", "div", "strong", "span", "a")
    }
    assert "<script>alert(1)</script>" in reader.words


def test_html_asks_nothing_of_any_other_machine():
    reader = _Reader()
    reader.feed(message(FIRST, Channel.EMAIL).html)
    addresses = [
        value for _, attributes in reader.tags for name, value in attributes.items() if name in ("href", "src")
    ]
    assert addresses == [f"{WEB_URL}/submissions/7"]
    assert "url(" not in message(FIRST, Channel.EMAIL).html


def test_a_subject_is_one_line_without_control_characters():
    subject = message(hostile(), Channel.EMAIL).subject
    assert not re.search(r"[\x00-\x1f\u202e]", subject)


@pytest.mark.parametrize("channel", [Channel.WECOM, Channel.DINGTALK, Channel.FEISHU])
def test_no_link_mention_or_emphasis_comes_out_of_a_report_into_a_chat(channel):
    text = message(hostile(), channel).text
    assert re.findall(r"\]\(([^)]*)\)", text) == [f"{WEB_URL}/submissions/7"]
    assert "<" not in text
    assert "&" not in text
    assert "**x**" not in text


def test_neutral_keeps_figures_and_file_names_as_they_are():
    assert neutral("12 + 0 = 11 - 1 年报_2019.docx (1)") == "12 + 0 = 11 - 1 年报＿2019.docx (1)"
    assert neutral("a_b [bookmark: _GoBack]58 *") == "a_b ［bookmark: ＿GoBack］58 ＊"


def test_an_address_in_a_report_is_no_link():
    assert neutral("详见 http://evil.example/x") == "详见 http：//evil.example/x"


def wecom_size(text: str) -> int:
    return len(text.encode())


def test_a_message_too_long_for_wecom_is_cut_at_whole_findings():
    text = message(many(30), Channel.WECOM).text
    shown = re.findall(r"\*\*【错误】(XX-\d\d)", text)
    assert wecom_size(wecom.marked(text)) <= 4096
    assert shown == [f"XX-{number:02}" for number in range(1, len(shown) + 1)]
    assert text.count("依据：") == len(shown)
    assert text.endswith(f"另有 {30 - len(shown)} 项，详见[报告页面]({WEB_URL}/submissions/7)。编号 7")
    longer = message(many(len(shown) + 1), Channel.WECOM).text
    assert "另有 1 项" in longer


def test_findings_that_do_not_even_fit_one_by_one_are_named():
    giant = many(3, filler="很长" * 40)
    wide = tuple(
        (
            Finding(
                **{f: getattr(x, f) for f in x.__struct_fields__}
                | {
                    "quotes": tuple(Quote(str(n) + "长" * 119, Place(line=n)) for n in range(3)),
                    "advice": "长" * 300,
                    "basis": "长" * 200,
                    "cells": ("三.R01.自然人",) * 8,
                    "equation": "1" * 300,
                }
            ),
            status,
        )
        for x, status in giant.findings
    )
    text = message(replace(giant, findings=wide), Channel.WECOM).text
    assert wecom_size(wecom.marked(text)) <= 4096
    assert "【错误】XX-01" in text


@pytest.mark.parametrize("digest", [many(0), many(1), many(40), many(100, filler='"\\\n'), hostile()])
def test_every_robots_request_is_within_its_bound_even_when_marked_as_a_repeat(digest):
    assert wecom_size(wecom.marked(message(digest, Channel.WECOM).text)) <= 4096
    assert len(encoded(dingtalk.request(message(digest, Channel.DINGTALK), repeat=True))) <= 20_000
    assert len(encoded(feishu.request(message(digest, Channel.FEISHU), repeat=True))) <= 20_000 - 120


def test_dingtalk_is_told_where_lines_end():
    request = dingtalk.request(message(FIRST, Channel.DINGTALK), repeat=False)
    assert request["msgtype"] == "markdown"
    assert request["markdown"]["title"] == "【年报核查】云溪县公安局 2019年度 需修改（有问题） 错误2 警告1 提示1"
    assert all(line.endswith("  ") for line in request["markdown"]["text"].split("\n")[:-1])


def test_the_colour_of_a_feishu_card_is_the_verdicts():
    colours = [
        feishu.request(message(digest, Channel.FEISHU), repeat=False)["card"]["header"]["template"]
        for digest in (FIRST, UNFINISHED, CLEAN)
    ]
    assert colours == ["red", "orange", "green"]


@pytest.mark.parametrize(
    ("finding", "lines"),
    [
        (BLANK, {"位置": "表三 四、结转下年度继续办理·自然人（第308行）", "现值": "（空白）"}),
        (Finding("缺第六部分", rule="ST-01"), {"位置": "全文"}),
        (Finding("标题", quotes=(Quote("年报", Place(line=1)),)), {"位置": "标题第1行", "原文": "“年报”"}),
        (Finding("格", cells=("三.R21.总计",)), {"位置": "表三 （六）其他处理·总计", "现值": "（报告中没有这一格）"}),
        (
            Finding("数", cells=("三.R01.自然人", "三.R02.自然人")),
            {
                "位置与现值": "表三 一、本年新收政府信息公开申请数量：自然人=“12”；"
                "表三 二、上年结转政府信息公开申请数量：自然人=“0”"
            },
        ),
    ],
)
def test_a_place_is_named_in_the_words_of_the_form(finding, lines):
    words = dict(evidence(finding, REPORT))
    assert {label: words.get(label) for label in ("位置", "原文", "现值", "位置与现值") if label in words} == lines


def test_clean_is_one_line_of_visible_characters():
    assert clean(" 甲\u200b\r\n乙\t\x00丙\ud800 ") == "甲 乙 丙"
    assert clean("长" * 200) == "长" * 119 + "…"


def test_what_a_proposal_says_is_not_said_a_second_time_as_certain():
    proposal = Proposal(1, "最可能", (Change("三.R02.总计", "3", "2"),), "与上一年度报告一致")
    finding = Finding("不符", expected={"三.R02.总计": Decimal(2), "三.R01.总计": Decimal(5)}, proposals=(proposal,))
    said = [(label, words) for label, words in evidence(finding, REPORT) if label.startswith("应为")]
    assert [label for label, _ in said] == ["应为", "应为（最可能）"]
    assert "本年新收" in said[0][1]
    assert "结转" not in said[0][1]
