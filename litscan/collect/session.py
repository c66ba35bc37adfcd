"""Asking arXiv politely: one connection, a pause between requests, patience, and an end to it.

arXiv asks for at most one request every three seconds over a single connection; the session takes
its turns at a gate (`litscan.collect.gate`), which all processes working on a corpus can share.
Overload is answered with 429 or 503, now and then with a blank page or half of one; all of these
are asked again after a growing, jittered wait, or after what ``Retry-After`` says. What the host
asks for is noted at the gate, so that nobody asks it meanwhile, also no later run. What is refused
(403) is not asked again. Clock and sleep are given from outside, so that waits can be tested
without waiting.
"""

from __future__ import annotations

import email.utils
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter

from litscan.collect.credentials import AuthHeader, read_auth
from litscan.collect.gate import Gate, LocalGate, duration, place_of
from litscan.config import Settings
from litscan.errors import NetworkError, UsageError
from litscan.version import __version__

__all__ = [
    "AnswerError",
    "AnswerTooLargeError",
    "Patience",
    "PoliteSession",
    "Reply",
    "open_session",
    "user_agent",
]

log = logging.getLogger(__name__)

_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
ARXIV_DELAY = 3.0
"""Seconds between requests that arXiv asks for."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to ask; all times in seconds.

    `attempts` bounds the requests for one address; `dial_attempts` those in a row that reach no
    server at all, which end sooner since a machine without a network will not get one by waiting.
    A host that has refused (429) `attempts` times in a row, over all runs, is left alone for
    `long_pause`, and twice as long after each further refusal, up to `longest_pause`.
    """

    delay: float = 3.0
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    whole_timeout: float = 300.0
    attempts: int = 8
    dial_attempts: int = 4
    first_wait: float = 2.0
    longest_wait: float = 120.0
    long_pause: float = 1800.0
    longest_pause: float = 14_400.0
    redirects: int = 5
    max_bytes: int = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, whole body, and the address it came from."""

    status: int
    content: bytes
    url: str
    content_type: str = ""


class AnswerError(NetworkError):
    """The server is there, but for one address it has no usable answer."""


class AnswerTooLargeError(AnswerError):
    """An answer of more bytes than are taken."""


Check = Callable[[Reply], str | None]
"""Says what is wrong with an answer that should be asked again, or None."""


def user_agent(contact: str = "") -> str:
    """Return how litscan names itself to arXiv.

    Examples
    --------
    >>> user_agent("me@example.org").endswith(" (me@example.org)")
    True
    """
    contact = " ".join(contact.split()).encode("ascii", "ignore").decode()
    return f"litscan/{__version__}" + (f" ({contact})" if contact else "")


def open_session(
    settings: Settings, delay: float | None = None, *, gate: Gate | None = None
) -> PoliteSession:
    """Return a session as set; where no delay is given, arXiv is asked at its pace, others at once.

    Parameters
    ----------
    settings : Settings
    delay : float, optional
        Seconds between requests; outranks the settings.
    gate : Gate, optional
        Where requests take turns, such as `Corpus.gate` gives it; by default the session's own.

    Raises
    ------
    UsageError
        If arXiv itself would be asked more often than it allows, or the base URL is none.
    """
    if not _is_address(settings.base_url):
        raise UsageError(
            f"base URL: {settings.base_url!r} is no address", advice="write https://host"
        )
    if "@" in urlsplit(settings.base_url).netloc:  # the log of runs keeps the address
        raise UsageError(
            f"base URL: {place_of(settings.base_url)}: a password is not to stand in it",
            advice='arxiv_auth = "Authorization: Basic ..."',
        )
    arxiv = place_of(settings.base_url) == "arxiv.org"
    if delay is None:
        delay = settings.delay
    if delay is None:
        delay = ARXIV_DELAY if arxiv else 0.0
    if arxiv and delay < ARXIV_DELAY:
        raise UsageError(f"delay: {delay:g} s; arXiv asks for {ARXIV_DELAY:g} s or more")
    auth = read_auth(settings.arxiv_auth, settings.base_url)
    return PoliteSession(Patience(delay=delay), settings.contact, auth=auth, gate=gate)


class _TooLargeError(Exception):
    """The body passed the limit."""


@dataclass(slots=True)
class PoliteSession:
    """A `requests.Session` that keeps arXiv's rules.

    Parameters
    ----------
    patience : Patience
        Delays, timeouts and bounds.
    contact : str
        Mail address or URL sent with every request.
    clock, sleep : callables
        Monotonic seconds, and a wait of so many seconds.
    jitter : random.Random
        Source of the random part of waits.
    auth : AuthHeader, optional
        Sent to its own server only, and to no other by a redirect.
    gate : Gate, optional
        Where requests take turns; by default one of the session's own, on its clock.
    """

    patience: Patience = field(default_factory=Patience)
    contact: str = ""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jitter: random.Random = field(default_factory=random.Random)
    headers: Mapping[str, str] = field(default_factory=dict)
    auth: AuthHeader | None = None
    gate: Gate | None = None
    requests_made: int = 0
    _turns: Gate = field(init=False)
    _refused: str = field(default="", init=False)
    _http: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self._turns = self.gate or LocalGate(self.clock, self.sleep)
        self._http.headers.update({"User-Agent": user_agent(self.contact), **self.headers})
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(pool_connections=1, pool_maxsize=1))

    def __enter__(self) -> PoliteSession:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def share(self, gate: Gate) -> None:
        """Take turns from now on at a gate that others use too, such as `Corpus.gate` gives it."""
        self._turns = gate

    def get(
        self, url: str, params: Mapping[str, str] | None = None, check: Check | None = None
    ) -> Reply:
        """Return an answer that is no passing fault: 200 and accepted by `check`, or 4xx.

        Raises
        ------
        NetworkError
            If there was none within the patience, the server refused (403, then no further
            request is made), it asks to be left alone for long, or the body is too large.
            An `AnswerError` where only this address failed.
        """
        dials, failure = 0, NetworkError
        for attempt in range(1, self.patience.attempts + 1):
            asked_to_wait, failure = False, NetworkError
            try:
                reply, asked_to_wait = self._follow(url, params)
                problem = self._problem(reply, check)
                if problem is None:
                    return reply
                dials, failure = 0, NetworkError if asked_to_wait else AnswerError
            except (requests.exceptions.ConnectionError, requests.exceptions.Timeout) as error:
                problem, dials = _reason(error), dials + _never_arrived(error)
            except requests.exceptions.ChunkedEncodingError:
                problem, failure = "the answer broke off", AnswerError
            except requests.exceptions.RequestException as error:
                raise NetworkError(f"{url}: {_reason(error)}") from error
            except _TooLargeError as error:
                raise AnswerTooLargeError(f"{url}: {error}") from error
            if attempt == self.patience.attempts or dials == self.patience.dial_attempts:
                break
            if not asked_to_wait:  # otherwise the gate lets nobody through meanwhile
                wait = self._backoff(attempt)
                log.info("%s: %s; asking again in %.0f s", url, problem, wait)
                self.sleep(wait)
        pause = self._turns.cooling(place_of(url)).seconds
        when = f"in {duration(pause)}" if pause else "later"
        raise failure(
            f"{url}: {problem}, asked {attempt} times", advice=f"run the same command {when}"
        )

    def _follow(self, url: str, params: Mapping[str, str] | None) -> tuple[Reply, bool]:
        """Return an answer and whether it asks to wait; redirections are requests like others."""
        for _ in range(self.patience.redirects + 1):
            if self._refused:
                raise NetworkError(self._refused, advice="do not go on; see arXiv's rules")
            host = place_of(url)
            with self._turns.turn(host, self.patience.delay) as arrived:
                reply, headers = self._ask(url, params, arrived)
                asked_to_wait = self._heed(host, reply.status, headers.get("Retry-After"))
            target = headers.get("Location") if reply.status in _REDIRECTS else None
            if target is None:
                return reply, asked_to_wait
            url, params = urljoin(reply.url, target), None
            if not _is_address(url):
                raise NetworkError(f"{reply.url}: redirected to {target[:100]!r}, no address")
        raise NetworkError(f"{url}: redirected more than {self.patience.redirects} times")

    def _ask(
        self, url: str, params: Mapping[str, str] | None, arrived: Callable[[], None]
    ) -> tuple[Reply, Mapping[str, str]]:
        limits = self.patience
        self.requests_made += 1
        with self._http.get(
            url,
            params=params,
            headers=self.auth.headers_for(url) if self.auth else None,
            timeout=(limits.connect_timeout, limits.read_timeout),
            allow_redirects=False,
            stream=True,
        ) as response:
            arrived()
            started, body = self.clock(), bytearray()
            promised = response.headers.get("Content-Length", "")
            if promised.isdecimal() and int(promised[:20]) > limits.max_bytes:
                raise _TooLargeError(f"more than {limits.max_bytes} bytes")
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > limits.max_bytes:
                    raise _TooLargeError(f"more than {limits.max_bytes} bytes")
                if self.clock() - started > limits.whole_timeout:
                    raise requests.exceptions.ReadTimeout("the answer trickles")
            kind = response.headers.get("Content-Type", "")
            return Reply(response.status_code, bytes(body), response.url, kind), response.headers

    def _heed(self, host: str, status: int, retry_after: str | None) -> bool:
        """Note at the gate that a host asks to be left alone, or no longer does."""
        wanted = _retry_after(retry_after) if status in _TRANSIENT else None
        refusals = self._turns.cooling(host).refusals
        if status != 429 and wanted is None:
            if refusals and status not in _TRANSIENT:
                self._turns.cool_down(host, 0, "")
            return False
        seconds = 0.0
        if status == 429:
            refusals += 1
            seconds = self._pause(refusals)
        if wanted is not None:
            seconds = max(seconds, wanted + self.jitter.uniform(0, self.patience.first_wait / 2))
        log.info("%s: HTTP %d; left alone for %.0f s", host, status, seconds)
        self._turns.cool_down(host, seconds, f"HTTP {status}", refusals=refusals)
        return True

    def _problem(self, reply: Reply, check: Check | None) -> str | None:
        if reply.status == 403:
            self._refused = f"{reply.url}: HTTP 403, access refused"
            raise NetworkError(self._refused, advice="do not go on; see arXiv's rules")
        if reply.status in _TRANSIENT or reply.status >= 500:
            return f"HTTP {reply.status}"
        if reply.status == 200 and not reply.content:
            return "a blank answer"
        return check(reply) if check and reply.status == 200 else None

    def _backoff(self, attempt: int) -> float:
        limits = self.patience
        wait = min(limits.first_wait * 2.0 ** (attempt - 1), limits.longest_wait)
        return wait * self.jitter.uniform(0.75, 1.25)

    def _pause(self, refusals: int) -> float:
        """Return for how long a host is left alone after so many refusals in a row."""
        limits = self.patience
        over = refusals - limits.attempts
        if over < 0:
            return self._backoff(refusals)
        return min(limits.long_pause * 2.0 ** min(over, 16), limits.longest_pause)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of the port
        return False


def _never_arrived(error: requests.exceptions.RequestException) -> bool:
    """Whether no server was reached: refused, unknown name, or no answer to the call."""
    text = str(error)
    return isinstance(
        error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError
    ) or ("NewConnectionError" in text or "NameResolutionError" in text or "Failed to" in text)


def _reason(error: requests.exceptions.RequestException) -> str:
    """Return an exception of `requests` as a few words."""
    text = str(error)
    for mark, words in (
        ("NameResolution", "the name cannot be resolved"),
        ("refused", "connection refused"),
        ("unreachable", "network unreachable"),
        ("CERTIFICATE", "its certificate is not trusted"),
    ):
        if mark in text:
            return words
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy does not let it through"
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "the connection broke"
    return type(error).__name__


def _retry_after(value: str | None) -> float | None:
    """Return the seconds of a ``Retry-After`` header: a number or an HTTP date; None if neither."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        then = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, then.timestamp() - time.time())
