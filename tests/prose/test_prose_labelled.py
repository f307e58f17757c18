"""The labelled sentences: what is read of each kind, and how much of it at least."""

import pytest

from benchmarks.narrative import KINDS, Labelled, compared, labelled, measured, ratios

ALL = labelled()
#: Kinds of which nothing wrong is read, but not everything: how much at least.
PARTLY = {"document": 0.85, "quantity": 0.9, "percentage": 0.75, "gap": 0.6}
CODES = {f"NA-{number:02}" for number in range(1, 16)} | {"NA-17", "T3-10", "none"}


@pytest.mark.parametrize("sentence", ALL, ids=[one.text[:24] for one in ALL])
def test_everything_is_read_that_a_careful_clerk_reads_and_nothing_else(sentence: Labelled):
    found = [one for one in compared(sentence) if one.kind not in PARTLY]
    assert {one.kind: sorted(one.read) for one in found} == {one.kind: sorted(one.wanted) for one in found}


@pytest.mark.parametrize("sentence", ALL, ids=[one.text[:24] for one in ALL])
def test_nothing_is_read_that_a_careful_clerk_does_not_read(sentence: Labelled):
    found = [one for one in compared(sentence) if one.kind in PARTLY]
    assert [(one.kind, one.read) for one in found if one.hits < len(one.read)] == []


def test_precision_and_recall_of_every_kind_stay_where_they_are():
    found = {kind: ratios(found) for kind, found in measured().items()}
    assert {kind: both for kind, both in found.items() if kind not in PARTLY} == dict.fromkeys(
        KINDS.keys() - PARTLY.keys(), (1.0, 1.0)
    )
    assert {kind: found[kind] for kind in PARTLY if found[kind][0] < 1 or found[kind][1] < PARTLY[kind]} == {}


def test_there_are_enough_sentences_for_every_trap_of_the_catalogue():
    assert len(ALL) >= 240
    assert {one.trap for one in ALL} >= CODES
    assert sum(not one.reads for one in ALL) >= 80


def test_every_kind_of_reading_has_a_name_that_the_form_knows():
    assert {kind for one in ALL for kind in one.reads} <= KINDS.keys()


def test_no_labelled_sentence_is_there_twice():
    texts = [(one.text, one.unit, one.topic) for one in ALL]
    assert len(set(texts)) == len(texts)
