"""Citations of a table: which key a paper has, and the bibliography that goes with the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litscan.corpus.export import citation_keys, to_bibtex
from litscan.tex import escape_tex

if TYPE_CHECKING:
    from litscan.corpus import Corpus, PaperRecord

__all__ = ["Citations", "Reference", "paper_url"]


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list of references: its key, its text, and where the paper is."""

    key: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Citations:
    """Papers by their keys in the corpus, with the keys that BibTeX knows them by.

    The keys are those of ``litscan export --format bibtex``, so that tables and bibliography of
    one corpus go together.
    """

    records: Mapping[str, PaperRecord] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> Citations:
        """Return the citations of a corpus."""
        records = {record.key: record for record in corpus.paper_records()}
        return cls(records, citation_keys(records.values()))

    def bibtex(self, papers: Iterable[str]) -> str:
        """Return the entries of some papers, for LaTeX: symbols as commands, letters as UTF-8."""
        known = [self.records[key] for key in papers if key in self.records]
        return "\n".join(to_bibtex(known, self.keys, escape=escape_tex))

    def references(self, papers: Iterable[str]) -> Iterator[Reference]:
        """Yield the list of references of some papers, for a page that is read as it is."""
        for key in papers:
            if key not in self.records:
                continue
            record = self.records[key]
            date = f"({record.year})" if record.year else ""
            venue = record.venue or ("arXiv" if record.arxiv_id else "")
            parts = (", ".join(record.authors), date, record.title or key, venue)
            text = ". ".join(part.rstrip(".") for part in parts if part) + "."
            yield Reference(self.keys[key], text, paper_url(record))


def paper_url(record: PaperRecord) -> str:
    """Return where a paper is on the web, as far as its record tells."""
    if record.arxiv_id:
        return f"https://arxiv.org/abs/{record.arxiv_id}"
    return f"https://doi.org/{record.doi}" if record.doi else ""
