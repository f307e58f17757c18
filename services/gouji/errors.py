"""One exception class for each failure that is ours or the operator's; a bad report never raises one of these.

`Absent`, `NotApplicable` and `Waiting` are how a rule says that it cannot or need not judge; the checker turns them
into results.
"""

from __future__ import annotations

import errno

_SYSTEM = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是目录，不是文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "符号链接循环",
    errno.EIO: "磁盘读写出错",
}


def words_of(problem: OSError) -> str:
    """What the operating system says, in Chinese where it is one of the usual things."""
    known = _SYSTEM.get(problem.errno or 0)
    return known or f"系统报告：{problem.strerror or type(problem).__name__}"


class GoujiError(Exception):
    """Base of everything below; its message is Chinese and meant for the person who has to act."""


class Absent(GoujiError):
    """A table or cell that a rule needs is not in the report, or cannot be read."""

    def __init__(self, what: str, why: str = "报告中没有找到") -> None:
        self.what = what
        super().__init__(f"{what}：{why}")


class NotApplicable(GoujiError):
    """The rule does not concern this report; the message says why."""


class Waiting(GoujiError):
    """The rule needs a document that is not here yet; the message says which."""


class Unreadable(GoujiError):
    """A file cannot be read as a document (无法核查); the message says why and what to do."""


class UnreadableFormat(Unreadable):
    """A file of a format that this installation does not read."""

    def __init__(self, what: str) -> None:
        super().__init__(f"暂不能读取{what}；请另存为 .docx、.html 或纯文本（.txt）后重新投递")


class NeedsConverter(Unreadable):
    """A file that only a converter can read; `format` is a key of `gouji.parse.FORMATS`."""

    def __init__(self, what: str, kind: str) -> None:
        self.format = kind
        super().__init__(
            f"读取{what}需要 LibreOffice，本机没有安装；"
            "请安装（Debian/Ubuntu：apt install --no-install-recommends libreoffice-writer-nogui），"
            "或另存为 .docx 后重新投递"
        )


class ReaderBroken(GoujiError):
    """A reader of ours made a mistake: `what` was raised, or it did not start. No word of the file is in here."""

    def __init__(self, what: str, traceback: str | None = None) -> None:
        super().__init__(f"读取时程序出错（{what}），请把文件交给开发者")
        if traceback:
            self.add_note(traceback)


class ConverterUnavailable(GoujiError):
    """LibreOffice is installed and does not run here: ours or the operator's fault, not the file's."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"转换程序不可用：{why}；请运行 gouji doctor")


class NotAReport(GoujiError):
    """A readable document that is no annual report (已退出); the message says what it seems to be."""


class RuleFault(GoujiError):
    """A rule file that cannot be used: names the file and, as far as known, the code."""

    def __init__(self, path: str, reason: str, code: str | None = None) -> None:
        self.path, self.reason, self.code = path, reason, code
        super().__init__(f"规则文件 {path}：{reason}")


class RuleBroken(GoujiError):
    """A rule of ours raised or did not come to an end; names its code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"规则 {code} 没有完成")


class UnknownCode(GoujiError):
    """A rule code that no loaded rule has, with the near ones."""

    def __init__(self, code: str, near: list[str]) -> None:
        self.code = code
        hint = f"；是否指 {'、'.join(near)}？" if near else ""
        super().__init__(f"没有编号为 {code} 的规则{hint}（用 gouji rules list 查看全部编号）")


class BadSetting(GoujiError):
    """A setting with a wrong value; names the variable."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        super().__init__(f"设置 {name}：{reason}")


class BadProfile(BadSetting):
    """A profile that cannot be used; names the file and the place in it."""

    def __init__(self, path: str, reason: str) -> None:
        self.name, self.path, self.reason = path, path, reason
        GoujiError.__init__(self, f"规则方案 {path}：{reason}")


class TransportError(GoujiError):
    """A message could not be delivered; `permanent` is the whole retry policy.

    `uncertain` means that it may have arrived all the same: the connection broke after the message had gone out.
    `for_all` means that it was not the recipient: nobody can be reached over this channel now.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool,
        retry_after: float | None = None,
        uncertain: bool = False,
        for_all: bool = False,
    ) -> None:
        self.permanent, self.retry_after, self.uncertain, self.for_all = permanent, retry_after, uncertain, for_all
        super().__init__(message)


class BadTarget(GoujiError):
    """A notification target that cannot be read; the message says how it should look."""


class LeaseLost(GoujiError):
    """A job was taken over by another worker, or is finished already: whoever sees this must write nothing."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} 已由其他进程接手或已有结果，本次结果作废")


class StoreUnavailable(GoujiError):
    """The database gives no answer, or cannot write; nothing was changed, and the work may be tried again later."""

    def __init__(self, why: str) -> None:
        super().__init__(f"数据库不可用：{why.strip()}")


class ArchiveDamaged(GoujiError):
    """Content that was archived is gone or is not what it was; only a backup of the archive helps."""

    def __init__(self, sha256: str, what: str) -> None:
        super().__init__(f"归档 {sha256[:12]}…：{what}；请从备份恢复归档目录")


class QueueUnavailable(GoujiError):
    """The workers cannot be told of work now; nothing is lost, the sweeper will tell them."""

    def __init__(self, why: str) -> None:
        super().__init__(f"消息代理不可用：{why.strip()}")


class ServiceRefused(GoujiError):
    """The service cannot start or go on here; the message says what to do."""
