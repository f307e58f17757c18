"""click's own words in Chinese.

click takes them from gettext, which chooses a language by the environment; our users' words are Chinese whatever the
machine's locale is, so the function that looks a phrase up is replaced in click's modules.
"""

from __future__ import annotations

import importlib

import click

PHRASES = {
    "Usage:": "用法：",
    "Usage: ": "用法：",
    "Options": "选项",
    "Arguments": "参数",
    "Commands": "命令",
    "Error: {message}": "错误：{message}",
    "Aborted!": "已中止。",
    "Show this message and exit.": "显示本说明。",
    "Show the version and exit.": "显示版本。",
    "Try '{command} {option}' for help.": "用 {command} {option} 查看用法。",
    "No such option: {name}": "没有选项 {name}",
    "No such option {name!r}.": "没有选项 {name}。",
    "Did you mean {possibility}?": "是否指 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否指 {possibilities}？）",
    "No such command {name!r}.": "没有命令 {name}。",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少 {param_type}",
    "Invalid value: {message}": "值不合适：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不合适：{message}",
    "{value!r} is not a valid {number_type}.": "{value} 不是数字。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{value!r} is not one of {choices}.": "{value} 不是 {choices} 之一。",
    "Choose from:\n\t{choices}": "可选：{choices}",
    "{name} {filename!r} does not exist.": "{name} {filename} 不存在。",
    "{name} {filename!r} is a file.": "{name} {filename} 是文件。",
    "{name} {filename!r} is a directory.": "{name} {filename} 是目录。",
    "{name} {filename!r} is not readable.": "没有权限读 {name} {filename}。",
    "{name} {filename!r} is not writable.": "没有权限写 {name} {filename}。",
    "Option {name!r} requires an argument.": "选项 {name} 后面应有值。",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Got unexpected extra argument ({args})": "多出的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多出的参数（{args}）",
    "default: {default}": "默认 {default}",
    "(DEPRECATED)": "（已停用）",
    "required": "必填",
    "file": "文件",
    "directory": "目录",
    "path": "路径",
    "File": "文件",
    "Directory": "目录",
    "Path": "路径",
}


def speak_chinese() -> None:
    """Let click's own messages be Chinese in this process."""
    for name in ("core", "exceptions", "decorators", "formatting", "parser", "types"):
        module = importlib.import_module(f"click.{name}")
        for function, replacement in (("_", _phrase), ("ngettext", _plural)):
            if hasattr(module, function):
                setattr(module, function, replacement)


def name_parts_in_chinese(command: click.Command) -> None:
    """What stands for options and sub-commands in the usage line of a command and of those below it."""
    command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for below in command.commands.values():
            name_parts_in_chinese(below)


def _phrase(message: str) -> str:
    return PHRASES.get(message, message)


def _plural(one: str, many: str, count: int) -> str:
    return PHRASES.get(one, one) if count == 1 else PHRASES.get(many, many)
