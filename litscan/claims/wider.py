"""The wider field of a corpus: all submissions to the categories that it holds whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litscan.growth.denominator import complete_categories, of_complete
from litscan.growth.of_corpus import CountedPapers, counted_papers
from litscan.growth.trends import ShareTrend

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = ["WiderField", "wider_field"]


@dataclass(frozen=True, slots=True)
class WiderField:
    """All submissions that papers on pruning are a share of.

    Parameters
    ----------
    label : str
        Which submissions, in words; empty where none are known.
    categories : tuple of str
        The categories held whole; empty where the submissions are arXiv's own totals.
    totals : mapping of str to int
        Submissions by month to the categories held whole.
    share : ShareTrend or None
        How the share of papers on pruning changes.
    """

    label: str = ""
    categories: tuple[str, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    share: ShareTrend | None = None

    def lacks(self, categories: Collection[str]) -> list[str]:
        """Return which of some categories are not held whole.

        Examples
        --------
        >>> WiderField("all cs submissions", ("cs",)).lacks(["cs.LG", "stat.ML"])
        ['stat.ML']
        """
        return [
            name
            for name in categories
            if not any(name == held or name.startswith(f"{held}.") for held in self.categories)
        ]


def wider_field(corpus: Corpus, counted: CountedPapers) -> WiderField:
    """Return the field of a corpus: its whole categories if it has any, else arXiv's totals.

    Parameters
    ----------
    corpus : Corpus
    counted : CountedPapers
        All its papers on pruning.
    """
    whole = complete_categories(corpus)
    if not whole:
        known = counted.denominator
        return (
            WiderField(known.label, share=counted.measure().share_trend) if known else WiderField()
        )
    names = tuple(one.category for one in whole)
    every = of_complete(corpus, whole)
    inside = counted_papers(corpus, categories=names)
    return WiderField(every.label, names, every.totals, inside.measure().share_trend)
