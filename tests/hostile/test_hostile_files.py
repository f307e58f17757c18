"""Each file of the corpus ends within its limits, in words, and leaves the worker and its memory as they were."""

import sys
import time

import pytest
from hostile_corpus import FILES
from hostile_endings import endings, megabytes

from gouji.convert import find_program
from gouji.model import Status

NEED_OFFICE = (".rtf", ".doc")
#: Seconds: a file's own limit, twice for the one that is tried again, and what comes after reading.
LONGEST = 45
#: What stays with this process after any file: a report is a few hundred kilobytes.
MOST_KEPT = 150


def test_the_corpus_is_large():
    assert len(FILES) > 200


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
