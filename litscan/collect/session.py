"""Asking arXiv politely: one connection, a pause between requests, patience, and an end to it.

arXiv asks for at most one request every three seconds over a single connection. It answers
overload with 429 or 503, now and then with a blank page or half of one; all of these are asked
again after a growing, jittered wait, or after what ``Retry-After`` says. What is refused (403) is
not asked again. Clock and sleep are given from outside, so that waits can be tested without
waiting.
"""

from __future__ import annotations

import email.utils
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from litscan.config import Settings
from litscan.errors import NetworkError, UsageError
from litscan.version import __version__

__all__ = ["Patience", "PoliteSession", "Reply", "open_session", "user_agent"]

log = logging.getLogger(__name__)

_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
_CHUNK = 1 << 16
ARXIV_DELAY = 3.0
"""Seconds between requests that arXiv asks for."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to ask; all times in seconds.

    `attempts` bounds the requests for one address; `dial_attempts` those in a row that reach no
    server at all, which end sooner since a machine without a network will not get one by waiting.
    """

    delay: float = 3.0
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    whole_timeout: float = 300.0
    attempts: int = 8
    dial_attempts: int = 4
    first_wait: float = 2.0
    longest_wait: float = 120.0
    longest_retry_after: float = 900.0
    max_bytes: int = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, whole body, and the address it came from."""

    status: int
    content: bytes
    url: str
    content_type: str = ""


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


def open_session(settings: Settings, delay: float | None = None) -> PoliteSession:
    """Return a session as set; where no delay is given, arXiv is asked at its pace, others at once.

    Parameters
    ----------
    settings : Settings
    delay : float, optional
        Seconds between requests; outranks the settings.

    Raises
    ------
    UsageError
        If arXiv itself would be asked more often than it allows.
    """
    parts = urlsplit(settings.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"base URL: {settings.base_url!r} is no address", advice="write https://host"
        )
    arxiv = parts.hostname == "arxiv.org" or parts.hostname.endswith(".arxiv.org")
    if delay is None:
        delay = settings.delay
    if delay is None:
        delay = ARXIV_DELAY if arxiv else 0.0
    if arxiv and delay < ARXIV_DELAY:
        raise UsageError(f"delay: {delay:g} s; arXiv asks for {ARXIV_DELAY:g} s or more")
    return PoliteSession(Patience(delay=delay), settings.contact)


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
    """

    patience: Patience = field(default_factory=Patience)
    contact: str = ""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jitter: random.Random = field(default_factory=random.Random)
    headers: Mapping[str, str] = field(default_factory=dict)
    requests_made: int = 0
    _last_start: float | None = None
    _http: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self._http.headers.update({"User-Agent": user_agent(self.contact), **self.headers})
        self._http.max_redirects = 5
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(pool_connections=1, pool_maxsize=1))

    def __enter__(self) -> PoliteSession:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(
        self, url: str, params: Mapping[str, str] | None = None, check: Check | None = None
    ) -> Reply:
        """Return an answer that is no passing fault: 200 and accepted by `check`, or 4xx.

        Raises
        ------
        NetworkError
            If there was none within the patience, the server refused (403), or the body is too
            large.
        """
        dials = 0
        for attempt in range(1, self.patience.attempts + 1):
            retry_after: float | None = None
            try:
                reply, retry_after = self._ask(url, params)
                problem = self._problem(reply, check)
                if problem is None:
                    return reply
                dials = 0
            except (requests.exceptions.ConnectionError, requests.exceptions.Timeout) as error:
                problem, dials = _reason(error), dials + _never_arrived(error)
            except requests.exceptions.ChunkedEncodingError:
                problem = "the answer broke off"
            except requests.exceptions.RequestException as error:
                raise NetworkError(f"{url}: {_reason(error)}") from error
            except _TooLargeError as error:
                raise NetworkError(f"{url}: {error}") from error
            if attempt == self.patience.attempts or dials == self.patience.dial_attempts:
                break
            wait = self._wait(attempt, retry_after)
            log.info("%s: %s; asking again in %.0f s", url, problem, wait)
            self.sleep(wait)
        raise NetworkError(
            f"{url}: {problem}, asked {attempt} times", advice="run the same command later"
        )

    def _ask(self, url: str, params: Mapping[str, str] | None) -> tuple[Reply, float | None]:
        self._keep_distance()
        limits = self.patience
        with self._http.get(
            url,
            params=params,
            timeout=(limits.connect_timeout, limits.read_timeout),
            stream=True,
        ) as response:
            started, body = self.clock(), bytearray()
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > limits.max_bytes:
                    raise _TooLargeError(f"more than {limits.max_bytes} bytes")
                if self.clock() - started > limits.whole_timeout:
                    raise requests.exceptions.ReadTimeout("the answer trickles")
            reply = Reply(
                response.status_code,
                bytes(body),
                response.url,
                response.headers.get("Content-Type", ""),
            )
            return reply, _retry_after(response.headers.get("Retry-After"))

    def _keep_distance(self) -> None:
        if self._last_start is not None:
            ahead = self._last_start + self.patience.delay - self.clock()
            if ahead > 0:
                self.sleep(ahead)
        self._last_start = self.clock()
        self.requests_made += 1

    def _problem(self, reply: Reply, check: Check | None) -> str | None:
        if reply.status == 403:
            raise NetworkError(
                f"{reply.url}: HTTP 403, access refused", advice="do not go on; see arXiv's rules"
            )
        if reply.status in _TRANSIENT or reply.status >= 500:
            return f"HTTP {reply.status}"
        if reply.status == 200 and not reply.content:
            return "a blank answer"
        return check(reply) if check and reply.status == 200 else None

    def _wait(self, attempt: int, retry_after: float | None) -> float:
        limits = self.patience
        if retry_after is not None:
            if retry_after > limits.longest_retry_after:
                raise NetworkError(
                    f"arXiv asks to come back in {retry_after:.0f} seconds",
                    advice="run the same command then",
                )
            return retry_after + self.jitter.uniform(0, limits.first_wait / 2)
        wait = min(limits.first_wait * 2.0 ** (attempt - 1), limits.longest_wait)
        return wait * self.jitter.uniform(0.75, 1.25)


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
