"""The texts a paper puts around its tables, cut to words once."""

from __future__ import annotations

from dataclasses import dataclass

from litscan.document.model import Document
from litscan.extraction.own import find_own_names
from litscan.extraction.zones import Zones
from litscan.leaderboards.cells import ResultTable, result_tables
from litscan.leaderboards.metrics import families_in
from litscan.leaderboards.names import Bag, NameWords, bag, split_words

__all__ = ["PaperWords", "TableWords", "told_share"]


@dataclass(frozen=True)
class PaperWords:
    """The texts of a paper that do not belong to one table."""

    title: Bag
    head: Bag
    whole: Bag
    flat: str
    head_families: frozenset[str]
    families: frozenset[str]
    tables: tuple[ResultTable, ...]

    @classmethod
    def of(cls, document: Document) -> PaperWords:
        """Return the words of a document."""
        own = tuple(name.name for name in find_own_names(document, document.once(Zones.of)))
        title = document.title_text
        abstract = document.quote(document.abstract) if document.abstract else ""
        opening = f"{title} {abstract or document.text[:2000]}"
        return cls(
            bag(title),
            bag(opening),
            bag(document.text),
            f" {' '.join(split_words(document.text))} ",
            families_in(opening),
            families_in(document.text),
            result_tables(document, own),
        )

    def uses(self, name: NameWords) -> int:
        """Return how often the paper says a name."""
        return max(self.flat.count(f" {phrase} ") for phrase in name.phrases())


@dataclass(frozen=True)
class TableWords:
    """A table's surroundings as bags of words and families of metrics."""

    caption: Bag
    mention: Bag
    section: Bag
    caption_families: frozenset[str]
    mention_families: frozenset[str]

    @classmethod
    def of(cls, table: ResultTable) -> TableWords:
        """Return the words around a table."""
        return cls(
            bag(table.caption),
            bag(table.mentions),
            bag(table.section),
            families_in(table.caption),
            families_in(table.mentions),
        )


def told_share(label: str, paper: PaperWords) -> tuple[float, float]:
    """Return the shares of a label's words that stand in the title, and in title and abstract."""
    words = [word for word in split_words(label) if len(word) > 1 and not word[0].isdigit()]
    if not words:
        return 0.0, 0.0
    title = sum(word in paper.title for word in words) / len(words)
    return title, sum(word in paper.head for word in words) / len(words)
