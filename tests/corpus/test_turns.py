"""Several processes that share a corpus ask a host as one: in SQLite and in PostgreSQL."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from asking_processes import asking
from counting_server import CountingServer, counting_server

from litscan.collect.gate import ARRIVAL, LONGEST_COOLDOWN, LocalGate, place_of
from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus
from litscan.corpus.turns import CorpusGate
from litscan.errors import NetworkError

HOST = "127.0.0.1:8000"


class Clock:
    """Wall-clock time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def simulated(corpus: Corpus, clock: Clock, delay: float = 3.0) -> PoliteSession:
    gate = CorpusGate(corpus._database, clock, clock.sleep)
    return PoliteSession(
        Patience(delay=delay), clock=clock, sleep=clock.sleep, jitter=random.Random(1), gate=gate
    )


def test_processes_ask_one_at_a_time_and_apart(corpus: Corpus, corpus_url: str) -> None:
    with counting_server(takes=0.01) as server:
        processes = [asking(corpus_url, server.url, 0.05, 8) for _ in range(3)]
        for process in processes:
            process.go()
        assert [process.told() for process in processes] == [[]] * 3
        assert len(server.starts) == 24
        assert server.most_inside == 1
        assert min(server.gaps) >= 0.05


def test_an_answer_that_takes_longer_than_the_delay_keeps_the_others_waiting(
    corpus: Corpus, corpus_url: str
) -> None:
    with counting_server(takes=0.15) as server:
        processes = [asking(corpus_url, server.url, 0.02, 4) for _ in range(2)]
        for process in processes:
            process.go()
        assert [process.told() for process in processes] == [[], []]
        assert server.most_inside == 1
        assert min(server.gaps) >= 0.15


def test_a_killed_process_lets_the_next_go_on_at_once(corpus: Corpus, corpus_url: str) -> None:
    with counting_server(takes=30) as server:
        first, second = (asking(corpus_url, server.url, 0.02, 1) for _ in range(2))
        first.go()
        assert server.asked.wait(30)
        server.takes = 0
        second.go()
        time.sleep(0.5)
        assert len(server.starts) == 1, "the second asked while the first had its turn"
        first.kill()
        killed = time.monotonic()
        assert second.told() == []
        assert server.starts[1] - killed < 2


@pytest.mark.parametrize(
    ("headers", "least", "most"), [({}, 1.5, 2.5), ({"Retry-After": "7"}, 7, 8)]
)
def test_a_pause_outlives_the_process_that_was_asked_for_it(
    corpus: Corpus, corpus_url: str, headers: dict[str, str], least: float, most: float
) -> None:
    with counting_server() as server:
        server.answers[1] = (429, headers)
        first = asking(corpus_url, server.url, 0.02, 1)
        before = time.monotonic()
        first.go()
        while not (cooling := corpus.gate().cooling(place_of(server.url))).seconds:
            assert time.monotonic() - before < 30
            time.sleep(0.005)
        passed = time.monotonic() - before
        first.kill()
        assert least - passed <= cooling.seconds <= most
        assert (cooling.reason, cooling.refusals) == ("HTTP 429", 1)


def test_a_later_process_waits_out_a_short_pause_and_says_so(
    corpus: Corpus, corpus_url: str
) -> None:
    with counting_server() as server:
        second = asking(corpus_url, server.url, 0.02, 1)
        corpus.gate().cool_down(place_of(server.url), 3, "HTTP 429", refusals=1)
        asked_for = time.monotonic()
        second.go()
        (line,) = second.told()
        host = re.escape(place_of(server.url))
        assert re.fullmatch(rf"{host} asked to be left alone \(HTTP 429\); waiting \d s", line)
        (start,) = server.starts
        assert start - asked_for >= 2.9


def test_a_long_pause_ends_every_process_that_comes_until_it_is_over(
    corpus: Corpus, corpus_url: str
) -> None:
    with counting_server() as server:
        server.answers[1] = (429, {"Retry-After": "7200"})
        with pytest.raises(NetworkError, match="for another 2 h"):
            PoliteSession(Patience(delay=0), gate=corpus.gate()).get(server.url)
        second = asking(corpus_url, server.url, 0.02, 1)
        second.go()
        (line,) = second.told()
        assert re.match(r"error: .* left alone \(HTTP 429\), for another 2 h", line)
        assert len(server.starts) == 1


def test_requests_at_arxivs_pace_cost_three_seconds_each_and_no_more(corpus: Corpus) -> None:
    clock = Clock()
    with counting_server() as server:
        session = simulated(corpus, clock)
        started = clock.now
        for _ in range(20):
            session.get(server.url)
    assert 19 * 3 <= clock.now - started <= 20 * 3 * 1.05


def test_two_sessions_of_one_corpus_share_the_pace(corpus: Corpus) -> None:
    clock = Clock()
    with counting_server() as server:
        pair = (simulated(corpus, clock), simulated(corpus, clock))
        started = clock.now
        for number in range(20):
            pair[number % 2].get(server.url)
    assert 19 * 3 <= clock.now - started <= 20 * 3 * 1.05


def test_refusals_add_up_over_runs_and_a_good_answer_ends_them(corpus: Corpus) -> None:
    clock = Clock()
    with counting_server() as server:
        server.answers = dict.fromkeys(range(1, 11), (429, {}))
        with pytest.raises(NetworkError, match=r"asked 8 times .*in 30 min"):
            simulated(corpus, clock).get(server.url)
        assert len(server.starts) == 8
        with pytest.raises(NetworkError, match="left alone"):
            simulated(corpus, clock).get(server.url)
        assert len(server.starts) == 8
        for number, pause in ((9, "1 h"), (10, "2 h")):
            clock.sleep(corpus_pause(corpus, clock, server) + 1)
            with pytest.raises(NetworkError, match=f"for another {pause}"):
                simulated(corpus, clock).get(server.url)
            assert len(server.starts) == number, "a run after many refusals asks once only"
        clock.sleep(corpus_pause(corpus, clock, server) + 1)
        assert simulated(corpus, clock).get(server.url).status == 200
        assert corpus.gate().cooling(place_of(server.url)).refusals == 0


def corpus_pause(corpus: Corpus, clock: Clock, server: CountingServer) -> float:
    return CorpusGate(corpus._database, clock).cooling(place_of(server.url)).seconds


def test_a_clock_set_back_makes_nobody_wait_for_the_years_between(corpus: Corpus) -> None:
    clock = Clock()
    gate = CorpusGate(corpus._database, clock, clock.sleep)
    with gate.turn(HOST, 3.0):
        gate.cool_down(HOST, 60, "HTTP 429")
    clock.now -= 10 * 365 * 86_400
    back = clock.now
    with gate.turn(HOST, 3.0):
        assert 55 <= clock.now - back <= 61
    with gate.turn(HOST, 3.0):
        assert clock.now - back <= 65


def test_no_host_is_left_alone_for_longer_than_a_day(corpus: Corpus) -> None:
    corpus.gate().cool_down(HOST, 1e12, "HTTP 503")
    assert corpus.gate().cooling(HOST).seconds <= LONGEST_COOLDOWN


def test_other_hosts_do_not_pause_with_the_one_that_asked_for_it(corpus: Corpus) -> None:
    corpus.gate().cool_down(HOST, 600, "HTTP 429")
    started = time.monotonic()
    with corpus.gate().turn("127.0.0.1:8001", 0.01):
        pass
    assert time.monotonic() - started < 5


def test_a_pause_of_someone_elses_is_not_shortened(corpus: Corpus) -> None:
    corpus.gate().cool_down(HOST, 600, "HTTP 429", refusals=1)
    corpus.gate().cool_down(HOST, 10, "HTTP 503", refusals=1)
    assert corpus.gate().cooling(HOST).seconds > 500


def test_a_read_only_corpus_keeps_turns_within_the_process(tmp_path: Path) -> None:
    path = tmp_path / "litscan.db"
    with Corpus.open(path):
        pass
    with Corpus.open(path) as corpus:
        corpus._database.writable = False
        assert isinstance(corpus.gate(), LocalGate)


def test_a_lock_that_cannot_be_taken_is_one_clear_line(tmp_path: Path) -> None:
    from litscan.errors import CorpusError

    path = tmp_path / "litscan.db"
    with Corpus.open(path) as corpus:
        (tmp_path / "litscan.db-turn").mkdir()
        with (
            pytest.raises(CorpusError, match=r"litscan\.db-turn: cannot be locked") as caught,
            corpus.gate().turn(HOST, 0),
        ):
            pass
    assert "\n" not in str(caught.value)


def test_what_is_stored_is_the_latest_moment_of_arrival(corpus: Corpus) -> None:
    """So that another process is never too early, whatever became of this one."""
    clock = Clock()
    gate = CorpusGate(corpus._database, clock, clock.sleep)
    with gate.turn(HOST, 0):
        pass
    other = CorpusGate(corpus._database, clock, clock.sleep)
    before = clock.now
    with other.turn(HOST, 3.0):
        assert clock.now - before == pytest.approx(3.0 + ARRIVAL, abs=1e-3)


@pytest.mark.postgres
def test_a_server_that_ends_the_connection_of_a_turn_hangs_nobody(postgresql_url: str) -> None:
    import psycopg

    with Corpus.open(postgresql_url) as corpus:
        with (
            corpus.gate().turn(HOST, 0.01),
            psycopg.connect(postgresql_url, autocommit=True) as other,
        ):
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            query = f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {others}"
            assert other.execute(query).fetchone()[0] >= 1  # type: ignore[index]
        corpus._database.engine.dispose()
        with corpus.gate().turn(HOST, 0.01):
            pass
