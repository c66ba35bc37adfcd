"""Collections of real records from a loopback arXiv with faults of all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.collect.replay import EMULATOR, PRUNING, Replays, pruning_ids
from benchmarks.collect.weather import DELAY, all_weathers, killed
from benchmarks.collect.worker import patience
from litscan.collect.api import ApiSource
from litscan.collect.query import Search
from litscan.collect.session import PoliteSession

pytestmark = pytest.mark.shared
RECORDS = 900


@pytest.fixture(scope="module")
def replays(shared: Path) -> Iterator[Replays]:
    if not (shared / EMULATOR).is_file():
        pytest.skip(f"the loopback arXiv is not here: no file {shared / EMULATOR}")
    with Replays(shared, RECORDS) as made:
        yield made


@pytest.fixture(scope="module")
def wanted(replays: Replays, shared: Path) -> set[str]:
    return pruning_ids(shared) & replays.ids()


FAULTS = ("429", "503", "blank", "empty", "zero", "short", "truncate", "reset", "html", "slow")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_two_of_five_answers_loses_nothing(
    replays: Replays, wanted: set[str], fault: str
) -> None:
    with (
        replays.serve(seed=7, faults=f"{fault}:0.4") as replay,
        PoliteSession(patience(0.0), sleep=lambda _: None) as session,
    ):
        pages = list(ApiSource(session, replay.address, 150).pages(Search(PRUNING)))
        assert replay.stats()["faults"][fault] > 0
    found = [record.arxiv_id for page in pages for record in page.records]
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert (pages[-1].seen, pages[-1].total, pages[-1].missing) == (len(wanted), len(wanted), 0)


def test_all_weathers(replays: Replays, wanted: set[str]) -> None:
    figures = all_weathers(replays, wanted, 1)
    assert figures["exact"] == figures["accounted"] == figures["n"] == 2
    assert figures["max_concurrency"] == 1
    assert figures["min_gap_s"] >= DELAY


def test_killed_at_a_random_moment(replays: Replays, wanted: set[str]) -> None:
    figures = killed(replays, wanted, 1)
    assert figures["exact"] == figures["accounted"] == figures["n"] == 1
    assert figures["killed"] == figures["runs_noted"] == 1
