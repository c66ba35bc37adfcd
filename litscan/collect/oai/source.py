"""arXiv's OAI-PMH interface as a source of records: what changed in a set, day by day.

A list comes in pages, each with a token for the next. Tokens expire, carry no size, and count
records of a list that changes overnight; nothing is therefore ever gone on with by a token that
an earlier run was given. What is remembered is the day the list has reached: it comes ordered by
the day of the last change, so that the window from that day on holds all that is left. Should a
server not keep that order, the window is asked from its beginning.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from litscan.collect.oai.answer import OaiAnswer, OaiRecord, read_answer
from litscan.collect.oai.errors import BadResumptionTokenError, OaiError
from litscan.collect.oai.formats import DEFAULT_FORMAT
from litscan.collect.session import PoliteSession, Reply
from litscan.errors import NetworkError, ReadError

__all__ = ["OAI_READ_TIMEOUT", "OaiPage", "OaiSource", "Window", "oai_address"]

log = logging.getLogger(__name__)

OAI_READ_TIMEOUT = 240.0
"""Seconds that a page may take: arXiv makes one when it is asked for, in up to 90 s and more."""
RESTARTS = 30
"""How often a window is begun again from the same day before the run gives up."""
LOOKS = 3
"""How often an empty list is asked for where there must be records."""
_HELD = 10
"""Answers in memory at once, where tokens live shorter than the work on a page."""
_ARXIV = "https://oaipmh.arxiv.org/oai"
_EARLIEST = "2005-09-16"
"""The first day arXiv knows; what changed last before it carries this day."""


def oai_address(base_url: str) -> str:
    """Return where OAI-PMH is asked, given where arXiv or what stands in for it is.

    Examples
    --------
    >>> oai_address("https://export.arxiv.org"), oai_address("http://127.0.0.1:8765/")
    ('https://oaipmh.arxiv.org/oai', 'http://127.0.0.1:8765/oai')
    """
    host = urlsplit(base_url).hostname or ""
    if host == "arxiv.org" or host.endswith(".arxiv.org"):
        return _ARXIV
    base = base_url.rstrip("/")
    return base if base.endswith("/oai") else f"{base}/oai"


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the last change, both included; None leaves an end open."""

    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class OaiPage:
    """Records of one answer, and where the list stands.

    `reached` is the day from which the window is to be asked again, `began` the server's day
    when the list was begun, `complete` whether the window is at its end.
    """

    records: tuple[OaiRecord, ...]
    reached: str | None
    began: str
    complete: bool
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    """Where a window stands over all lists that were begun in it."""

    first: str | None
    reached: str | None
    ordered: bool = True
    idle: int = 0
    began: str = ""
    latest: str = ""

    def begin(self) -> None:
        self.began = self.latest = ""

    def follow(self, answer: OaiAnswer) -> None:
        self.began = self.began or answer.day
        for record in answer.records:
            if record.datestamp < self.latest and self.ordered:
                log.warning("the list is not in the order of its days: no part of it is skipped")
                self.ordered = False
            self.latest = max(self.latest, record.datestamp)
        self.reached = (self.latest or self.reached) if self.ordered else self.first

    def begin_again(self, begun: str | None, reason: OaiError) -> None:
        self.idle = 0 if self.reached != begun else self.idle + 1
        log.info(
            "%s; the window is begun again from %s", reason.message, self.reached or "its start"
        )
        if self.idle > RESTARTS:
            raise NetworkError(
                f"{reason.message}: begun {RESTARTS} times from {begun or 'the start'} without "
                "getting on",
                advice="run the same command later",
            )


@dataclass(slots=True)
class _Pace:
    """How a server's tokens are used, by how long they were seen to live.

    At first a page is worked on before the next is asked for. Once a token was refused, pages are
    asked for at once; once one was refused that was used at once, tokens are left alone where the
    day that the list has reached does as well.
    """

    hurried: bool = False
    tokenless: bool = False
    pages: int = 0

    def refused(self) -> None:
        """Note that a token was refused, after so many pages of its list."""
        self.tokenless = self.tokenless or (self.hurried and self.pages == 1)
        self.hurried = not self.tokenless


@dataclass(slots=True)
class OaiSource:
    """An OAI-PMH server with arXiv's records.

    Parameters
    ----------
    session : PoliteSession
        Through which all requests go.
    url : str
        The server's base URL.
    prefix : str
        Format to ask for, one of `litscan.collect.oai.formats.FORMATS`.
    """

    session: PoliteSession
    url: str = _ARXIV
    prefix: str = DEFAULT_FORMAT
    _pace: _Pace = field(default_factory=_Pace, init=False)

    def pages(self, spec: str, window: Window, reached: str | None = None) -> Iterator[OaiPage]:
        """Yield the records of a set whose last change falls into a window.

        A record may come twice where a list had to be begun again.

        Parameters
        ----------
        spec : str
            The set.
        window : Window
            Days of the last change.
        reached : str, optional
            Day from which an earlier walk through the window is gone on with.

        Raises
        ------
        NetworkError
            If the server cannot be reached or does not answer as it should; what was yielded is
            good.
        OaiError
            If it refuses the request.
        """
        walk = _Walk(window.first, reached or window.first)
        while True:
            begun = walk.reached
            answers = self._list(spec, Window(begun, window.last), due=begun != window.first)
            walk.begin()
            try:
                at_once = self._pace.hurried or walk.idle
                for answer in _at_once(answers) if at_once else answers:
                    walk.follow(answer)
                    self._pace.pages += 1
                    complete = answer.token is None
                    yield OaiPage(
                        answer.records, walk.reached, walk.began, complete, answer.problems
                    )
                    if complete:
                        return
                    if self._pace.tokenless and not walk.idle and walk.reached != begun:
                        break
            except BadResumptionTokenError as error:
                walk.begin_again(begun, error)
                self._pace.refused()
            self._pace.pages = 0

    def _list(self, spec: str, window: Window, *, due: bool) -> Iterator[OaiAnswer]:
        """Yield the answers of one list, token by token."""
        answer = self._first(spec, window, due=due)
        used: set[str] = set()
        yield answer
        while answer.token is not None:
            if answer.token in used:
                raise NetworkError(
                    f"{self.url}: the list goes in a circle", advice="run the same command later"
                )
            used.add(answer.token)
            answer = self._ask({"verb": "ListRecords", "resumptionToken": answer.token})
            yield answer

    def _first(self, spec: str, window: Window, *, due: bool) -> OaiAnswer:
        """Return the first answer of a list; an empty one only after a second look."""
        request = {"verb": "ListRecords", "metadataPrefix": self.prefix, "set": spec}
        if window.first and window.first > _EARLIEST:
            request["from"] = window.first
        if window.last:
            request["until"] = window.last
        whole = not (window.first or window.last)
        for _ in range(LOOKS if due or whole else 1):
            answer = self._ask(request)
            if answer.records or answer.token:
                return answer
        if due and not window.last:
            raise NetworkError(
                f"{self.url}: an empty list of {spec} from {window.first}, where records are due",
                advice="run the same command later",
            )
        return answer

    def _ask(self, request: Mapping[str, str]) -> OaiAnswer:
        read = _Reader()
        reply = self.session.get(self.url, request, check=read)
        if read.answer is None and read.error is None and reply.status != 200:
            read(reply)
        if read.error is not None:
            raise type(read.error)(f"{self.url}: {read.error.message}")
        if read.answer is None:
            raise NetworkError(f"{self.url}: HTTP {reply.status}")
        return read.answer


@dataclass(slots=True)
class _Reader:
    """Reads an answer where the session asks whether it is good, so that it is read once."""

    answer: OaiAnswer | None = None
    error: OaiError | None = None

    def __call__(self, reply: Reply) -> str | None:
        self.answer = self.error = None
        try:
            self.answer = read_answer(reply.content)
        except OaiError as error:
            self.error = error
        except ReadError as error:
            return error.message
        return None


def _at_once(answers: Iterator[OaiAnswer]) -> Iterator[OaiAnswer]:
    """Yield answers some at a time, all of which are asked for before the first is worked on.

    So a token is used as soon as it comes, where tokens live shorter than the work on a page.
    """
    more = True
    while more:
        held: list[OaiAnswer] = []
        failure: NetworkError | None = None
        try:
            held.extend(islice(answers, _HELD))
        except NetworkError as error:
            failure = error
        yield from held
        if failure is not None:
            raise failure
        more = len(held) == _HELD
