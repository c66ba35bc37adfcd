"""The sample corpus that ships with litscan, brought into a corpus.

The papers are fictional, so they have no arXiv id and no submission date there: nothing that
counts publications counts them. The growth facts are of real papers, and known by their dates
alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litscan.resources import data_path, load_toml

if TYPE_CHECKING:
    from pathlib import Path

    from litscan.corpus import Corpus, PaperRecord

__all__ = ["NOTICES", "TITLE", "holds_sample", "load_sample", "sample_corpus", "sample_paper"]

SOURCE = "sample"
TITLE = "litscan on its sample corpus"
NOTICES = (
    "The papers read here are fictional: they were written for litscan, with real networks and "
    "datasets and invented numbers, some of them with planted faults.",
    "The growth facts are of real papers, an uneven sample of arXiv; they show the method, not "
    "the growth of the field.",
)


def load_sample(corpus: Corpus) -> Iterator[str]:
    """Store the sample papers, their texts and the growth facts; yield what was stored.

    Storing them again changes nothing.
    """
    from dataclasses import replace

    from litscan.document import read_document

    for entry in load_toml("sample", "papers.toml")["papers"]:
        slug = str(entry["slug"])
        corpus.add_papers([_record(entry)])
        document = read_document(data_path("sample", "papers", slug))
        source = replace(document.source, path=f"sample/{slug}")
        corpus.save_document(f"sample/{slug}", replace(document, source=source))
        yield slug
    corpus.add_papers(_submissions())
    coverage = load_toml("sample", "growth", "coverage.toml")
    totals = [source for source in coverage["sources"] if "totals" in source["file"]]
    corpus.save_monthly_totals(_monthly_totals(totals[0]), totals[0]["name"])
    for source in coverage["sources"]:
        corpus.add_coverage_note(source["name"], source["caveat"])
    for caveat in coverage["coverage"]["caveats"]:
        corpus.add_coverage_note("sample", caveat)
    yield "growth facts"


def sample_corpus(path: str | Path) -> Corpus:
    """Return the sample corpus, read, extracted and audited, as a new SQLite file.

    A file that holds it already is opened, and nothing is done twice. Nothing needs a network.

    Parameters
    ----------
    path : path
        Of the file.
    """
    from litscan.corpus import Corpus
    from litscan.pipeline.stages import audit_documents

    corpus = Corpus.open(path)
    for _ in load_sample(corpus):
        pass
    for _ in audit_documents(corpus):
        pass
    return corpus


def sample_paper(name: str) -> Path:
    """Return the folder of one of the sample papers, LaTeX sources as authors submit them.

    Raises
    ------
    UsageError
        If there is no such paper; the message lists them.

    Examples
    --------
    >>> sample_paper("lean-masks").is_dir()
    True
    """
    from litscan.errors import UsageError

    known = [str(entry["slug"]) for entry in load_toml("sample", "papers.toml")["papers"]]
    if name not in known:
        raise UsageError(f"no sample paper {name!r}", advice=f"there are: {', '.join(known)}")
    return data_path("sample", "papers", name)


def holds_sample(corpus: Corpus) -> bool:
    """Return whether papers of the sample corpus are among those of a corpus."""
    return bool((corpus.papers()["source"] == SOURCE).any())


def _record(entry: dict[str, Any]) -> PaperRecord:
    from litscan.corpus import PaperRecord

    return PaperRecord(
        key=f"sample/{entry['slug']}",
        title=entry["title"],
        authors=tuple(entry["authors"]),
        categories=tuple(entry["categories"]),
        primary_category=entry["primary_category"],
        published=str(entry["submitted"]),
        source=SOURCE,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with data_path("sample", "growth", name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _submissions() -> Iterator[PaperRecord]:
    from litscan.corpus import PaperRecord

    for row in _rows("pruning_submissions.csv"):
        yield PaperRecord(
            key=row["arxiv_id"],
            arxiv_id=row["arxiv_id"],
            submitted=row["submitted"],
            categories=(row["primary_category"],),
            primary_category=row["primary_category"],
            source=SOURCE,
        )


def _monthly_totals(source: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the whole months; a month still running when the figures were taken is left out."""
    partial = set(source.get("partial_months", ()))
    for row in _rows("arxiv_monthly_totals.csv"):
        if row["month"] not in partial:
            yield row["month"], int(row["submissions"])
