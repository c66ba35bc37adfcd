"""Invented records in the form of arXiv's metadata snapshot, as many as one likes.

Lengths and counts follow the real snapshot: titles of some 75 characters, abstracts of about 1,000,
four authors, 1.5 categories and versions. Words follow Zipf's law, so that a record has as many
different ones (some 105 of 170) as real ones have, and one that occurs nowhere else: that is what
a full-text index is slow at. The same seed gives the same bytes.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["snapshot_records", "write_snapshot"]

_FIRST_YEAR, _MONTHS = 1991, 420
_NEW_STYLE = (2007 - _FIRST_YEAR) * 12 + 3  # identifiers are YYMM.NNNN from April 2007
_FIVE_DIGITS = (2015 - _FIRST_YEAR) * 12
_ARCHIVES = (
    "astro-ph", "cond-mat", "cs", "gr-qc", "hep-ex", "hep-ph", "hep-th", "math", "physics",
    "quant-ph",
)  # fmt: skip
_CATEGORIES = (
    "cs.LG", "cs.CV", "cs.CL", "cs.AI", "stat.ML", "cs.NE", "cs.AR", "cs.IT", "math.PR", "math.CO",
    "astro-ph.GA", "cond-mat.mes-hall", "hep-ph", "hep-th", "quant-ph", "eess.SP", "cs.RO", "cs.CR",
)  # fmt: skip
_SYLLABLES = (
    "ba", "con", "de", "fer", "gra", "hy", "in", "jo", "ka", "lo", "mi", "no", "or", "pru", "qua",
    "re", "spar", "ti", "un", "ver", "wa", "xi", "ye", "ze", "tion", "ment", "net", "ing", "al",
)  # fmt: skip
_VOCABULARY, _SENTENCES, _NAMES, _PEOPLE = 40_000, 20_000, 60_000, 2_000_000


def snapshot_records(count: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Yield records as arXiv's snapshot has them, oldest first, no identifier twice."""
    writer = _Writer(random.Random(seed))
    month, within = -1, 0
    for number in range(count):
        now = int(_MONTHS * (number / count) ** 0.5)  # more papers every year
        within = within + 1 if now == month else 1
        month = now
        yield writer.record(month, within)


def write_snapshot(path: Path, count: int, seed: int = 0) -> int:
    """Write records as JSON Lines; return how many bytes that came to."""
    with path.open("w", encoding="ascii") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in snapshot_records(count, seed))
    return path.stat().st_size


class _Writer:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        words = [self._word(rank + len(_SYLLABLES)) for rank in range(_VOCABULARY)]
        weights = list(itertools.accumulate((rank + 1) ** -1.1 for rank in range(_VOCABULARY)))

        def prose(length: int) -> str:
            return " ".join(chance.choices(words, cum_weights=weights, k=length))

        self.sentences = [prose(chance.randint(14, 32)).capitalize() for _ in range(_SENTENCES)]
        self.titles = [prose(chance.randint(6, 11)).title() for _ in range(_SENTENCES)]
        seconds = range(0, 86_400, 7)
        self.times = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in seconds]
        self.names = [self._word(chance.randrange(10**6)).title() for _ in range(_NAMES)]

    def _word(self, rank: int) -> str:
        """Return a word, the shorter the more frequent it is."""
        parts = []
        while rank >= 0:
            rank, part = divmod(rank, len(_SYLLABLES))
            parts.append(_SYLLABLES[part])
            rank -= 1
        return "".join(parts)

    def record(self, month: int, within: int) -> dict[str, Any]:
        """Return a record of a month, the first, second ... of it."""
        chance = self.chance
        authors = [self._author() for _ in range(min(1 + int(chance.expovariate(0.28)), 60))]
        categories = dict.fromkeys(chance.choices(_CATEGORIES, k=1 + (chance.random() < 0.5)))
        versions = self._versions(month)
        pages = f"{chance.randint(4, 40)} pages, {chance.randint(1, 12)} figures"
        return {
            "id": _identifier(month, within),
            "submitter": " ".join(reversed(authors[0][:2])),
            "authors": ", ".join(f"{given} {family}" for family, given, _ in authors),
            "title": chance.choice(self.titles),
            "comments": pages if chance.random() < 0.6 else None,
            "journal-ref": f"J. Inv. Sci. {within}, {month}" if chance.random() < 0.3 else None,
            "doi": f"10.1000/inv.{month}.{within}" if chance.random() < 0.4 else None,
            "report-no": None,
            "categories": " ".join(categories),
            "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
            "abstract": self._abstract(),
            "versions": versions,
            "update_date": f"{_day(month + len(versions))}",
            "authors_parsed": authors,
        }

    def _author(self) -> list[str]:
        """Return one of two million people; some write much more than others."""
        person = int(_PEOPLE * self.chance.random() ** 3)
        given = self.names[person * 7919 % _NAMES]
        return [self.names[person % _NAMES], f"{given} {chr(65 + person % 26)}.", ""]

    def _rare(self) -> str:
        return self._word(int(_VOCABULARY * self.chance.random() ** -1.5))

    def _abstract(self) -> str:
        sentences = ".\n".join(self.chance.choices(self.sentences, k=self.chance.randint(5, 9)))
        return f"  {sentences} of {self._rare()}.\n"

    def _versions(self, month: int) -> list[dict[str, str]]:
        count = 1 + min(int(self.chance.expovariate(1.1)), 8)
        times = self.chance.choices(self.times, k=count)
        return [
            {"version": f"v{number}", "created": f"{_day(month + number):%a, 3 %b %Y} {time} GMT"}
            for number, time in enumerate(times, start=1)
        ]


@cache
def _day(month: int) -> date:
    return date(_FIRST_YEAR + month // 12, month % 12 + 1, 3)


def _identifier(month: int, within: int) -> str:
    stamp = f"{(_FIRST_YEAR + month // 12) % 100:02}{month % 12 + 1:02}"
    if month < _NEW_STYLE:
        number, archive = divmod(within, len(_ARCHIVES))
        return f"{_ARCHIVES[archive]}/{stamp}{number:03}"
    return f"{stamp}.{within:0{5 if month >= _FIVE_DIGITS else 4}}"
