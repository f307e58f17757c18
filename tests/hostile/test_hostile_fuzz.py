"""Bytes thrown at each reader, in this process: whatever comes, a document or a reason in words.

GOUJI_TEST_FUZZ sets how many examples each test takes; a night takes a hundred thousand.
"""

import io
import os
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_hostile_damage import SMALL, read_or_refused

from gouji.parse import FORMATS

EXAMPLES = int(os.environ.get("GOUJI_TEST_FUZZ", "25"))
MUTATIONS = 20
IN_PROCESS = [kind for kind, form in FORMATS.items() if form.module is not None]

fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def mutated(content, chance):
    """A few bytes changed, pieces dropped, doubled, swapped, or put in from what readers stumble over."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) or 1)
        piece = changed[at : at + chance.randint(1, 60)]
        match chance.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + len(piece)]
            case 2:
                changed[at:at] = piece * chance.randint(1, 50)
            case 3:
                changed[at : at + len(piece)] = piece[::-1]
            case _:
                changed[at:at] = chance.choice(
                    [
                        b"\0\0\0\0",
                        b"\xff\xff\xff\xff",
                        b"-1",
                        b"99999999999",
                        b"</",
                        b"]]>",
                        b'"',
                        b"<w:p>",
                        b"nan",
                        b"()",
                    ]
                )
    return bytes(changed)


@pytest.mark.parametrize("kind", SMALL)
@fuzzed
@given(seed=st.integers(0, 2**32))
def test_a_file_mutated_is_read_or_refused(kind, seed):
    chance = random.Random(seed)
    content = SMALL[kind]()
    for _ in range(MUTATIONS):
        read_or_refused(mutated(content, chance), f"报告.{kind}")


@pytest.mark.parametrize("kind", IN_PROCESS)
@fuzzed
@given(content=st.binary(max_size=400))
def test_any_bytes_given_to_a_reader_are_read_or_refused(kind, content):
    """Also when the sniffing took the file for something that it is not."""
    read_or_refused(content, "报告", kind=kind)


@pytest.mark.parametrize("kind", IN_PROCESS)
@fuzzed
@given(other=st.sampled_from(sorted(SMALL)))
def test_a_file_of_another_format_is_read_or_refused(kind, other):
    read_or_refused(SMALL[other](), "报告", kind=kind)


INSIDE = {
    "docx": "word/document.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "odt": "content.xml",
    "ofd": "Doc_0/Pages/Page_0/Content.xml",
}


@pytest.mark.parametrize("kind", INSIDE)
@fuzzed
@given(seed=st.integers(0, 2**32))
def test_a_part_mutated_within_a_sound_package_is_read_or_refused(kind, seed):
    """Mutations behind the checksums of the archive: here the reader of the part gets them."""
    chance = random.Random(seed)
    for _ in range(MUTATIONS):
        read_or_refused(repacked(SMALL[kind](), INSIDE[kind], chance), f"报告.{kind}")


def repacked(content, part, chance):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as sound, zipfile.ZipFile(file, "w") as archive:
        for name in sound.namelist():
            inside = sound.read(name)
            archive.writestr(name, mutated_xml(inside, chance) if name == part else inside)
    return file.getvalue()


def mutated_xml(content, chance):
    """Well-formed more often than not: values and names changed, elements doubled."""
    text = content.decode()
    places = [at for at, character in enumerate(text) if character in '"0123456789']
    for _ in range(chance.randint(1, 5)):
        at = chance.choice(places)
        value = chance.choice(["", "-1", "0", "99999999999", "nan", "1e99", "甲", "A1:XFD9", "&#1;", " ", "true", "٣"])
        text = text[: at + 1] + value + text[at + 1 :]
    return text.encode()
