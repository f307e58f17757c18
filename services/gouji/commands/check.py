"""`gouji check`: read and check files; no broker, no database, no settings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from gouji.commands.delivery import delivered, require_a_file, require_writable
from gouji.commands.rule_pages import PROFILE
from gouji.commands.trial_findings import SHOW_TRIAL
from gouji.commands.trial_findings import show_trial as shown_trial
from gouji.errors import UnknownCode, Unreadable
from gouji.model import Outcome, Severity, Status

if TYPE_CHECKING:
    from gouji.check import Checker
    from gouji.examination import Recognised
    from gouji.model import Examined
    from gouji.reader import Reader
    from gouji.rule import RuleSet

T = TypeVar("T")
FORMS = ("text", "json", "sarif", "junit", "xlsx", "html")
FINDINGS, UNFINISHED = 1, 3


class _Codes(click.ParamType[list[str]]):
    name = "编号,…"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:
        return [code.strip().upper() for code in value.replace("，", ",").split(",") if code.strip()]


@click.command()
@click.argument("paths", metavar="路径…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="输出格式，默认 text。")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="写入文件，而不是标准输出。")
@click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="自定义规则目录，可重复。")
@PROFILE
@click.option("--select", type=_Codes(), default="", help="只用这些规则，例如 T3-01,NA-07。")
@click.option("--ignore", type=_Codes(), default="", help="不用这些规则。")
@click.option("--year", type=click.IntRange(2008, 2099), metavar="年份", help="报告年度，代替文中所写。")
@click.option("--unit", metavar="名称", help="单位全称，代替文中所写。")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    help="有此级别及以上的问题时退出状态为 1，默认 error。",
)
@click.option(
    "--together", is_flag=True, help="把一起给出的报告互相比较：同一单位的上一年度报告，同一年度各单位是否雷同。"
)
@SHOW_TRIAL
def check(
    paths: Sequence[Path],
    form: str,
    output: Path | None,
    folders: Sequence[Path],
    profile: str | None,
    select: list[str],
    ignore: list[str],
    year: int | None,
    unit: str | None,
    fail_on: str,
    together: bool,  # noqa: FBT001 - a flag of the command line
    show_trial: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """核查年度报告文件；路径可以是文件或目录（目录会逐层查找）。

    \b
    gouji check 报告.docx
    gouji check 各单位报告/ --format json --output 结果.json
    gouji check 各单位报告/ --format xlsx --output 台账.xlsx
    gouji check 年报.zip                 压缩包和邮件里的每份报告各有结果
    gouji check 报告.txt --select T3-01,T3-02 --year 2023 --unit 某县财政局
    gouji check 报告.html --rules 我的规则/ --profile 方案.toml
    gouji check 2023年/ 2024年/ --together   还核对与上年的衔接、各单位是否雷同

    \b
    退出状态：0 没有达到 --fail-on 级别的问题；1 有问题；2 用法有误；
              3 有文件读不出，或有规则没能运行（其余照常报告）。
    """
    from gouji.convert import Converter
    from gouji.reader import Reader

    require_writable(output)
    require_a_file(form, output)
    files = [file for file in _files(paths) if output is None or file.absolute() != output.absolute()]
    tally = _Tally()
    # The reader's child comes up while this process gets ready; LibreOffice, when a file needs it.
    with Converter() as converter, Reader(convert=converter.to_odt) as reader:
        from gouji.check import Checker
        from gouji.names import printable
        from gouji.output import Filed, open_form

        ruleset = _rules(folders, profile, select, ignore)
        on_screen = form == "text" and output is None and _is_terminal(sys.stdout)
        with Checker(ruleset) as checker, delivered(form, output) as stream:
            known = _Known(reader, (unit or "").strip() or None, year)
            judged = _together if together else _one_by_one
            written = open_form(form, stream, ruleset, **({"colour": on_screen} if form == "text" else {}))
            for one in judged(files, checker, known):
                written.add(Filed(one))
                tally.add(one)
                if show_trial:
                    shown_trial(one)
                if one.status is Status.NOT_ASSESSABLE and not on_screen:
                    click.echo(f"{printable(one.file)}：无法核查：{one.reason}", err=True)
            written.finish()
    sys.exit(tally.status(fail_on, faulty=bool(ruleset.faults)))


def _rules(folders: Sequence[Path], profile: str | None, select: list[str], ignore: list[str]) -> RuleSet:
    """The rules chosen; what is wrong with those of the folders is said."""
    from gouji.commands.rule_pages import loaded

    ruleset = loaded(folders, profile)
    for fault in ruleset.faults:
        click.echo(str(fault), err=True)
    try:
        chosen = ruleset.select(select, ignore)
    except UnknownCode as problem:
        raise click.UsageError(str(problem)) from None
    if select:
        for words in _asleep(chosen):
            click.echo(words, err=True)
    return chosen


def _asleep(chosen: RuleSet) -> Iterator[str]:
    """Of the rules that were asked for by their codes, those that decide nothing, and what lets them."""
    words = {
        "trial": "在试行，不影响结论；加 --show-trial 看它的发现",
        "draft": "是草案，没有运行；在方案中写 on = true 启用（--profile）",
        "retired": "已经停用，没有运行",
    }
    for rule in chosen.rules:
        if said := words.get(rule.status.value):
            yield f"规则 {rule.code} {said}"


def _files(paths: Sequence[Path]) -> list[Path]:
    from gouji.commands.files import files

    found = [(path, files([path])) for path in paths]
    empty = [path for path, below in found if not below]
    if len(empty) == len(found):
        raise click.UsageError(f"没有可核查的文件：{'、'.join(map(str, empty))} 是空目录")
    for path in empty:
        click.echo(f"{path}：目录中没有文件", err=True)
    return [file for _, below in found for file in below]


@dataclass(frozen=True, slots=True)
class _Known:
    """What reads the files, and what is told of them on the command line."""

    reader: Reader
    unit: str | None
    year: int | None


def _one_by_one(files: Sequence[Path], checker: Checker, known: _Known) -> Iterator[Examined]:
    """Each report for itself."""
    from gouji.model import Examined

    for file in _with_progress(files, "核查", len(files)):
        for one in _read(file, known):
            yield one if isinstance(one, Examined) else one.with_answer(checker.check(one.report))


def _together(files: Sequence[Path], checker: Checker, known: _Known) -> Iterator[Examined]:
    """Each report beside the others: all files are read first."""
    from gouji.batch import Batch

    with Batch() as batch:
        for file in _with_progress(files, "读取", len(files)):
            for one in _read(file, known):
                batch.add(one)
        yield from _with_progress(batch.judged(checker), "核查", len(batch))


def _read(file: Path, known: _Known) -> Iterator[Examined | Recognised]:
    from gouji.commands.files import content_of, shown
    from gouji.examination import recognise_all
    from gouji.model import Examined

    try:
        content = content_of(file)
    except Unreadable as reason:
        yield Examined(shown(file), Status.NOT_ASSESSABLE, str(reason))
        return
    yield from recognise_all(content, shown(file), reader=known.reader, unit=known.unit, year=known.year)


def _with_progress(things: Iterable[T], what: str, count: int) -> Iterator[T]:
    """A bar on a terminal when there is enough to wait for, and only there."""
    if count < 5 or not _is_terminal(sys.stderr):  # noqa: PLR2004 - fewer are done before a bar can be read
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=what, total=count, console=Console(stderr=True), transient=True)


def _is_terminal(stream: object) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)())


class _Tally:
    """What the exit status depends on; the reports themselves are not kept."""

    def __init__(self) -> None:
        self._unread = self._broken = False
        self._gravest: int | None = None

    def add(self, one: Examined) -> None:
        self._unread |= one.status is Status.NOT_ASSESSABLE
        if one.checked is None:
            return
        self._broken |= any(result.outcome in (Outcome.ERROR, Outcome.TIMEOUT) for result in one.checked.results)
        ranks = [finding.severity.rank for finding in one.checked.findings if finding.severity is not None]
        self._gravest = min([*ranks, *([] if self._gravest is None else [self._gravest])], default=None)

    def status(self, fail_on: str, *, faulty: bool) -> int:
        if self._unread or self._broken or faulty:
            return UNFINISHED
        if fail_on == "never" or self._gravest is None:
            return 0
        return FINDINGS if self._gravest <= Severity(fail_on).rank else 0
