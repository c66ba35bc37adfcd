"""Reading a file, a folder with an e-print in it, or a string, whatever format it is in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from litscan.document.model import Document, Format, Source
from litscan.document.sniff import Kind, decode_text, sniff_kind
from litscan.errors import MissingInputError, ReadError, UnknownFormatError
from litscan.ids import ArxivId, parse_arxiv_id

__all__ = ["find_main_file", "is_eprint_folder", "read_document", "read_text"]

MAX_BYTES = 50_000_000
MAX_FILES = 5_000
MAX_TEX_FILES = 2_000

_READABLE = "litscan reads LaTeX, Markdown, TEI XML, PDF and plain text"
_OTHER_SUFFIXES = (".mmd", ".md", ".markdown", ".tei.xml", ".xml", ".pdf", ".txt")
_MAIN_NAMES = ("main", "ms", "paper", "article", "arxiv", "manuscript", "root", "template")
_SPARE_NAMES = ("old", "draft", "backup", "copy", "supp", "response", "rebuttal", "poster", "cover")
_CLASS = re.compile(r"^[^%\n]*\\document(?:class|style)", re.MULTILINE)
_WHOLE = re.compile(
    rb"^[^%\n]*\\document(?:class|style)(?![^\n]*\{(?:standalone|subfiles)\})", re.M
)
_HEAD_BYTES = 200_000
_MOST_HEADS = 500
_PART = re.compile(r"^[^%\n]*\\documentclass[^\n]*\{(?:standalone|subfiles)\}", re.MULTILINE)
_BEGIN = re.compile(r"^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)
_INPUT = re.compile(r"^[^%\n]*\\(?:input|include|subfile)\s*\{?\s*([^\s{}%]+)\s*\}?", re.MULTILINE)


def read_document(path: str | Path) -> Document:
    """Read a paper from a file, or from a folder that holds its e-print.

    The format is told from the bytes; the file's name only settles ties. In a folder the main
    LaTeX file is found; a folder without one may hold a single document of another format.

    Parameters
    ----------
    path : str or Path
        A LaTeX, Markdown, TEI XML, PDF or text file, or a folder.

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
        main, warnings = _choose(place)
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
    format : {"latex", "markdown", "text"}
        What it is written in.
    path : str
        What to call it.

    Raises
    ------
    UnknownFormatError
        If the format is not one of the three.
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
        if format in ("markdown", "text"):
            return _read_prose(tidy, source, path)
    except RecursionError:
        raise _nested_too_deeply(path) from None
    raise UnknownFormatError(
        f"{path}: cannot read {format!r} from a string", advice="latex, markdown or text"
    )


def _read_prose(text: str, source: Source, name: str) -> Document:
    if source.format == "markdown":
        from litscan.document.markdown import read_markdown

        return read_markdown(text, source=source, name=name)
    from litscan.document.plain import read_plain

    return read_plain(text, source=source, name=name)


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
    source_format = _format(kind, shown)
    source = Source(shown, source_format, hashlib.sha256(data).hexdigest())
    name = path.relative_to(root).as_posix()
    if kind == "pdf":
        from litscan.document.pdf import read_pdf

        return read_pdf(data, source=source, name=name)
    if kind == "tei":
        from litscan.document.tei import read_tei

        return read_tei(data, source=source, name=name)
    text = decode_text(data) or ""
    if kind == "latex":
        return _read_latex(text, name, source, root, _id_in(path, shown))
    return _read_prose(text, source, name)


def _format(kind: Kind, shown: str) -> Format:
    if kind == "html":
        raise UnknownFormatError(f"{shown}: HTML is not read by this version", advice=_READABLE)
    if kind == "binary":
        raise UnknownFormatError(f"{shown}: neither text nor a PDF", advice=_READABLE)
    return kind


def _id_in(path: Path, shown: str) -> ArxivId | None:
    """Return the arXiv identifier that a file or its folder is named after."""
    for name in (path.stem, path.name, Path(shown).name):
        try:
            return parse_arxiv_id(name)
        except ReadError:
            continue
    return None


def find_main_file(folder: Path) -> Path:
    r"""Return the file of a folder that is the paper.

    Among LaTeX files with ``\\documentclass`` and ``\\begin{document}``, one that no other
    inputs is preferred, then one that has a ``.bbl`` beside it, a usual name, or more text.

    Raises
    ------
    ReadError
        If there is no document, or several that are not LaTeX.
    """
    return _choose(folder)[0]


def _choose(folder: Path) -> tuple[Path, list[str]]:
    """Return the file of a folder that is the paper, and warnings about the choice."""
    files, outside = _files_in(folder)
    texts = {
        path: text
        for path in [p for p in files if p.suffix.lower() in (".tex", ".ltx")][:MAX_TEX_FILES]
        if path.stat().st_size <= MAX_BYTES and (text := decode_text(path.read_bytes())) is not None
    }
    mains = [path for path, text in texts.items() if _CLASS.search(text) and _BEGIN.search(text)]
    if mains:
        ranked, whole = _ranked(mains, folder, texts)
        shown = ranked[0].relative_to(folder).as_posix()
        several = f"the folder holds {len(whole)} main documents; {shown} was read"
        return ranked[0], [several] if len(whole) > 1 else []
    if len(texts) == 1:
        return next(iter(texts)), []
    if texts:
        raise ReadError(
            f"{folder}: none of {len(texts)} .tex files is a whole paper",
            advice="name the main file",
        )
    for suffix in _OTHER_SUFFIXES:
        others = [path for path in files if path.name.lower().endswith(suffix)]
        if len(others) == 1:
            return others[0], []
        if others:
            raise ReadError(f"{folder}: {len(others)} {suffix} files", advice="name one of them")
    if outside:
        raise ReadError(
            f"{folder}: {outside[0].relative_to(folder)} is a link that leads out of the folder",
            advice="copy the file into the folder",
        )
    raise MissingInputError(f"{folder}: no document in this folder", advice=_READABLE)


def _files_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return a folder's files in order, and apart from them links to files outside it."""
    root = folder.resolve()
    files: list[Path] = []
    outside: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if len(files) >= MAX_FILES:
            break
        try:
            inside = path.resolve().is_relative_to(root)
            if path.is_file():
                (files if inside else outside).append(path)
        except (OSError, RuntimeError):  # a link that leads to itself
            continue
    return files, outside


def is_eprint_folder(path: Path) -> bool:
    """Return whether a folder is one paper in LaTeX: a main file, perhaps with its parts.

    Several complete LaTeX files and nothing else of LaTeX are several papers.
    """
    mains = parts = 0
    for file in sorted(path.glob("*.tex"))[:_MOST_HEADS]:
        try:
            with file.open("rb") as stream:
                head = stream.read(_HEAD_BYTES)
        except OSError:
            continue
        if _WHOLE.search(head):
            mains += 1
        else:
            parts += 1
    if mains <= 1:
        return mains == 1
    return parts > 0 or any(path.glob("*.bbl")) or any(path.glob("*.sty"))


def _ranked(
    mains: list[Path], folder: Path, texts: dict[Path, str]
) -> tuple[list[Path], list[Path]]:
    """Return whole documents, likeliest paper first, and those that stand by themselves."""
    inputs = {
        path: {Path(name).stem for name in _INPUT.findall(text)} for path, text in texts.items()
    }
    users = Counter(stem for stems in inputs.values() for stem in {s.lower() for s in stems})
    lengths: Counter[str] = Counter()
    for path, text in texts.items():
        lengths[path.stem] += len(text)

    def alone(path: Path) -> bool:
        stem = path.stem.lower()
        return users[stem] == (stem in {name.lower() for name in inputs[path]})

    def rank(path: Path) -> tuple[bool, int, int, int, str]:
        stem = path.stem.lower()
        spare = any(word in stem for word in _SPARE_NAMES)
        points = -4 * spare + 2 * path.with_suffix(".bbl").exists() + (stem in _MAIN_NAMES)
        depth = len(path.relative_to(folder).parts)
        reached = sum(lengths[name] for name in inputs[path])
        return alone(path), points, -depth, len(texts[path]) + reached, path.name

    whole = [path for path in mains if alone(path) and not _PART.search(texts[path])]
    return sorted(mains, key=rank, reverse=True), whole
