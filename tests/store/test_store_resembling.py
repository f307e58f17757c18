"""Reports of other units with much the same prose: found by bands, told of each other, and never all of all."""

import dataclasses
from random import Random

import pytest
from sqlalchemy import create_engine, text
from store_races import finish_alike, race
from store_samples import LEASE, NOW, a_checked, a_claim, later, no_notices, told_sections

from gouji.likeness import MOST, likeness
from gouji.resemblance import BANDS
from gouji.standing import Kin, kin_of
from gouji.store import rechecks, resembling

WORDS = [chr(0x4E00 + number) for number in range(2000)]
QUIET = rechecks.QUIET.total_seconds()


def prose(seed: int, length: int = 400) -> str:
    return "".join(Random(seed).choices(WORDS, k=length))


def changed(words: str, every: int) -> str:
    return "".join("变" if place % every == 7 else one for place, one in enumerate(words))


def finished(store, unit, words, *, year=2019, now=NOW, kin=None):
    """A report whose overview says this, the whole way; what it was found to be like."""
    claim = a_claim(store, name=f"{unit}{year}{words[:20]}", content=f"{unit}{year}{words}", now=now)
    checked = a_checked(unit=unit, year=year, sections=told_sections(words))
    kin = kin or kin_of(unit, year)
    like = likeness(checked.report, kin, store.alike)
    basis = dataclasses.replace(store.standing(kin).basis, examined=like.examined, alike=like.alike)
    store.finish_checked(claim, checked, now, no_notices, kin=kin, basis=basis)
    return like.peers


def rechecked(store, now):
    """Judge again what is due: (unit, reasons, what it is like) of each."""
    done = []
    for claim in store.claim_rechecks(store.due_rechecks(now), now, LEASE, "host:1"):
        report = claim.report
        kin = kin_of(report.unit, report.year)
        like = likeness(report, kin, store.alike)
        basis = dataclasses.replace(store.standing(kin, claim.id).basis, examined=like.examined, alike=like.alike)
        checked = a_checked(unit=report.unit, year=report.year, sections=report.sections)
        store.finish_recheck(claim, checked, now, no_notices, kin=kin, basis=basis)
        done.append((report.unit, claim.reasons, [peer.unit for peer in like.peers]))
    return done


def counted(url: str, table: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        count = connection.scalar(text(f"SELECT count(*) FROM {table}"))
    engine.dispose()
    return count


def test_a_copy_is_found_with_how_much_is_shared_and_the_first_learns_of_it(store):
    assert finished(store, "云溪县财政局", prose(1)) == ()
    assert finished(store, "云溪县水利局", prose(2)) == ()
    [peer] = finished(store, "青禾县教育局", changed(prose(1), 50))
    assert peer.unit == "云溪县财政局"
    assert 0.95 < peer.similarity < 1
    assert rechecked(store, NOW) == [], "more may come at once"
    assert rechecked(store, later(QUIET)) == [("云溪县财政局", (resembling.ALIKE,), ["青禾县教育局"])]
    assert rechecked(store, later(1000)) == [], "once a pair"


def test_other_years_and_the_own_unit_are_left_out(store):
    finished(store, "云溪县财政局", prose(1), year=2018)
    assert finished(store, "青禾县教育局", prose(1)) == ()
    assert finished(store, "青禾县教育局", changed(prose(1), 90)) == ()
    kin = Kin(("青禾县教育和体育局", "青禾县教育局"), 2019)
    assert finished(store, "青禾县教育和体育局", changed(prose(1), 80), kin=kin) == ()
    assert finished(store, "教育和体育局", changed(prose(1), 70)) == (), "the same name without its place"


def test_only_the_latest_version_counts_and_who_was_like_the_former_is_told(store, database_url):
    finished(store, "云溪县财政局", prose(1))
    assert finished(store, "青禾县教育局", prose(1)) != ()
    rechecked(store, later(QUIET))
    finished(store, "青禾县教育局", prose(3), now=later(60))
    assert rechecked(store, later(60 + QUIET)) == [("云溪县财政局", (resembling.NO_MORE,), [])]
    assert finished(store, "白鹭市水利局", prose(1), now=later(90))[0].unit == "云溪县财政局"
    assert len(finished(store, "沙洲区审计局", prose(3), now=later(90))) == 1
    assert counted(database_url, "report_bands") == BANDS * 4


def test_who_has_no_unit_or_hardly_any_prose_is_nobodys_neighbour(store):
    finished(store, None, prose(1))
    finished(store, "云溪县水利局", prose(1)[:60])
    assert finished(store, "云溪县财政局", prose(1)) == ()
    report = a_checked(unit=None, sections=told_sections(prose(1))).report
    assert likeness(report, kin_of(None, 2019), store.alike).peers is None


def test_copies_of_one_template_cost_a_bounded_number_of_rechecks(store, database_url):
    """Forty units with one text: each is found to be like MOST others at most, and is judged again for no more."""
    count = 40
    for number in range(count):
        peers = finished(store, f"云溪县第{number}中心", changed(prose(1), 200 + number), now=later(number))
        assert len(peers) == min(number, MOST)
    again = [one for step in range(30) for one in rechecked(store, later(count + 10 * step))]
    assert len(again) <= count * MOST
    assert len({unit for unit, _, _ in again}) >= MOST, "the first ones learn of it"
    assert all(len(like) == MOST for _, _, like in again[-3:])
    assert counted(database_url, "rechecks") == 0
    finished(store, "云溪县第99中心", changed(prose(1), 300), now=later(900))
    assert rechecked(store, later(1000)) == [], "who knows of MOST is not judged again for one more"


def test_a_copy_is_found_among_hundreds_that_share_a_long_template(store):
    template = prose(5, 240)
    for number in range(120):
        finished(store, f"云溪县第{number}中心", template + prose(100 + number, 160))
    [first, *others] = finished(store, "青禾县教育局", template + changed(prose(100 + 77, 160), 60))
    assert first.unit == "云溪县第77中心"
    assert all(other.similarity < 0.85 for other in others)


@pytest.mark.parametrize("seed", range(3))
def test_two_that_are_finished_at_the_same_moment_learn_of_each_other(store, database_url, seed):
    units = [f"云溪县第{seed}中心", f"青禾县第{seed}中心"]
    claims = [a_claim(store, name=unit, content=unit) for unit in units]
    assert race(2, finish_alike, database_url, claims, units, prose(seed)) == ["已核查", "已核查"]
    again = {unit: like for _ in range(2) for unit, _, like in rechecked(store, later(QUIET))}
    assert again == {units[0]: [units[1]], units[1]: [units[0]]}
