"""One file through reading and checking, with every way it can end: what `gouji check` and the service share."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from gouji.check import Checker
from gouji.errors import ConverterUnavailable, NotAReport, ReaderBroken, Unreadable
from gouji.model import Bundle, Examined, Status
from gouji.parse import parse
from gouji.reader import Reader
from gouji.recognise import recognise


def examine(
    content: bytes,
    file: str,
    checker: Checker,
    *,
    reader: Reader | None = None,
    unit: str | None = None,
    year: int | None = None,
) -> Examined:
    """Read and check one file; a bad file is an answer, never an exception.

    Files from outside need a `reader`; without one they are read in this process, for good or ill.
    An error of our own while reading is the answer for that file too: the others must still be reported.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    form = None
    try:
        document = reader.read(content, file) if reader else parse(content, file)
        if isinstance(document, Bundle):
            raise Unreadable("这是压缩包或邮件；请取出其中的报告后逐个投递")
        form = document.format
        report = recognise(document, unit=unit, year=year, file_name=PurePath(file).name)
    except Unreadable as reason:
        return Examined(file, Status.NOT_ASSESSABLE, str(reason), sha256, form)
    except NotAReport as reason:
        return Examined(file, Status.REJECTED, str(reason), sha256, form)
    except (ReaderBroken, ConverterUnavailable) as problem:
        return Examined(file, Status.NOT_ASSESSABLE, str(problem), sha256, form)
    except Exception as problem:  # noqa: BLE001 - the edge of a parser
        why = f"读取时程序出错（{type(problem).__name__}: {problem}），请把文件交给开发者"
        return Examined(file, Status.NOT_ASSESSABLE, why, sha256, form)
    return Examined(file, Status.CHECKED, None, sha256, form, checker.check(report))
