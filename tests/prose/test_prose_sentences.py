"""Every labelled sentence is read as a careful clerk reads it."""

import pytest
from labelled_sentences import Labelled, compared, sentences

ALL = sentences()


@pytest.mark.parametrize("sentence", ALL, ids=[one.text[:24] for one in ALL])
def test_a_sentence_says_what_it_says(sentence: Labelled):
    found = list(compared(sentence))
    assert {one.kind: sorted(one.read) for one in found} == {one.kind: sorted(one.wanted) for one in found}


def test_there_are_enough_sentences_of_each_kind():
    kinds = [one.kind for sentence in ALL for one in compared(sentence)]
    assert len(ALL) >= 300
    assert {kind: kinds.count(kind) >= 40 for kind in set(kinds)} == dict.fromkeys(
        ("figures", "intake", "disputes", "sums"), True
    )


def test_no_sentence_is_there_twice():
    texts = [(one.text, one.unit, one.topic) for one in ALL]
    assert len(set(texts)) == len(texts)
