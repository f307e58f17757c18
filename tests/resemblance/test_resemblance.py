"""How much prose is alike, exactly and by signatures."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.resemblance import BANDS, CANDIDATE, Prose, bands, estimate, own_prose, signature, similarity
from gouji.rule.example import example_report

CHARACTERS = "".join(chr(0x4E00 + number) for number in range(600))
texts = st.integers(0, 10_000).map(lambda seed: "".join(Random(seed).choices(CHARACTERS, k=600)))


def prose(words: str) -> Prose:
    return Prose(words, frozenset(words[start : start + 5] for start in range(len(words) - 4)))


def changed(words: str, every: int) -> str:
    return "".join("变" if place % every == 0 else one for place, one in enumerate(words))


@given(texts)
def test_a_text_is_wholly_like_itself_and_no_signature_differs(words: str):
    one = prose(words)
    assert similarity(one, one) == 1
    assert estimate(signature(one) or b"", signature(one) or b"") == 1
    assert len(set(bands(signature(one) or b"", 2023))) == BANDS


@given(texts, texts)
def test_similarity_has_no_direction_for_texts_that_are_not_alike(first: str, second: str):
    one, other = prose(first), prose(second)
    if first != second:
        assert similarity(one, other) == similarity(other, one) < CANDIDATE


@given(texts, st.sampled_from([20, 30, 50, 100]))
def test_a_copy_with_changed_words_is_alike_and_found_by_its_bands(words: str, every: int):
    one, copy = prose(words), prose(changed(words, every))
    assert (similarity(one, copy) or 0) > 0.9
    first, second = signature(one) or b"", signature(copy) or b""
    assert every == 20 or set(bands(first, 2023)) & set(bands(second, 2023))
    assert not set(bands(first, 2023)) & set(bands(second, 2022)), "another year"


def test_too_little_prose_is_not_compared():
    short = prose(CHARACTERS[:60])
    assert similarity(short, prose(CHARACTERS)) is None
    assert signature(short) is None


def test_signatures_of_different_methods_say_nothing():
    signed = signature(prose(CHARACTERS)) or b""
    assert estimate(signed, bytes([signed[0] + 1]) + signed[1:]) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2022年公开信息97条", "2023年公开信息1,280条"),
        ("印发《云溪县公开办法》（云政〔2022〕3号）", "印发《云溪县财政公开细则》（云财〔2023〕11号）"),
        ("本机关以公开为常态、不公开为例外", "本机关"),
        ("办理申请十二件", "办理申请五件"),
    ],
)
def test_numbers_names_and_what_the_regulations_say_make_no_difference(first: str, second: str):
    rest = "围绕高标准农田建设发布办事流程，安排专人每月巡查栏目，对漏登错登的及时补正。"
    one, other = (own_prose(example_report(f"一：{text}，{rest}")).words for text in (first, second))
    assert one.replace("，", "") == other.replace("，", "")


def test_the_units_own_name_makes_no_difference():
    said = "围绕高标准农田建设发布办事流程。"
    one, other = (
        own_prose(example_report(f"单位 = {unit}\n一：{unit}{said}")).words for unit in ("云溪县财政局", "青禾县教育局")
    )
    assert one == other
