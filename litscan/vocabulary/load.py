"""Reading the word lists under ``data/vocabulary/`` and refusing inconsistent ones.

The format is described in ``data/vocabulary/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from litscan.errors import PackagedDataError
from litscan.resources import load_toml
from litscan.vocabulary.families import Family, Series
from litscan.vocabulary.folding import SEPARATORS, fold
from litscan.vocabulary.matcher import Spelling, Vocabulary
from litscan.vocabulary.names import Name, NameKind

__all__ = ["FILES", "build_vocabulary", "load_vocabulary"]

FILES: Mapping[NameKind, str] = {
    "architecture": "architectures.toml",
    "dataset": "datasets.toml",
    "method": "methods.toml",
    "metric": "metrics.toml",
    "hardware": "hardware.toml",
    "software": "software.toml",
    "task": "tasks.toml",
}

_ENTRY_KEYS = {"name", "aliases", "exact", "ambiguous", "tight"}
_FAMILY_KEYS = {"name", "stems", "exact", "ambiguous", "series"}
_SERIES_KEYS = {"template", "values", "other", "suffix", "exact"}
_ATTRIBUTES: Mapping[NameKind, frozenset[str]] = {
    "architecture": frozenset({"domain", "broad"}),
    "dataset": frozenset({"domain", "task", "classes", "benchmark", "members", "corpus"}),
    "method": frozenset({"arxiv", "year", "author", "kind", "role"}),
    "metric": frozenset({"measure", "unit", "direction"}),
    "hardware": frozenset({"type", "maker"}),
    "software": frozenset({"type"}),
    "task": frozenset({"domain"}),
}


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with litscan; read once per process.

    Raises
    ------
    PackagedDataError
        If a file is missing or inconsistent; the message names file and entry.

    Examples
    --------
    >>> load_vocabulary().lookup("wide resnet 28x10", "architecture").name
    'WRN-28-10'
    """
    return build_vocabulary(
        {kind: load_toml("vocabulary", file) for kind, file in FILES.items()}, FILES
    )


def build_vocabulary(
    data: Mapping[NameKind, Mapping[str, Any]], files: Mapping[NameKind, str] = FILES
) -> Vocabulary:
    """Build a vocabulary from parsed files.

    Parameters
    ----------
    data : mapping
        For each kind the content of its file: ``{"entry": [...], "family": [...]}``.
    files : mapping
        What to call the files in errors.

    Raises
    ------
    PackagedDataError
        If an entry has no name, an unknown key or a value of the wrong type, or if one spelling
        stands for two names of a kind.
    """
    names: dict[NameKind, tuple[Name, ...]] = {}
    spellings: list[Spelling] = []
    for kind, content in data.items():
        reader = _FileReader(kind, f"vocabulary/{files[kind]}")
        reader.read(content)
        names[kind] = tuple(reader.names)
        spellings += reader.spellings
    return Vocabulary(names, spellings)


@dataclass(frozen=True, slots=True)
class _Way:
    """One spelling of an entry before the entry's name exists."""

    printed: str
    exact: bool
    ambiguous: bool
    tight: bool


class _FileReader:
    """The entries of one file, with what each spelling already stands for."""

    def __init__(self, kind: NameKind, file: str) -> None:
        self.kind = kind
        self.file = file
        self.names: list[Name] = []
        self.spellings: list[Spelling] = []
        self._owners: dict[str, dict[str, str]] = {}

    def read(self, content: Mapping[str, Any]) -> None:
        for key in content:
            if key not in ("entry", "family"):
                raise PackagedDataError(f"{self.file}: unknown table [{key}]")
        for number, entry in enumerate(content.get("entry", ()), 1):
            self._read_entry(entry, self._entry_name(entry, number, "entry"))
        for number, entry in enumerate(content.get("family", ()), 1):
            self._read_family(entry, self._entry_name(entry, number, "family"))

    def _entry_name(self, entry: Any, number: int, table: str) -> str:
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not fold(name):
            raise PackagedDataError(f"{self.file}: [[{table}]] number {number} has no name")
        return name

    def _read_entry(self, entry: Mapping[str, Any], name: str) -> None:
        attributes = self._attributes(entry, name, _ENTRY_KEYS)
        tight = entry.get("tight", False) is True
        ways = tuple(self._ways(entry, name, "aliases", tight=tight))
        aliases = tuple(way.printed for way in ways if way.printed != name)
        record = Name(self.kind, name, aliases, attributes)
        self.names.append(record)
        for way in ways:
            self._claim(way.printed, exact=way.exact, name=name)
            self.spellings.append(
                Spelling(way.printed, record, None, way.exact, way.ambiguous, way.tight)
            )

    def _read_family(self, entry: Mapping[str, Any], name: str) -> None:
        attributes = self._attributes(entry, name, _FAMILY_KEYS)
        ways = tuple(self._ways(entry, name, "stems", tight=False))
        stems = tuple(way.printed for way in ways)
        aliases = tuple(stem for stem in stems if stem != name)
        generic = Name(self.kind, name, aliases, {**attributes, "family": name, "generic": True})
        shared = {key: value for key, value in attributes.items() if not key.startswith("ambig")}
        family = Family(self.kind, generic, stems, self._series(entry, name), shared)
        self.names += [generic, *family.known()]
        for way in ways:
            self._claim(way.printed, exact=way.exact, name=name)
            self.spellings.append(
                Spelling(way.printed, generic, family, way.exact, way.ambiguous, way.tight)
            )
        self._claim_members(family, ways)

    def _claim_members(self, family: Family, ways: tuple[_Way, ...]) -> None:
        for series in family.series:
            for values in series.values:
                name = series.template.format(values[0])
                for way in ways:
                    for value in values:
                        exact = way.exact or series.exact
                        self._claim(f"{way.printed}-{value}", exact=exact, name=name)

    def _series(self, entry: Mapping[str, Any], name: str) -> tuple[Series, ...]:
        series = []
        for item in entry.get("series", ()):
            if not isinstance(item, dict) or "{}" not in str(item.get("template", "")):
                raise self._fault(name, "a series has no template with {}")
            if unknown := set(item) - _SERIES_KEYS:
                raise self._fault(name, f"unknown key {min(unknown)!r} in a series")
            values = tuple(
                tuple(way.strip() for way in value.split("|"))
                for value in self._strings(item, name, "values")
            )
            series.append(
                Series(
                    template=item["template"],
                    values=values,
                    other=item.get("other"),
                    suffix=item.get("suffix"),
                    exact=item.get("exact", False) is True,
                )
            )
        return tuple(series)

    def _attributes(self, entry: Mapping[str, Any], name: str, keys: set[str]) -> dict[str, Any]:
        unknown = set(entry) - keys - _ATTRIBUTES[self.kind]
        if unknown:
            raise self._fault(name, f"unknown key {min(unknown)!r}")
        attributes = {key: value for key, value in entry.items() if key not in keys}
        if entry.get("ambiguous"):
            attributes["ambiguous"] = True
        return attributes

    def _ways(
        self, entry: Mapping[str, Any], name: str, loose_key: str, *, tight: bool
    ) -> Iterator[_Way]:
        """Yield each spelling once; the name itself in any letter case unless listed exactly."""
        seen: set[str] = set()
        cased: set[str] = set()
        lists = (("ambiguous", True, True), ("exact", True, False), (loose_key, False, False))
        for key, exact, ambiguous in lists:
            for printed in self._strings(entry, name, key):
                if not fold(printed):
                    raise self._fault(name, f"{key} holds {printed!r}, which has no letters")
                seen.add(printed)
                if exact:
                    cased.add(fold(printed))
                yield _Way(printed, exact=exact, ambiguous=ambiguous, tight=tight)
        if name not in seen and fold(name) not in cased:
            yield _Way(name, exact=False, ambiguous=False, tight=tight)

    def _strings(self, entry: Mapping[str, Any], name: str, key: str) -> tuple[str, ...]:
        values = entry.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self._fault(name, f"{key} is not a list of strings")
        return tuple(values)

    def _claim(self, printed: str, *, exact: bool, name: str) -> None:
        """Note whom a spelling stands for.

        Spellings that are matched exactly may differ in case alone; any other may not share
        their folded form with another name's.
        """
        owners = self._owners.setdefault(fold(printed), {})
        letters = "".join(letter for letter in printed if letter not in SEPARATORS)
        for other_letters, other in owners.items():
            clash = not exact or not other_letters or other_letters == letters
            if other != name and clash:
                raise self._fault(name, f"{printed!r} already stands for {other!r}")
        owners[letters if exact else ""] = name

    def _fault(self, name: str, what: str) -> PackagedDataError:
        return PackagedDataError(
            f"{self.file}: entry {name!r}: {what}", advice="see vocabulary/README.md"
        )
