"""A document as JSON and back, so that the corpus can keep what a reader made."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from litscan.corpus.decode import Stored, decode, encode
from litscan.document.model import (
    Anchor,
    Caption,
    Citation,
    Coverage,
    CrossReference,
    Document,
    Footnote,
    Paragraph,
    Reference,
    Section,
    Sentence,
    Source,
    SourceFile,
    Span,
    Table,
)
from litscan.errors import CorpusError
from litscan.ids import ArxivId

__all__ = ["document_digest", "document_from_json", "document_to_json", "pack", "unpack"]

_SCHEMA = "litscan.document/2"
_NOTES_WITHOUT_MARKS = "litscan.document/1"
_LAYERS: dict[str, type[Any]] = {
    "sections": Section,
    "paragraphs": Paragraph,
    "sentences": Sentence,
    "tables": Table,
    "captions": Caption,
    "citations": Citation,
    "references": Reference,
    "footnotes": Footnote,
    "cross_references": CrossReference,
}


class _Layers(Mapping[str, tuple[Any, ...]]):
    """A stored document's layers, each rebuilt when it is first asked for."""

    def __init__(self, stored: dict[str, list[Any]]) -> None:
        self._stored = stored
        self._rebuilt: dict[str, tuple[Any, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        if name not in self._rebuilt:
            kind = _LAYERS[name]
            self._rebuilt[name] = tuple(decode(kind, item) for item in self._stored[name])
        return self._rebuilt[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def document_to_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON: its text, and its layers as lists.

    Raises
    ------
    ValueError
        If the document has a layer of a name that is not the model's.
    """
    unknown = sorted(set(document.layers) - set(_LAYERS))
    if unknown:
        raise ValueError(f"{document.source.path}: a layer {unknown[0]!r} cannot be stored")
    return {
        "schema": _SCHEMA,
        "text": document.text,
        "source": encode(document.source),
        "files": encode(document.files),
        "anchors": encode(document.anchors),
        "title": encode(document.title),
        "abstract": encode(document.abstract),
        "arxiv_id": encode(document.arxiv_id),
        "layers": {name: encode(layer) for name, layer in document.layers.items()},
        "coverage": encode(document.coverage),
    }


def document_from_json(stored: dict[str, Any]) -> Document:
    """Return the document that `document_to_json` wrote.

    Raises
    ------
    CorpusError
        If it is of another schema.
    """
    if stored.get("schema") == _NOTES_WITHOUT_MARKS:
        stored = _with_marks(stored)
    if stored.get("schema") != _SCHEMA:
        raise CorpusError(
            f"a stored document is of schema {stored.get('schema')!r}, not {_SCHEMA!r}",
            advice="import the paper again",
        )

    def span(value: Any) -> Span | None:
        return None if value is None else decode(Span, value)

    identifier = stored["arxiv_id"]
    return Document(
        text=stored["text"],
        source=decode(Source, stored["source"]),
        files=tuple(decode(SourceFile, item) for item in stored["files"]),
        anchors=Stored(Anchor, stored["anchors"]),
        title=span(stored["title"]),
        abstract=span(stored["abstract"]),
        arxiv_id=None if identifier is None else decode(ArxivId, identifier),
        layers=_Layers(stored["layers"]),
        coverage=decode(Coverage, stored["coverage"]),
    )


def _with_marks(stored: dict[str, Any]) -> dict[str, Any]:
    """Return a document whose table notes were bare spans with notes that have a mark, or none."""
    notes = [field.name for field in fields(Table)].index("notes")
    tables = [
        [*table[:notes], [[note, None] for note in table[notes]], *table[notes + 1 :]]
        for table in stored["layers"].get("tables", [])
    ]
    return {**stored, "schema": _SCHEMA, "layers": {**stored["layers"], "tables": tables}}


def document_digest(document: Document) -> str:
    """Return a hash of what a document says, wherever the file lay that it was read from.

    The name of a single file does not count either; of several, names tell them apart.
    """
    files = document.files
    if len(files) == 1:
        files = (replace(files[0], name=""),)
    placeless = replace(document, source=replace(document.source, path=""), files=files)
    return hashlib.sha256(_text(document_to_json(placeless)).encode("ascii")).hexdigest()


def _text(stored: dict[str, Any]) -> str:
    return json.dumps(stored, separators=(",", ":"), sort_keys=True)


def pack(document: Document) -> bytes:
    """Return a document as compressed JSON."""
    return zlib.compress(_text(document_to_json(document)).encode("ascii"), 6)


def unpack(content: bytes) -> Document:
    """Return the document that `pack` compressed."""
    stored: dict[str, Any] = json.loads(zlib.decompress(content))
    return document_from_json(stored)
