"""Reading a file, a folder with an e-print in it, or a string, whatever format it is in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from litscan.document.folders import READABLE, choose_document
from litscan.document.limits import MAX_BYTES
from litscan.document.model import Document, Format, Source
from litscan.document.sniff import Kind, decode_markup, decode_text, root_of, sniff_kind
from litscan.errors import MissingInputError, ReadError, UnknownFormatError
from litscan.ids import ArxivId, parse_arxiv_id

__all__ = ["read_document", "read_text"]

_OFFICE = re.compile(
    rb"\[Content_Types\]\.xml|(?:word|ppt|xl)/|mimetypeapplication/(?:epub|vnd\.oasis)"
)
_OFFICE_HEAD = 4_096


def read_document(path: str | Path) -> Document:
    """Read a paper from a file, or from a folder that holds its e-print.

    The format is told from the bytes; the file's name only settles ties. In a folder the main
    LaTeX file is found; a folder without one may hold a single document of another format.

    Parameters
    ----------
    path : str or Path
        A LaTeX, HTML, TEI or JATS XML, Markdown, PDF or text file, or a folder.

    Raises
    ------
    MissingInputError
        If there is nothing at `path`.
    UnknownFormatError
        If the bytes are in no format that is read.
    ReadError
        If the file is empty, over 50 MB, or broken; the message says where.
    """
    try:
        return _read_place(Path(path), str(path))
    except RecursionError:
        raise _nested_too_deeply(str(path)) from None


def _read_place(place: Path, shown: str) -> Document:
    if place.is_dir():
        main, warnings = choose_document(place)
        document = _read_file(main, shown=shown, root=place)
        coverage = document.coverage
        coverage = replace(coverage, warnings=(*warnings, *coverage.warnings))
        return replace(document, coverage=coverage) if warnings else document
    if not place.exists():
        raise MissingInputError(f"{shown}: no such file or folder")
    return _read_file(place, shown=shown, root=place.parent)


def _nested_too_deeply(shown: str) -> ReadError:
    return ReadError(
        f"{shown}: groups or elements are nested deeper than litscan reads",
        advice="is this a paper?",
    )


def read_text(text: str, *, format: Format, path: str = "<text>") -> Document:
    r"""Read a paper from a string.

    Parameters
    ----------
    text : str
        The paper.
    format : {"latex", "html", "tei", "jats", "markdown", "text"}
        What it is written in.
    path : str
        What to call it.

    Raises
    ------
    UnknownFormatError
        If the format is not one of these.
    ReadError
        If the text is empty or broken.

    Examples
    --------
    >>> document = read_text(r"\section{Setup} We prune 90\,\% of VGG-16.", format="latex")
    >>> document.sections[0].heading, document.quote(document.sentences[0].span)
    ('1 Setup', 'We prune 90 % of VGG-16.')
    """
    if not text.strip():
        raise ReadError(f"{path}: the text is empty")
    data = text.encode("utf-8", errors="surrogatepass")
    source = Source(path, format, hashlib.sha256(data).hexdigest())
    tidy = decode_text(data) or text
    try:
        if format == "latex":
            return _read_latex(tidy, path, source, None, None)
        if format in ("html", "tei", "jats"):
            return _read_markup(tidy, source, path, None)
        if format in ("markdown", "text"):
            return _read_prose(tidy, source, path)
    except RecursionError:
        raise _nested_too_deeply(path) from None
    raise UnknownFormatError(
        f"{path}: cannot read {format!r} from a string",
        advice="latex, html, tei, jats, markdown or text",
    )


def _read_prose(text: str, source: Source, name: str) -> Document:
    if source.format == "markdown":
        from litscan.document.markdown import read_markdown

        return read_markdown(text, source=source, name=name)
    from litscan.document.plain import read_plain

    return read_plain(text, source=source, name=name)


def _read_markup(text: str, source: Source, name: str, arxiv_id: ArxivId | None) -> Document:
    if source.format == "tei":
        from litscan.document.tei import read_tei

        return read_tei(text, source=source, name=name)
    if source.format == "jats":
        from litscan.document.jats import read_jats

        return read_jats(text, source=source, name=name)
    from litscan.document.html import read_html

    return read_html(text, source=source, name=name, arxiv_id=arxiv_id)


def _read_latex(
    text: str, name: str, source: Source, root: Path | None, arxiv_id: ArxivId | None
) -> Document:
    from litscan.document.latex import SourceFolder, read_latex

    folder = SourceFolder(root, {name: text})
    return read_latex(folder, name, source=source, arxiv_id=arxiv_id)


def _load(path: Path, shown: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                f"{shown}: {size} bytes are more than litscan reads ({MAX_BYTES})",
                advice="is this one paper?",
            )
        if not path.is_file():
            raise UnknownFormatError(f"{shown}: not a regular file")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{shown}: {error.strerror or error}") from error
    if not data.strip():
        raise ReadError(f"{shown}: the file is empty")
    return data


def _read_file(path: Path, *, shown: str, root: Path) -> Document:
    data = _load(path, shown)
    kind = sniff_kind(data, path.suffix)
    source_format = _format(kind, data, shown)
    source = Source(shown, source_format, hashlib.sha256(data).hexdigest())
    name = path.relative_to(root).as_posix()
    if kind == "pdf":
        from litscan.document.pdf import read_pdf

        return read_pdf(data, source=source, name=name)
    if kind in ("html", "tei", "jats"):
        return _read_markup(decode_markup(data) or "", source, name, _id_in(path, shown))
    text = decode_text(data) or ""
    if kind == "latex":
        return _read_latex(text, name, source, root, _id_in(path, shown))
    return _read_prose(text, source, name)


def _format(kind: Kind, data: bytes, shown: str) -> Format:
    if kind == "archive" and _OFFICE.search(data[:_OFFICE_HEAD]):
        raise UnknownFormatError(
            f"{shown}: a document of a word processor, or an e-book",
            advice="save it as HTML or PDF",
        )
    if kind == "archive":
        raise UnknownFormatError(
            f"{shown}: a compressed file or archive",
            advice="unpack it and name the folder or the file in it",
        )
    if kind == "xml":
        root = root_of(decode_markup(data) or "")
        raise UnknownFormatError(
            f"{shown}: XML with the root element <{root}>, neither TEI nor JATS", advice=READABLE
        )
    if kind == "binary":
        raise UnknownFormatError(f"{shown}: neither text nor a PDF", advice=READABLE)
    return kind


def _id_in(path: Path, shown: str) -> ArxivId | None:
    """Return the arXiv identifier that a file or its folder is named after."""
    for name in (path.stem, path.name, Path(shown).name):
        try:
            return parse_arxiv_id(name)
        except ReadError:
            continue
    return None
