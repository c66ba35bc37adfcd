"""An edited CSV of facts to the changes it asks for; nothing is guessed.

A row is told from the fact as it is now. Where both say the same there is nothing to do; where
the row differs, and the fact is as it was exported, the reader changed it; where the fact itself
changed since the export, that is a conflict for the reader to settle.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litscan.corpus.corrections.address import KINDS, LISTS
from litscan.corpus.corrections.fields import fields_of, flatten, parse, same, shown
from litscan.corpus.corrections.record import Change
from litscan.corpus.corrections.sheet import ACTION, column_of, state_of
from litscan.errors import LitscanError, ReadError
from litscan.spreadsheet import unguarded

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = ["Plan", "plan_import"]

LARGEST = 64 * 1024 * 1024
MOST_ERRORS = 20
_NEEDED = ("id", "state", "paper", "kind")
_OTHERS = {ACTION, *_NEEDED, "quote", "file", "line", "confidence", "corrected", "note"}


@dataclass(slots=True)
class Plan:
    """What an edited file asks for.

    `errors` each name the file, line and column; with any of them nothing may be changed.
    `unused` are columns that mean nothing here.
    """

    changes: list[Change] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unused: tuple[str, ...] = ()
    rows: int = 0


def plan_import(
    corpus: Corpus, path: Path, *, by: str = "", note: str = "", remove_missing: bool = False
) -> Plan:
    """Return the changes that an edited CSV asks for, or what is wrong with it.

    Parameters
    ----------
    corpus : Corpus
    path : Path
        A file that `facts_csv` wrote and a person edited.
    by, note : str
        Who corrects, and why where a row has no note of its own.
    remove_missing : bool
        Whether a fact goes whose row is not there, of the papers and kinds the file has rows of.

    Raises
    ------
    ReadError
        If the file is no such table.
    """
    return _Reading(corpus, path, by, note).plan(remove_missing=remove_missing)


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadError(f"{path}: {size:,} bytes, more than {LARGEST:,}")
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ReadError(f"{path}:{line}: not UTF-8", advice="save it as CSV UTF-8") from error


class _Reading:
    def __init__(self, corpus: Corpus, path: Path, by: str, note: str) -> None:
        self._corpus, self._path = corpus, path
        self._by, self._note = by, note
        self._plan = Plan()
        self._comma = False
        self._keys: dict[str, str | None] = {}
        self._facts: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {}
        self._lines: dict[tuple[str, str], int] = {}
        self._seen: set[tuple[str, str]] = set()

    def plan(self, *, remove_missing: bool) -> Plan:
        for line, row in self._records():
            self._plan.rows += 1
            self._row(line, row)
            if len(self._plan.errors) >= MOST_ERRORS:
                self._plan.errors.append(f"{self._path}: and perhaps more")
                return self._plan
        if remove_missing:
            self._plan.changes += self._missing()
        return self._plan

    def _records(self) -> Iterator[tuple[int, dict[str, str]]]:
        text = _text(self._path)
        head = text.partition("\n")[0]
        marks = [mark for mark in ",;\t" if set(_NEEDED) <= set(_cells(head, mark))]
        if not marks:
            found = max((_cells(head, mark) for mark in ",;\t"), key=len)
            lacking = [name for name in _NEEDED if name not in found]
            raise ReadError(
                f"{self._path}:1: no column {', '.join(lacking)}",
                advice="litscan correct --export writes the table to edit",
            )
        self._comma = marks[0] == ";"
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=marks[0], strict=True)
        try:
            names = [name.strip() for name in next(reader)]
            self._check_names(names)
            line = reader.line_num + 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield line, self._record(line, names, cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise ReadError(f"{self._path}:{reader.line_num}: {error}") from error

    def _check_names(self, names: list[str]) -> None:
        twice = [name for name in dict.fromkeys(names) if name and names.count(name) > 1]
        if twice:
            raise ReadError(f"{self._path}:1: two columns {twice[0]!r}")
        known = _OTHERS | {column_of(kind, name) for kind in KINDS for name in fields_of(kind)}
        self._plan.unused = tuple(name for name in names if name and name not in known)

    def _record(self, line: int, names: list[str], cells: list[str]) -> dict[str, str]:
        if len(cells) > len(names) and any(cells[len(names) :]):
            self._error(line, "", f"{len(cells)} cells, {len(names)} columns")
        return {name: unguarded(cell) for name, cell in zip(names, cells, strict=False) if name}

    def _error(self, line: int, column: str, message: str) -> None:
        where = f"{column}: " if column else ""
        self._plan.errors.append(f"{self._path}:{line}: {where}{message}")

    def _row(self, line: int, row: Mapping[str, str]) -> None:
        action = row.get(ACTION, "").strip().casefold()
        if action not in ("", "remove", "add"):
            self._error(line, ACTION, f"{action[:40]!r} is not allowed; remove, add or nothing")
            return
        paper = self._paper(line, row.get("paper", "").strip())
        kind = row.get("kind", "").strip()
        if kind not in KINDS:
            allowed = ", ".join(KINDS)
            self._error(line, "kind", f"{kind[:40]!r} is not allowed; allowed is {allowed}")
            return
        if paper is None:
            return
        self._seen.add((paper, kind))
        address = row.get("id", "").strip()
        if not address:
            self._added(line, row, paper, kind)
            return
        if (paper, address) in self._lines:
            self._error(line, "id", f"{address[:40]} is on line {self._lines[paper, address]} too")
            return
        self._lines[paper, address] = line
        if action == "add":
            self._error(line, "id", "a row to add has no id")
            return
        self._known(line, row, (paper, kind, address), remove=action == "remove")

    def _paper(self, line: int, name: str) -> str | None:
        if name not in self._keys:
            try:
                key = self._corpus.find_paper(name)
                facts = self._corpus.facts_of(key)
                self._facts[key] = {address: (kind, item) for kind, address, item in facts}
                self._keys[name] = key
            except LitscanError:
                self._keys[name] = None
        if self._keys[name] is None:
            self._error(line, "paper", f"no paper {name[:60]!r} in the corpus")
        return self._keys[name]

    def _known(
        self, line: int, row: Mapping[str, str], fact: tuple[str, str, str], *, remove: bool
    ) -> None:
        paper, kind, address = fact
        stored = self._facts[paper].get(address)
        if stored is None:
            if not (remove and self._is_removed(paper, address)):
                message = f"no fact {address[:40]!r} any more; export again"
                self._error(line, "id", message)
            return
        if stored[0] != kind:
            self._error(line, "kind", f"{address} is one of {stored[0]}, not of {kind}")
            return
        values = self._values(line, row, kind)
        if values is None:
            return
        known, flat = fields_of(kind), flatten(kind, stored[1])
        changed = {n: v for n, v in values.items() if not same(known[n], flat[n], v)}
        if not changed and not remove:
            return
        if row.get("state", "").strip() != state_of(kind, stored[1]):
            says = "; ".join(
                f"{column_of(kind, n)} is {shown(known[n], flat[n])!s}" for n in changed
            )
            self._error(line, "state", f"{address} changed since the export: {says or 'it'}"
                        "; export again")  # fmt: skip
            return
        if remove and changed:
            self._error(line, ACTION, "a row to remove has other changes too")
            return
        texts = {name: shown(known[name], value) for name, value in changed.items()}
        self._change(line, row, Change(paper, "remove" if remove else "set", kind, address, texts))

    def _is_removed(self, paper: str, address: str) -> bool:
        made = self._corpus.correction_records(paper)
        return any(one.fact == address and one.action == "remove" for one in made)

    def _added(self, line: int, row: Mapping[str, str], paper: str, kind: str) -> None:
        if kind not in LISTS:
            self._error(line, "kind", f"{kind} cannot be added; change the row that has its id")
            return
        filled = {
            name: row[column_of(kind, name)]
            for name in fields_of(kind)
            if row.get(column_of(kind, name), "").strip()
        }
        values = self._values(line, {column_of(kind, n): v for n, v in filled.items()}, kind)
        if values is None:
            return
        known = fields_of(kind)
        texts = {name: shown(known[name], value) for name, value in values.items()}
        at = None
        number = row.get("line", "").strip()
        if row.get("file", "").strip() and number:
            if not number.isdecimal():
                self._error(line, "line", f"{number[:40]!r} is not allowed; a whole number")
                return
            at = (row["file"].strip(), int(number))
        change = Change(paper, "add", kind, values=texts, quote=row.get("quote", "").strip(), at=at)
        self._change(line, row, change)

    def _values(self, line: int, row: Mapping[str, str], kind: str) -> dict[str, Any] | None:
        values, wrong = {}, False
        for name, known in fields_of(kind).items():
            column = column_of(kind, name)
            if column not in row:
                continue
            text = row[column]
            if name == "cited_arxiv_id":
                text = text.removeprefix("arXiv:")
            try:
                values[name] = parse(known, text, decimal_comma=self._comma)
            except ValueError as error:
                self._error(line, column, str(error))
                wrong = True
        return None if wrong else values

    def _change(self, line: int, row: Mapping[str, str], change: Change) -> None:
        from dataclasses import replace

        note = row.get("note", "").strip() or self._note
        where = f"{self._path}:{line}"
        self._plan.changes.append(replace(change, note=note, by=self._by, where=where))

    def _missing(self) -> Iterator[Change]:
        for paper, kind in sorted(self._seen):
            if kind not in LISTS:
                continue
            for address, (one, _) in self._facts[paper].items():
                if one == kind and (paper, address) not in self._lines:
                    yield Change(paper, "remove", kind, address, note=self._note, by=self._by,
                                 where=str(self._path))  # fmt: skip


def _cells(head: str, mark: str) -> list[str]:
    return [cell.strip().strip('"') for cell in head.strip("\ufeff\r").split(mark)]
