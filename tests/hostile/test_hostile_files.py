"""Each file of the corpus ends within its limits, in words, and leaves the worker and its memory as they were."""

import sys
import time

import pytest
from hostile_corpus import FILES
from hostile_endings import endings, megabytes

from gouji.commands.files import content_of
from gouji.convert import find_program
from gouji.errors import Unreadable
from gouji.model import Status

NEED_OFFICE = (".rtf", ".doc")
#: Seconds, on a machine that has other work: a file's own limit, twice for one that is tried again, and what follows.
LONGEST = 120
#: What stays with this process after any file: a report is a few hundred kilobytes.
MOST_KEPT = 150


def test_the_corpus_is_large():
    assert len(FILES) > 200


def test_a_file_of_500_megabytes_is_refused_for_its_size(tmp_path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(Unreadable, match="文件超过 100 MB；请"):
        content_of(path)


def test_the_memory_of_the_worker_is_back_after_all_of_them(reader, checker):
    """A second time through what costs most: nothing is left of it here or in the child."""
    costly = [name for name in FILES if name.startswith(("html-", "txt-", "xlsx-", "zip-"))]
    kept = []
    for _ in range(3):
        for name in costly[::4]:
            endings(FILES[name](), name, checker, reader)
        kept.append(megabytes())
    assert kept[2] - kept[0] < 30


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_words(name, reader, checker):
    if name.endswith(NEED_OFFICE) and find_program() is None:
        pytest.skip("needs LibreOffice")
    before = megabytes() if sys.platform == "linux" else 0
    content = FILES[name]()
    begun = time.monotonic()
    ended = endings(content, name, checker, reader)
    assert time.monotonic() - begun < LONGEST
    assert all(one.status is not Status.CHECKED for one in ended)
    if sys.platform == "linux":
        assert megabytes() - before - len(content) / 1e6 < MOST_KEPT
