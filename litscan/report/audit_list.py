"""The list of several audits: a page that links the page of each, under a name one can read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, count

from litscan.document.folders import MEDIA_TYPES
from litscan.report.audit_view import AuditPage
from litscan.report.view import OutcomeCell

__all__ = ["ListedAudit", "list_audit"]

LONGEST_NAME = 60
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class ListedAudit:
    """A page of an audit as the list shows it; `name` is its file."""

    name: str
    title: str
    path: str
    score: str
    coverage: str
    counts: tuple[tuple[OutcomeCell, int], ...]


def list_audit(page: AuditPage, key: str, taken: Collection[str] = ()) -> ListedAudit:
    """Return how the list shows the page of a paper.

    Parameters
    ----------
    page : AuditPage
        The page.
    key : str
        What the paper is called: its path, arXiv id or key.
    taken : collection of str
        Names of pages, in lower case, that others have already.
    """
    name = _file_name(key, taken)
    return ListedAudit(name, page.title, page.path, page.score, page.coverage, page.counts)


def _file_name(key: str, taken: Collection[str]) -> str:
    """Return a name for a page: the paper's, with its folder's where another has that name.

    Examples
    --------
    >>> _file_name("papers/lean-masks", ())
    'lean-masks.html'
    >>> _file_name("b/main.tex", ("main.html",))
    'b-main.html'
    >>> _file_name("b/main.tex", ("main.html", "b-main.html"))
    'b-main-2.html'
    """
    folder, _, last = key.replace("\\", "/").rstrip("/").rpartition("/")
    stem, ending = posixpath.splitext(last)
    own = _plain(stem if ending.lower() in MEDIA_TYPES else last)
    longer = _plain(f"{posixpath.basename(folder)}-{own}")
    free = (
        file
        for name in chain((own, longer), (f"{longer}-{number}" for number in count(2)))
        if (file := f"{name}.html").lower() not in {*taken, INDEX}
    )
    return next(free)


def _plain(text: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")
    return plain[:LONGEST_NAME] or "paper"
