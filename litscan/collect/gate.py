"""Taking turns at a host: one request at a time, so far apart, and pauses when it asks for one.

A `Gate` is the place through which every request passes. `LocalGate` keeps turns within one
process; a corpus has one that all processes working on it share (`litscan.corpus.turns`). Both
follow the same rules, which stand here: `KeptGate` decides when a request may start, and leaves to
its heirs where the memory of a host is kept and how others are kept out meanwhile.

The pause between requests is counted from when a request has reached its host. That moment is not
seen from here; it lies between the sending of the request and the first byte of the answer, and at
most `ARRIVAL` seconds after the sending.
"""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from litscan.errors import NetworkError

__all__ = ["Cooldown", "Gate", "HostState", "KeptGate", "LocalGate", "duration", "place_of"]

log = logging.getLogger(__name__)

ARRIVAL = 0.1
"""Seconds within which a request that was sent has reached its host."""
LONGEST_SIT_OUT = 900.0
"""Seconds of a pause that are waited for; a longer one ends the run."""
LONGEST_COOLDOWN = 86_400.0
"""Seconds that a host is left alone at most, whatever it asks for."""


@dataclass(frozen=True, slots=True)
class Cooldown:
    """A pause that a host asked for: seconds left (0: none), why, and how often it refused since.

    `refusals` counts the refusals in a row, also of earlier runs, since the last good answer.
    """

    seconds: float = 0.0
    reason: str = ""
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of a host, in seconds of one clock."""

    last_start: float = float("-inf")
    cooldown_until: float = float("-inf")
    reason: str = ""
    refusals: int = 0


class Gate(Protocol):
    """Where requests wait for their turn."""

    def turn(self, host: str, delay: float) -> AbstractContextManager[Callable[[], None]]:
        """Wait until a request to a host may start, and keep all others out while it runs.

        Parameters
        ----------
        host : str
            As `place_of` names it.
        delay : float
            Seconds between the starts of two requests.

        Returns
        -------
        context manager
            The request is made, and its answer read, within. What it gives is to be called when
            the first of the answer is there.

        Raises
        ------
        NetworkError
            If the host is to be left alone for longer than anyone would wait.
        """
        ...

    def cool_down(self, host: str, seconds: float, reason: str, *, refusals: int = 0) -> None:
        """Leave a host alone for so long; 0 seconds end a pause."""
        ...

    def cooling(self, host: str) -> Cooldown:
        """Return the pause a host is in."""
        ...


def place_of(url: str) -> str:
    """Return whom an address asks: arXiv counts its hosts as one, others are told by their port.

    Examples
    --------
    >>> place_of("https://export.arxiv.org/api/query"), place_of("https://oaipmh.arxiv.org/oai")
    ('arxiv.org', 'arxiv.org')
    >>> place_of("http://127.0.0.1:8000/api/query")
    '127.0.0.1:8000'
    """
    parts = urlsplit(url)
    name = parts.hostname or ""
    if name == "arxiv.org" or name.endswith(".arxiv.org"):
        return "arxiv.org"
    return parts.netloc.rpartition("@")[2].lower()


def duration(seconds: float) -> str:
    """Return a time span in words, rounded up.

    Examples
    --------
    >>> duration(12.2), duration(100), duration(5000)
    ('13 s', '2 min', '1 h 24 min')
    """
    whole = int(-(-seconds // 1))
    if whole < 90:
        return f"{whole} s"
    hours, minutes = divmod(-(-whole // 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h" + (f" {minutes} min" if minutes else "")


class KeptGate(ABC):
    """The rules of a gate, over a memory and a lock that an heir provides.

    Parameters
    ----------
    sleep : callable
        Waits so many seconds.
    tell : callable, optional
        Is given one line when a pause is waited for; by default it is logged.

    Attributes
    ----------
    room : float
        Seconds, up to the delay, that are left after an answer twice: for the host to be done with
        it before others are let in, and for those who wait to come in first.
    """

    room = 0.0

    def __init__(
        self,
        sleep: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._sleep = sleep
        self._tell = tell or log.info
        self._arrivals: dict[str, tuple[float, float]] = {}

    @abstractmethod
    def _alone(self) -> AbstractContextManager[object]:
        """Keep all others out."""

    @abstractmethod
    def _now(self) -> float:
        """Return the time, of a clock that all who share the memory agree on."""

    @abstractmethod
    def _load(self, host: str) -> HostState:
        """Return what is remembered of a host."""

    @abstractmethod
    def _save(self, host: str, state: HostState) -> None:
        """Remember it."""

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[Callable[[], None]]:
        """Wait until a request may start, and keep all others out; see `Gate.turn`."""
        waited, over = 0.0, float("-inf")
        while True:
            with self._alone():
                state = self._credible(host)
                pause = 0.0
                if state.cooldown_until > over:
                    pause = min(state.cooldown_until - self._now(), LONGEST_COOLDOWN)
                if pause <= 0:
                    try:
                        yield self._start(host, state, delay)
                    finally:
                        self._leave_room(delay)
                    break
            waited, over = waited + pause, state.cooldown_until
            self._sit_out(host, state.reason, pause, waited)
        self._leave_room(delay)

    def cool_down(self, host: str, seconds: float, reason: str, *, refusals: int = 0) -> None:
        """Leave a host alone for so long; see `Gate.cool_down`."""
        now = self._now()
        state = self._load(host)
        if seconds <= 0:
            ended = replace(state, cooldown_until=min(now, state.cooldown_until))
            self._save(host, replace(ended, reason=reason, refusals=refusals))
            return
        until = max(state.cooldown_until, now + min(seconds, LONGEST_COOLDOWN))
        self._save(host, HostState(max(state.last_start, now), until, reason, refusals))

    def cooling(self, host: str) -> Cooldown:
        """Return the pause a host is in; see `Gate.cooling`."""
        state = self._load(host)
        seconds = min(max(0.0, state.cooldown_until - self._now()), LONGEST_COOLDOWN)
        return Cooldown(seconds, state.reason if seconds else "", state.refusals)

    def _credible(self, host: str) -> HostState:
        """Return what is remembered, moved to the present if the clock has been set back."""
        state, now = self._load(host), self._now()
        saved, arrived = self._arrivals.get(host, (None, 0.0))
        ahead = state.last_start - now
        if ahead > ARRIVAL + 1:
            log.info("%s: was asked %.0f s in the future; the clock was set back", host, ahead)
            state = replace(state, last_start=now, cooldown_until=state.cooldown_until - ahead)
            self._save(host, state)
        elif state.last_start == saved:
            return replace(state, last_start=arrived)
        return state

    def _start(self, host: str, state: HostState, delay: float) -> Callable[[], None]:
        """Keep the distance, note the start, and return what notes the arrival."""
        ahead = min(state.last_start + delay - self._now(), delay + ARRIVAL)
        if ahead > 0:
            self._sleep(ahead)
        latest = self._now() + ARRIVAL
        self._save(host, replace(state, last_start=latest))
        self._arrivals[host] = (latest, latest)

        def arrived() -> None:
            self._arrivals[host] = (latest, min(self._now(), latest))

        return arrived

    def _leave_room(self, delay: float) -> None:
        if self.room and delay:
            self._sleep(min(delay, self.room))

    def _sit_out(self, host: str, reason: str, pause: float, waited: float) -> None:
        if waited > LONGEST_SIT_OUT:
            raise NetworkError(
                f"{host} asked to be left alone ({reason}), for another {duration(pause)}",
                advice="run the same command then",
            )
        if pause >= 1:
            self._tell(f"{host} asked to be left alone ({reason}); waiting {duration(pause)}")
        self._sleep(pause)


class LocalGate(KeptGate):
    """Turns within one process, forgotten at its end.

    Parameters
    ----------
    clock : callable
        Monotonic seconds.
    sleep, tell
        See `KeptGate`.

    Examples
    --------
    >>> gate = LocalGate()
    >>> with gate.turn("127.0.0.1:8000", delay=0.01) as arrived:
    ...     arrived()
    >>> gate.cool_down("127.0.0.1:8000", 30, "HTTP 429")
    >>> gate.cooling("127.0.0.1:8000").reason
    'HTTP 429'
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(sleep, tell)
        self._clock = clock
        self._states: dict[str, HostState] = {}
        self._lock = threading.Lock()

    def _alone(self) -> AbstractContextManager[object]:
        return self._lock

    def _now(self) -> float:
        return self._clock()

    def _load(self, host: str) -> HostState:
        return self._states.get(host, HostState())

    def _save(self, host: str, state: HostState) -> None:
        self._states[host] = state
