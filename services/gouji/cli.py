"""The command line: a table of commands, each in a module of `gouji.commands` that is imported when it is used."""

from __future__ import annotations

import importlib
import io
import sys
from typing import Any

import click

from gouji.chinese import name_parts_in_chinese, speak_chinese
from gouji.errors import BadSetting, GoujiError

#: name → (module, one line of help)
COMMANDS = {
    "check": ("check", "核查报告文件，不需要数据库和服务"),
    "up": ("up", "在本机运行整套服务"),
    "demo": ("demo", "把自带的样例报告投入收件箱，并显示核查结果"),
    "rules": ("rules", "查看规则"),
    "findings": ("findings", "查看服务已发现的问题"),
    "reports": ("reports", "查看服务已收到的报告"),
    "units": ("units", "单位登记，谁还没有报送"),
    "subscriptions": ("subscriptions", "管理通知订阅"),
    "watch": ("watch", "只运行收件（用于多机部署）"),
    "worker": ("worker", "只运行核查与通知进程（用于多机部署）"),
    "web": ("web", "只运行页面（用于多机部署）"),
    "db": ("db", "数据库维护"),
    "doctor": ("doctor", "检查本机能读哪些格式、服务能否运行"),
}


#: What a shell reports of a command that Ctrl-C ended; 1 would say that there are findings.
INTERRUPTED = 130


class _Misconfigured(click.ClickException):
    """A wrong setting is wrong usage."""

    exit_code = 2


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called or asked for help."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Begin: click speaks Chinese from here on, and a screen that lacks a character shows another for it."""
        speak_chinese()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        return super().main(*args, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"gouji.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        name_parts_in_chinese(command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what the operator has to mend is one line, not a traceback."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\n已中止。", err=True)
            ctx.exit(INTERRUPTED)
        except GoujiError as problem:
            failure = _Misconfigured if isinstance(problem, BadSetting) else click.ClickException
            raise failure(str(problem)) from problem

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="gouji", prog_name="gouji", message="%(prog)s %(version)s", help="显示版本。")
def main() -> None:
    """勾稽：核查政府信息公开工作年度报告。

    \b
    gouji check 报告.docx          核查一份报告
    gouji up                       启动服务：把报告放进收件箱，几秒后主管单位收到问题清单
    gouji rules explain T3-01      查看一条规则的依据、反例和正例
    """


name_parts_in_chinese(main)
