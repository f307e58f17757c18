"""The labelled sentences: what is read of each kind, and how much of it at least."""

import pytest

from benchmarks.narrative import KINDS, Labelled, compared, labelled, measured, ratios

ALL = labelled()
#: Kinds that the labels may name although nothing reads them yet.
AHEAD = {"document", "channel", "percentage", "enumeration", "gap", "money"}
CODES = {f"NA-{number:02}" for number in range(1, 16)} | {"NA-17", "T3-10", "none"}


@pytest.mark.parametrize("sentence", ALL, ids=[one.text[:24] for one in ALL])
def test_everything_is_read_that_a_careful_clerk_reads_and_nothing_else(sentence: Labelled):
    found = compared(sentence)
    assert {one.kind: sorted(one.read) for one in found} == {one.kind: sorted(one.wanted) for one in found}


def test_precision_and_recall_of_every_kind_stay_where_they_are():
    assert {kind: ratios(found) for kind, found in measured().items()} == dict.fromkeys(KINDS, (1.0, 1.0))


def test_there_are_enough_sentences_for_every_trap_of_the_catalogue():
    assert len(ALL) >= 240
    assert {one.trap for one in ALL} >= CODES
    assert sum(not one.reads for one in ALL) >= 80


def test_every_kind_of_reading_has_a_name_that_the_form_knows():
    assert {kind for one in ALL for kind in one.reads} <= KINDS.keys() | AHEAD


def test_no_labelled_sentence_is_there_twice():
    texts = [(one.text, one.unit, one.topic) for one in ALL]
    assert len(set(texts)) == len(texts)
