"""Facts as a CSV file that a person edits in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from litscan.corpus.corrections.address import KINDS, short_hash
from litscan.corpus.corrections.fields import fields_of, flatten, shown
from litscan.spreadsheet import guarded

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = ["ACTION", "column_of", "facts_csv", "paper_cell", "state_of"]

ACTION = "action"
_BEFORE = (ACTION, "id", "state", "paper", "kind")
_AFTER = ("quote", "file", "line", "confidence", "corrected", "note")
_BARE_ARXIV = re.compile(r"\d{4}\.\d{4,5}")


def column_of(kind: str, name: str) -> str:
    """Return the column that holds a field; an entity's kind is not the kind of fact."""
    return "entity_kind" if (kind, name) == ("entities", "kind") else name


def state_of(kind: str, item: Mapping[str, Any]) -> str:
    """Return a short hash of what a fact says, by which an import sees that it changed since."""
    known = fields_of(kind)
    cells = {name: str(shown(known[name], v)) for name, v in flatten(kind, item).items()}
    return short_hash("s", kind, cells)


def paper_cell(key: str) -> str:
    """Return a paper's key as text in every spreadsheet; ``1608.08710`` is a number in all.

    Examples
    --------
    >>> paper_cell("1608.08710"), paper_cell("sample/first-mile")
    ('arXiv:1608.08710', 'sample/first-mile')
    """
    return f"arXiv:{key}" if _BARE_ARXIV.fullmatch(key) else key


def facts_csv(corpus: Corpus, papers: Iterable[str], kinds: Iterable[str] = ()) -> str:
    """Return the facts of papers, one a row, to be edited and imported.

    Parameters
    ----------
    corpus : Corpus
    papers : iterable of str
        Keys of papers.
    kinds : iterable of str
        Kinds of fact; all by default.
    """
    wanted = tuple(kinds) or KINDS
    names = dict.fromkeys(column_of(kind, name) for kind in wanted for name in fields_of(kind))
    columns = [*_BEFORE, *names, *_AFTER]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for paper in papers:
        for kind, address, item in corpus.facts_of(paper):
            if kind in wanted:
                row = _row(paper, kind, address, item)
                writer.writerow({name: guarded(cell) for name, cell in row.items()})
    return stream.getvalue()


def _row(paper: str, kind: str, address: str, item: Mapping[str, Any]) -> dict[str, object]:
    known = fields_of(kind)
    cells: dict[str, object] = {
        column_of(kind, name): shown(known[name], value)
        for name, value in flatten(kind, item).items()
    }
    if cells.get("cited_arxiv_id"):
        cells["cited_arxiv_id"] = paper_cell(str(cells["cited_arxiv_id"]))
    first = item["evidence"][0] if item["evidence"] else {}
    return {
        "id": address,
        "state": state_of(kind, item),
        "paper": paper_cell(paper),
        "kind": kind,
        **cells,
        **{name: first.get(name) for name in ("quote", "file", "line")},
        "confidence": item.get("confidence"),
        "corrected": "yes" if item.get("corrected") else "",
    }
