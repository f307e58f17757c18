"""What is wrong with a file that is no YAML, in words for people who write rules.

The parser complains of the line where it gave up. What people do is a full-width colon, a colon without a space, a tab
or a quotation mark without its partner, mostly one line above; that line is named.
"""

from __future__ import annotations

import re

import yaml

_ENCODING = "不是 UTF-8 编码的文本，请在编辑器中另存为 UTF-8"
_KEY = r"[^\s#:：\"'“”\[\]{}|>-][^\s#:：\"'“”]*(?: [A-Za-z]\S*)*?"
#: What people write in place of `key: value`, at the beginning of a line without indentation.
_SLIPS = (
    (re.compile(rf"({_KEY})\s*：(?!\s*=)"), "“{}”后面的冒号是全角的，应为半角“:”加一个空格"),
    (re.compile(rf"({_KEY}):(?=[^\s:])"), "“{}”的冒号后面应有一个空格"),
)
#: How the parser's complaints begin, and what they mean.
_MEANINGS = (
    ("found a tab character", "缩进用了制表符（Tab），应改为空格"),
    ("mapping values are not allowed", "缩进不对，或者文字中有半角冒号；含有“: ”的文字要写在引号里"),
    ("could not find expected ':'", "这一行或上一行没有写成“键: 值”"),
    ("found unexpected end of stream", "引号没有成对"),
    ("found unexpected document indicator", "引号没有成对"),
    ("did not find expected ',' or", "括号没有成对，或者各项之间没有用半角逗号“,”隔开"),
    ("did not find expected node content", "括号或者逗号的写法不对"),
    ("did not find expected '-'", "各项应各占一行、以“- ”开头，缩进相同"),
    ("did not find expected key", "缩进不齐，或者引号、括号之后还有文字"),
    ("did not find expected comment or line break", "“|”之后应当换行"),
    ("found unknown escape character", "双引号中的“\\”要写成“\\\\”，或者改用单引号"),
    ("found undefined tag handle", "文字不能以“!”开头，要写在引号里"),
    ("control characters are not allowed", "有看不见的控制字符"),
)
_START = "不能以这个字符开头，要写在引号里"
_TAB = "\t"


def yaml_fault(content: bytes, problem: Exception) -> str:
    """The line, as far as it is known, and what is wrong with it: 第3行，不是合法的 YAML：……"""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return _ENCODING
    mark = getattr(problem, "problem_mark", None) if isinstance(problem, yaml.MarkedYAMLError) else None
    if mark is None:
        return f"不是合法的 YAML：{_meaning(str(problem), '')}"
    last = min(mark.line, len(lines) - 1)
    return _slip(lines[: last + 1]) or f"第{mark.line + 1}行，不是合法的 YAML：{_meaning(_said(problem), lines[last])}"


def _said(problem: Exception) -> str:
    return str(getattr(problem, "problem", None) or "")


def _slip(lines: list[str]) -> str | None:
    """The last line up to the complaint that is written as people write a key by mistake."""
    for number in range(len(lines), 0, -1):
        for pattern, words in _SLIPS:
            if found := pattern.match(lines[number - 1]):
                return f"第{number}行，不是合法的 YAML：{words.format(found[1])}"
    return None


def _meaning(said: str, line: str) -> str:
    if said.startswith("found character that cannot start any token"):
        return _MEANINGS[0][1] if line.startswith(_TAB) else _START
    return next((words for start, words in _MEANINGS if said.startswith(start)), "写法不对")
