"""The rule host's own process: loads rule files and runs their rules, one answer a request.

Started by `gouji.rule.host` as `python -m gouji.rule.hosted`. Standard output is taken away from the rules, so that a
`print` cannot break the protocol; memory, files and open files are limited; the process dies with its parent.
"""

from __future__ import annotations

import base64
import re
from types import ModuleType
from typing import Any

import msgspec

from gouji.errors import RuleFault
from gouji.isolation.inside import Channel, limit, tie_to_parent
from gouji.model import Outcome
from gouji.rule.defaults import like_default, packed
from gouji.rule.definition import Context, Rule
from gouji.rule.host import Answer, Described, Loaded, Trace
from gouji.rule.judging import call
from gouji.rule.loading import module_rules
from gouji.rule.tracing import trace

_MEMORY = 1 << 30
_OPEN_FILES = 64
#: A character that Python does not know outside a text, mostly a full-width mark.
_STRANGE = re.compile(r"invalid (?:non-printable )?character '?([^']*?)'? ?\(?U\+")


def main() -> None:
    """Answer requests until there are no more."""
    channel = Channel()
    limit(_MEMORY, _OPEN_FILES)
    tie_to_parent()
    rules: dict[str, Rule] = {}
    judged: Context | None = None
    channel.send(b"")
    while (asked := channel.receive()) is not None:
        request = msgspec.json.decode(asked)
        if "load" in request:
            source = base64.b64decode(request["source"])
            channel.send(msgspec.json.encode(_load(request["load"], source, rules)))
        elif "report" in request:
            judged = msgspec.json.decode(asked, type=Context)
            channel.send(b"{}")
        elif "trace" in request:
            channel.send(msgspec.json.encode(_trace(request["trace"], rules, judged)))
        else:
            channel.send(msgspec.json.encode(_run(request, rules, judged)))


def _syntax_fault(problem: SyntaxError) -> str:
    """What the parser complains of; what people do by mistake in Chinese."""
    said = problem.msg or ""
    if "codec can't decode" in said or said.startswith("Non-UTF-8"):
        return "不是 UTF-8 编码的文本，请在编辑器中另存为 UTF-8"
    if found := _STRANGE.match(said):
        said = f"程序里不能用“{found[1] or '看不见的字符'}”，标点和空格应为半角"
    return f"第 {problem.lineno} 行语法错误：{said}"


def _load(path: str, source: bytes, rules: dict[str, Rule]) -> Loaded:
    try:
        found = module_rules(_module(path, source), path)
    except RuleFault as fault:
        return Loaded(fault=fault.reason, code=fault.code)
    except SyntaxError as problem:
        return Loaded(fault=_syntax_fault(problem))
    except SystemExit as ending:
        return Loaded(fault=f"加载时试图结束进程（SystemExit: {ending.code}）")
    except Exception as problem:  # noqa: BLE001 - the edge of a rule file
        return Loaded(fault=f"加载时出错：{type(problem).__name__}: {problem}")
    for rule in found:
        rules.setdefault(rule.code, rule)
    return Loaded(tuple(msgspec.convert(msgspec.to_builtins(_fields(rule)), Described) for rule in found))


def _module(path: str, source: bytes) -> object:
    """The module of this source, by the name of its file in tracebacks."""
    module = ModuleType(f"gouji_folder_rule_{abs(hash(path))}")
    module.__file__ = path
    exec(compile(source, path, "exec"), module.__dict__)  # noqa: S102 - it is what this process is for
    return module


def _fields(rule: Rule) -> dict[str, Any]:
    fields = {name: getattr(rule, name) for name in Described.__struct_fields__}
    return fields | {"parameters": {name: packed(value) for name, value in rule.parameters.items()}}


def _run(request: dict[str, Any], rules: dict[str, Rule], judged: Context | None) -> Answer:
    rule = rules.get(request["run"])
    if rule is None or rule.function is None or judged is None:
        return Answer(outcome=Outcome.ERROR, reason="规则进程中没有这条规则")
    given = {name: like_default(rule.parameters[name], value) for name, value in request["parameters"].items()}
    return call(rule, rule.settled(judged.unit_type) | given, judged)


def _trace(code: str, rules: dict[str, Rule], judged: Context | None) -> Trace:
    return trace(rules[code], judged) if code in rules and judged is not None else Trace()


if __name__ == "__main__":
    main()
