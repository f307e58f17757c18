"""Several processes that do the same at the same moment; what they do stands here, so that a child can import it."""

import multiprocessing
from datetime import datetime

from store_samples import LEASE, NOW, a_checked, a_notice, told_sections

from gouji.errors import LeaseLost
from gouji.standing import Basis, kin_of
from gouji.store import Store

# Children of a process that has imported everything already: a new interpreter each would take a second.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    ["gouji.store.upgrade", "gouji.store", "psycopg", "sqlalchemy.dialects.postgresql.psycopg"]
)


def race(count: int, runner, *arguments) -> list:
    """What `runner(number, *arguments)` returned in each of `count` processes, which begin together."""
    gate, answers = _PROCESSES.Barrier(count), _PROCESSES.Queue()
    children = [
        _PROCESSES.Process(target=_run, args=(gate, answers, runner, number, arguments)) for number in range(count)
    ]
    for child in children:
        child.start()
    collected = [answers.get(timeout=60) for _ in children]
    for child in children:
        child.join(timeout=60)
    return [answer for _, answer in sorted(collected, key=lambda pair: pair[0])]


def _run(gate, answers, runner, number, arguments) -> None:
    gate.wait(timeout=60)
    try:
        answers.put((number, runner(number, *arguments)))
    except Exception as problem:  # noqa: BLE001 - the parent asserts on it
        answers.put((number, repr(problem)))


def upgrade(_number: int, url: str) -> bool:
    store = Store(url)
    store.upgrade()
    return store.is_current()


def record(number: int, url: str, drops: list) -> list:
    return Store(url).record_drops(drops, NOW) if number % 2 else Store(url).record_drops(drops[::-1], NOW)[::-1]


def claim_all(number: int, url: str, ids: list[int], now: datetime) -> list[int]:
    store = Store(url)
    return [
        claim.id
        for start in range(0, len(ids), 3)
        for claim in store.claim(ids[start : start + 3], now, LEASE, f"host:{number}")
    ]


def finish_each(number: int, url: str, claims: list) -> tuple[str, int | None, int | None]:
    finished = Store(url).finish_checked(claims[number], a_checked(), NOW, lambda digest: [])
    return (finished.state.value, finished.version, finished.duplicate_of)


def finish_one(_number: int, url: str, claim) -> str:
    try:
        return Store(url).finish_checked(claim, a_checked(), NOW, lambda digest: [a_notice()]).state.value
    except LeaseLost:
        return "lost"


def claim_notice(_number: int, url: str, notice_id: int) -> bool:
    return Store(url).claim_notice(notice_id, NOW, LEASE) is not None


def expand_each(_number: int, url: str, claim, children: list, reason: str) -> int:
    """How many children this process recorded; none when another had done it."""
    try:
        return len(Store(url).expand(claim, children, reason, NOW).children)
    except LeaseLost:
        return 0


def finish_kin(number: int, url: str, claims: list, unit: str) -> str:
    """Finish the report of 2019 + `number`, judged with what there was around it."""
    store = Store(url)
    kin = kin_of(unit, 2019 + number)
    standing = store.standing(kin)
    checked = a_checked(unit=unit, year=2019 + number, title="上年在" if standing.previous else "上年缺")
    done = store.finish_checked(claims[number], checked, NOW, lambda digest: [], kin=kin, basis=standing.basis)
    return done.state.value


def finish_alike(number: int, url: str, claims: list, units: list[str], words: str) -> str:
    """Finish a report with these words that was compared with others before any of them was there."""
    checked = a_checked(unit=units[number], sections=told_sections(words))
    kin = kin_of(units[number], 2019)
    done = Store(url).finish_checked(claims[number], checked, NOW, lambda digest: [], kin=kin, basis=Basis())
    return done.state.value
