"""The full text of a paper: its source, else arXiv's HTML, else its PDF, as typed outcomes.

What an address sends may be a gzipped tar, one gzipped file, a PDF, a page of HTML, or nothing;
names and types in the headers are not to be trusted, so the bytes are looked at. What looks like
half an answer, or like the page of an outage, is asked for again a few times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from litscan.collect.archive import (
    Form,
    UnpackLimits,
    UnsafeArchiveError,
    breaks_off,
    sniff,
    unpack,
)
from litscan.collect.page import page_kind
from litscan.collect.session import AnswerError, AnswerTooLargeError, PoliteSession, Reply
from litscan.errors import ReadError
from litscan.ids import ArxivId

__all__ = ["FINAL", "FetchedText", "Outcome", "fetch_text", "full_texts", "worst_of"]

Outcome = Literal[
    "source",
    "html",
    "pdf",
    "unsafe",
    "too_large",
    "unreadable",
    "withdrawn",
    "no_text",
    "unanswered",
]

_WITH_TEXT = ("source", "html", "pdf")
_MOST_TELLING: tuple[Outcome, ...] = (
    "unsafe",
    "too_large",
    "unreadable",
    "withdrawn",
    "unanswered",
    "no_text",
)
FINAL = frozenset(_MOST_TELLING) - {"unanswered"}
"""Outcomes without a text that asking again would not change, until there is a new version."""

_BY_FORM: dict[Form, Outcome] = {"tex": "source", "tar": "source", "html": "html", "pdf": "pdf"}
_SUFFIXES: dict[Form, str] = {"html": "paper.html", "pdf": "paper.pdf"}


@dataclass(frozen=True, slots=True)
class FetchedText:
    """What came of asking one address for a paper's text.

    Attributes
    ----------
    outcome : Outcome
        ``source``, ``html`` or ``pdf``: `content` holds it as sent, and `path` is what to read.
        ``no_text``: arXiv has none there; ``withdrawn``: it says that the paper was withdrawn.
        ``unsafe``: an archive that passes the bounds. ``too_large``: more bytes than are taken.
        ``unreadable``: something else came. ``unanswered``: nothing usable, for now.
    form : Form
        What the bytes are.
    path : Path or None
        The folder into which the source was unpacked, or the file that came.
    note : str
        One line for a person.
    """

    arxiv_id: ArxivId
    outcome: Outcome
    form: Form
    url: str
    content: bytes = b""
    path: Path | None = None
    note: str = ""


def full_texts(
    session: PoliteSession,
    base_url: str,
    arxiv_id: ArxivId,
    folder: Path,
    limits: UnpackLimits | None = None,
) -> Iterator[FetchedText]:
    """Ask for a paper's source, then its HTML, then its PDF; yield what came of each.

    An address is asked when its outcome is wanted, so that a caller who can read the source asks
    for no more. Files are written into `folder`.

    Raises
    ------
    NetworkError
        If arXiv cannot be reached; a paper without text is an outcome, not an error.
    """
    base = base_url.rstrip("/")
    for number, kind in enumerate(("e-print", "html", "pdf")):
        url = f"{base}/{kind}/{arxiv_id}"
        yield _one_address(session, url, arxiv_id, folder / str(number), limits or UnpackLimits())


def fetch_text(
    session: PoliteSession,
    base_url: str,
    arxiv_id: ArxivId,
    folder: Path,
    limits: UnpackLimits | None = None,
) -> FetchedText:
    """Return the first text that comes of a paper, else why there is none.

    Raises
    ------
    NetworkError
        If arXiv cannot be reached; a paper without text is an outcome, not an error.
    """
    refused = []
    for found in full_texts(session, base_url, arxiv_id, folder, limits):
        if found.outcome in _WITH_TEXT:
            return found
        refused.append(found)
    return worst_of(refused)


def worst_of(refused: list[FetchedText]) -> FetchedText:
    """Return, of what came instead of a text, what tells most of why there is none."""
    return min(refused, key=lambda found: _MOST_TELLING.index(found.outcome))


_NO_PAPER = "a page that is no paper"
_NO_FORM = "bytes of no form that is known"
_BROKEN = "an answer that breaks off"
_ASKED_AGAIN = {_NO_PAPER: 4, _NO_FORM: 2, _BROKEN: 2}
"""How often is asked again for what may be the fault of a moment."""


@dataclass(slots=True)
class _Doubts:
    """The check of an address's answers; it lets pass what stays the same when asked again."""

    limits: UnpackLimits
    asked: Counter[str] = field(default_factory=Counter)

    def __call__(self, reply: Reply) -> str | None:
        doubt = self._doubt(reply.content)
        if doubt is None or self.asked[doubt] == _ASKED_AGAIN[doubt]:
            return None
        self.asked[doubt] += 1
        return doubt

    def _doubt(self, content: bytes) -> str | None:
        form = sniff(content)
        if form == "unknown":
            return _NO_FORM
        if form == "html" and (kind := page_kind(content)) != "paper":
            return _NO_PAPER if kind == "other" else None
        return _BROKEN if breaks_off(content, self.limits) else None


def _one_address(
    session: PoliteSession, url: str, arxiv_id: ArxivId, folder: Path, limits: UnpackLimits
) -> FetchedText:
    try:
        reply = session.get(url, check=_Doubts(limits))
    except AnswerTooLargeError as error:
        return FetchedText(arxiv_id, "too_large", "unknown", url, note=error.message)
    except AnswerError as error:
        return FetchedText(arxiv_id, "unanswered", "unknown", url, note=error.message)
    form = sniff(reply.content)
    kind = page_kind(reply.content) if form == "html" else None
    if reply.status != 200:
        outcome: Outcome = "withdrawn" if kind == "withdrawn" else "no_text"
        return FetchedText(arxiv_id, outcome, form, url, note=f"HTTP {reply.status}")
    if kind in ("none", "withdrawn"):
        outcome = "withdrawn" if kind == "withdrawn" else "no_text"
        return FetchedText(arxiv_id, outcome, form, url, note="a page that says so")
    if kind == "other":
        return FetchedText(arxiv_id, "unanswered", form, url, note=_NO_PAPER)
    if form in ("html", "pdf"):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / _SUFFIXES[form]
        path.write_bytes(reply.content)
        return FetchedText(arxiv_id, _BY_FORM[form], form, url, reply.content, path, form.upper())
    return _unpacked(FetchedText(arxiv_id, "unreadable", form, url, reply.content), folder, limits)


def _unpacked(found: FetchedText, folder: Path, limits: UnpackLimits) -> FetchedText:
    arxiv_id, form, url, content = found.arxiv_id, found.form, found.url, found.content
    if form not in ("gzip", "tar", "tex"):
        return FetchedText(arxiv_id, "unreadable", form, url, note=f"{form} bytes")
    try:
        unpacked = unpack(content, folder, limits)
    except UnsafeArchiveError as error:
        return FetchedText(arxiv_id, "unsafe", form, url, note=error.message)
    except ReadError as error:
        return FetchedText(arxiv_id, "unreadable", form, url, note=error.message)
    count = len(unpacked.files)
    note = "one file" if count == 1 else f"{count} files"
    if unpacked.left_out:
        note += f"; {unpacked.left_out} left out (links, devices, names)"
    return FetchedText(arxiv_id, _BY_FORM[unpacked.form], form, url, content, folder, note)
