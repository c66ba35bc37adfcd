"""Names that come in series: ``ResNet-18``, ``ResNet-34`` ... are one family, not twenty entries.

A family has stems (spellings of its bare name) and series (what may follow). The stem is found
by the automaton of `litscan.vocabulary.matcher`; what follows is read here, list forms included:
``ResNet-18/34/50`` and ``CIFAR-{10,100}`` are several names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from litscan.vocabulary.folding import fold
from litscan.vocabulary.names import Name, NameKind

__all__ = ["Family", "Member", "Series"]

_GAP = r"[-_\s\u00a0\u2009\u2010-\u2014\u2212]{0,2}"
_TIGHT_GAP = r"[-_\u2010-\u2014\u2212]?"
_SUBSCRIPT = r"\$?\s?_\s?\{?(?:\\[a-z]+\s?\{?)?"
_SLASH = r"\s?/\s?"
_LIST_GAP = r"(?:\s?[&+]\s?|\s?,\s?(?:and\s|or\s|&\s)?|\s(?:and|or)\s)"
_AFTER = r"(?![0-9A-Za-z])(?!\.\d)(?!\s?[%‰])"
# "ResNet-18, 34 and 50 epochs": the last number of a loose list must not count something else
_NOT_COUNTING = (
    r"(?!\s(?!(?i:and|or|on|for|in|with|to|as|at|by|from|using|are|is|were|was|have|has|do|"
    r"models?|networks?|architectures?|variants?|datasets?|benchmarks?|respectively)\b)(?-i:[a-z]))"
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member read after a stem: its name and the span of what names it."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True)
class Series:
    """Members that differ in one value (a depth, a size, a version).

    Attributes
    ----------
    template : str
        Canonical name with ``{}`` for the value, for example ``"ResNet-{}"``.
    values : tuple of tuple of str
        Known values, each with its spellings, the canonical one first.
    other : str or None
        Pattern of values that are not listed; they must follow without a blank.
    suffix : str or None
        Pattern of what may follow the value without changing the name.
    exact : bool
        Whether the value must be printed in the letter case given.
    """

    template: str
    values: tuple[tuple[str, ...], ...]
    other: str | None = None
    suffix: str | None = None
    exact: bool = False

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Folded spelling of each known value, with the canonical value."""
        return {_fold_value(way): ways[0] for ways in self.values for way in ways}

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        """What may follow a stem, a value of a strict list, and a value of a loose list."""
        ways = sorted((way for value in self.values for way in value), key=len, reverse=True)
        known = "|".join(_loose(way) for way in ways) or r"(?!)"
        after = (rf"(?:{self.suffix})?" if self.suffix else "") + _AFTER
        sized = "|".join(_loose(way) for way in ways if not way.isdigit()) or r"(?!)"
        first = rf"(?:(?:{_GAP}|{_SUBSCRIPT})(?P<known>{known})"
        first += rf"|{_GAP}[{{(](?P<listed>{known})(?=[,/}}&])"
        first += rf"|\s?\((?P<sized>{sized})\)?"
        first += rf"|{_TIGHT_GAP}(?P<other>{self.other}))" if self.other else ")"
        flags = 0 if self.exact else re.IGNORECASE
        return (
            re.compile(first + after, flags),
            re.compile(rf"(?:\s?[/&]\s?|,\s?){_TIGHT_GAP}(?P<known>{known}){after}", flags),
            re.compile(
                rf"(?:{_SLASH}{_TIGHT_GAP}(?P<slashed>{known}){after}"
                rf"|{_LIST_GAP}{_TIGHT_GAP}(?P<known>{known}){after}{_NOT_COUNTING})",
                flags,
            ),
        )


@dataclass(frozen=True)
class Family:
    """A bare name and its series; see the module's docstring."""

    kind: NameKind
    generic: Name
    stems: tuple[str, ...]
    series: tuple[Series, ...]
    attributes: dict[str, object]
    _made: dict[str, Name] = field(default_factory=dict)

    def known(self) -> tuple[Name, ...]:
        """Return the names of all listed members, in the order of the file."""
        return tuple(
            self.member(series, ways[0]) for series in self.series for ways in series.values
        )

    def member(self, series: Series, value: str) -> Name:
        """Return the member of a series with a canonical value."""
        name = series.template.format(value)
        if name not in self._made:
            attributes = {
                **self.attributes,
                "family": self.generic.name,
                "variant": value,
                "listed": _fold_value(value) in series.canonical,
            }
            aliases = tuple(
                dict.fromkeys(
                    f"{stem}-{way}"
                    for stem in self.stems
                    for ways in series.values
                    if ways[0] == value
                    for way in ways
                    if f"{stem}-{way}" != name
                )
            )
            self._made[name] = Name(self.kind, name, aliases, attributes)
        return self._made[name]

    def read(self, text: str, start: int, end: int) -> tuple[Member, ...]:
        """Return the members named by the stem at ``[start, end)`` and what follows it.

        The first member's span begins with the stem; those of a list are their values alone.
        Empty if nothing that follows makes a member.
        """
        best: tuple[Member, ...] = ()
        for series in self.series:
            members = tuple(self._read_series(series, text, start, end))
            if members and (not best or members[-1].end > best[-1].end):
                best = members
        return best

    def _read_series(self, series: Series, text: str, start: int, end: int) -> Iterator[Member]:
        first, strict, loose = series.patterns
        match = first.match(text, end)
        if match is None:
            return
        raw = next(value for value in match.groupdict().values() if value)
        if raw == "s" == text[end]:  # a plural, not the size small: "Vision Transformers"
            return
        yield Member(start, match.end(), self._name(series, raw))
        braced = match["listed"] is not None
        follow = strict if braced else loose
        while (match := follow.match(text, match.end())) is not None:
            group = match.lastgroup or "known"
            yield Member(match.start(group), match.end(), self._name(series, match[group]))

    def _name(self, series: Series, raw: str) -> Name:
        value = series.canonical.get(_fold_value(raw))
        if value is None:
            value = re.sub(r"(?<=\d)\s*[-×x]\s*(?=\d)", "-", raw)
        return self.member(series, value)


def _fold_value(value: str) -> str:
    return re.sub(r"(?<=\d)x(?=\d)|/", "", fold(value))


def _loose(value: str) -> str:
    parts = re.split(r"[-_/ ]", value)
    return r"[-_/\s\u00d7x\u2010-\u2014\u2212]{0,3}".join(re.escape(part) for part in parts)
