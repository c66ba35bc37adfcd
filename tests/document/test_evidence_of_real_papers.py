"""Every quote of every fact and finding of real papers stands where its evidence says.

What "stands there" means is strict. The quote is the document's text at its offsets, and its
beginning is found at the place its evidence names: character by character where it was copied,
and where it was rendered, the source there is markup (a macro's call, a reference, a formula).
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from litscan import audit, extract, read_document
from litscan.document import Document
from litscan.document.model import Anchor, Evidence, Span

_BEGINNING = 16
_SHORT = 8  # longer text rendered as one is looked at word by word
_MARKUP = {
    "latex": re.compile(r"[\\${}~^_&`'\-\"#\[%]"),
    "markdown": re.compile(r"[\\$*_&<>\[\]|`~#!\s]|https?:"),
    "tei": re.compile(r"[<&\s]"),
    "jats": re.compile(r"[<&\s]"),
    "html": re.compile(r"[<&\s]"),
    "pdf": re.compile(r"[\s\-\ufffe\xad]"),
    "text": re.compile(r"[\s\-]"),
}
"""What rendering may begin at, by format."""


def quoted(record: object) -> Iterator[Evidence]:
    """Yield every evidence anywhere inside a record."""
    if isinstance(record, Evidence):
        yield record
    elif isinstance(record, (tuple, list)):
        for item in record:
            yield from quoted(item)
    elif hasattr(record, "__dataclass_fields__"):
        for name in record.__dataclass_fields__:
            yield from quoted(getattr(record, name))


class Places:
    """Where the text of one document was read, and whether evidence agrees with it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.starts = [anchor.start for anchor in document.anchors]
        self.files = {file.name: file.text for file in document.files}
        self.lines = {
            name: [
                0,
                *(
                    match.end()
                    for match in re.finditer(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)
                ),
            ]
            for name, text in self.files.items()
        }
        self.markup = _MARKUP[document.source.format]

    def complaint(self, evidence: Evidence) -> str | None:
        """Return what is wrong with an evidence, or None."""
        if self.document.text[evidence.start : evidence.end] != evidence.quote:
            return "the quote is not the text at its offsets"
        if evidence.file not in self.files:
            return f"there is no file {evidence.file}"
        bounds = [*self.lines[evidence.file], len(self.files[evidence.file])]
        if not 1 <= evidence.line < len(bounds):
            return f"there is no line {evidence.line}"
        line = (bounds[evidence.line - 1], bounds[evidence.line])
        return self._place_complaint(evidence, line)

    def _place_complaint(self, evidence: Evidence, line: tuple[int, int]) -> str | None:
        first = True
        for anchor, start, stop in self._beginning(evidence):
            if anchor is None:
                if first:
                    return "the quote begins with what was read nowhere"
                continue
            if not first and not self.document.text[start:stop].strip():
                continue  # the space where a cell's lines were joined
            source = self.document.files[anchor.file].text
            whole = anchor.end - anchor.start == anchor.source_end - anchor.source_start
            offset = anchor.source_start + (start - anchor.start if whole else 0)
            if first and (
                self.document.files[anchor.file].name != evidence.file
                or not line[0] <= offset < line[1]
            ):
                return "its line is not where its text was read"
            printed = self.document.text[start:stop]
            inside = start > anchor.start and not whole
            if inside and first:  # a stretch rendered as one, this is not its beginning
                words = plain(printed).rpartition(" ")[0] or printed
                called = source.startswith("\\", anchor.source_start)  # a macro prints all of it
                if not called and words not in plain(source[slice(*line)]):
                    return f"{words!r} is not on line {evidence.line}"
            elif (
                not inside
                and not self._reads(printed, source, offset)
                and (whole or not self.markup.match(source, offset))
            ):
                return f"{printed!r} was not read from {source[offset : offset + 24]!r}"
            first = False
        return None

    def _beginning(self, evidence: Evidence) -> Iterator[tuple[Anchor | None, int, int]]:
        """Yield the first characters of a quote with the anchors that hold them."""
        at, end = evidence.start, min(evidence.end, evidence.start + _BEGINNING)
        while at < end:
            index = bisect_right(self.starts, at) - 1
            following = self.starts[index + 1] if index + 1 < len(self.starts) else end
            anchor = self.document.anchors[index] if index >= 0 else None
            if anchor is not None and at < anchor.end:
                stop = min(following, end, anchor.end)
                yield anchor, at, stop
            else:  # made by the reader, such as the line break between two rows
                stop = min(following, end)
                yield None, at, stop
            at = stop

    def _reads(self, printed: str, source: str, offset: int) -> bool:
        """Return whether text is the source's at an offset, up to markup in it."""
        for shift, (shown, written) in enumerate(
            zip(plain(printed), plain(source[offset : offset + len(printed)]), strict=False)
        ):
            if shown != written and (shown, written) != (" ", "~"):
                copied = shift > 0 or len(printed) <= _SHORT
                return copied and self._is_markup(source, offset + shift)
        return True

    def _is_markup(self, source: str, at: int) -> bool:
        word = re.compile(r"\\[A-Za-z]+\Z").search(source, max(at - 30, 0), at + 1)
        return word is not None or self.markup.match(source, at) is not None


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def papers(shared: Path) -> list[Path]:
    folder = shared / "data" / "papers"
    found = [path for path in sorted((folder / "latex_intact").iterdir()) if path.is_dir()]
    for paper in sorted((folder / "reproscreener50").iterdir()):
        found += [paper / "source", *sorted(p for p in paper.iterdir() if p.is_file())]
    for name in ("labelled", "unlabelled", "not_pruning"):
        files = sorted(path for path in (folder / name).rglob("*") if path.is_file())
        found += [path for path in files if path.suffix != ".tsv"]
    return found


SHARED = Path(os.environ.get("LITSCAN_SHARED", Path(__file__).parents[2] / ".." / "shared"))
PAPERS = papers(SHARED) if (SHARED / "data" / "papers").is_dir() else []


MANY = ("lottery-tickets-posterior-modes", "thesis-structure-of-lottery-tickets")


@cache
def evidence_of(path: Path) -> tuple[Document, tuple[Evidence, ...]]:
    document = read_document(path)
    facts = extract(document)
    return document, tuple(dict.fromkeys(quoted((facts, audit(document, facts)))))


@pytest.mark.shared
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_quote_stands_where_its_evidence_says(shared: Path, path: Path) -> None:
    document, evidence = evidence_of(path)
    places = Places(document)
    wrong = [
        f"{item.file}:{item.line}: {item.quote[:40]!r}: {complaint}"
        for item in evidence
        if (complaint := places.complaint(item))
    ]
    assert not wrong, "\n".join(wrong[:10])


@pytest.mark.shared
def test_all_real_papers_are_looked_at(shared: Path) -> None:
    assert len(PAPERS) > 120
    kinds = {path.suffix for path in PAPERS}
    assert {"", ".tex", ".mmd", ".xml", ".pdf"} <= kinds


@pytest.mark.shared
@pytest.mark.parametrize("name", MANY)
def test_evidence_a_line_off_would_be_noticed(shared: Path, name: str) -> None:
    folder = shared / "data" / "papers" / "latex_intact" / name
    document, evidence = evidence_of(folder)
    places = Places(document)
    for step in (-1, 1):
        noticed = [places.complaint(replace(item, line=item.line + step)) for item in evidence]
        assert sum(map(bool, noticed)) > 0.9 * len(evidence) > 25


@pytest.mark.shared
@pytest.mark.parametrize("name", MANY)
def test_a_text_read_a_line_off_would_be_noticed(shared: Path, name: str) -> None:
    """The map back to the source is moved as a whole, lines and offsets together."""
    folder = shared / "data" / "papers" / "latex_intact" / name
    document, evidence = evidence_of(folder)

    def moved(anchor: Anchor) -> Anchor:
        text = document.files[anchor.file].text
        step = text.find("\n", anchor.source_start) + 1 - text.rfind("\n", 0, anchor.source_start)
        return replace(
            anchor,
            source_start=anchor.source_start + step,
            source_end=anchor.source_end + step,
        )

    drifted = replace(document, anchors=tuple(moved(anchor) for anchor in document.anchors))
    places = Places(drifted)
    elsewhere = [
        replace(item, file=where.file, line=where.line)
        for item in evidence
        for where in [drifted.locate(Span(item.start, item.end))]
    ]
    assert sum(bool(places.complaint(item)) for item in elsewhere) > 0.8 * len(evidence)
