"""Which file of a folder is the paper: the main LaTeX file, or the one document there is."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from litscan.document.limits import MAX_BYTES, MAX_FILES, MAX_TEX_FILES
from litscan.document.sniff import decode_text
from litscan.errors import MissingInputError, ReadError

__all__ = ["MEDIA_TYPES", "READABLE", "choose_document", "find_main_file", "is_eprint_folder"]

READABLE = "litscan reads LaTeX, HTML, TEI and JATS XML, Markdown, PDF and plain text"
MEDIA_TYPES = {
    ".tex": "text/x-tex",
    ".ltx": "text/x-tex",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".mmd": "text/markdown",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
"""How a document's file name may end, the format that is read best first, and its media type."""

_MAIN_NAMES = ("main", "ms", "paper", "article", "arxiv", "manuscript", "root", "template")
_SPARE_NAMES = ("old", "draft", "backup", "copy", "supp", "response", "rebuttal", "poster", "cover")
_CLASS = re.compile(r"^[^%\n]*\\document(?:class|style)", re.MULTILINE)
_HEAD_BYTES = 200_000
_MOST_HEADS = 500
_PART = re.compile(r"^[^%\n]*\\documentclass[^\n{]*\{(?:standalone|subfiles)\}", re.MULTILINE)
_NO_PAPER = re.compile(
    r"^[^%\n]*\\documentclass[^\n{]*\{(?:beamer|letter|moderncv|a0poster|tikzposter|exam|memo)\}",
    re.MULTILINE,
)
_README_LINE = re.compile(r"^\s*(\S+\.\w+)\s+toplevelfile\b", re.MULTILINE)
_README_KEYED = re.compile(r"filename:\s*[\"']?([^\s\"']+)[\"']?\s*\n\s*usage:\s*[\"']?toplevel")
_BEGIN = re.compile(r"^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)
_INPUT = re.compile(
    r"^[^%\n]*\\(?:@?input|include|subfile|subfileinclude|(?:sub)?import\s*\{[^{}\n]*\}"
    r"|(?:sub)?(?:input|include)from\s*\{[^{}\n]*\})\s*\{?\s*([^\s{}%]+)\s*\}?",
    re.MULTILINE,
)
_WHOLE = re.compile(
    rb"^[^%\n]*\\document(?:class|style)(?![^\n{]*\{(?:standalone|subfiles)\})", re.M
)


def find_main_file(folder: Path) -> Path:
    r"""Return the file of a folder that is the paper.

    Among LaTeX files with ``\\documentclass`` and ``\\begin{document}``, the one that arXiv's
    ``00README`` names is taken; else one that no other inputs is preferred, then one that has a
    ``.bbl`` beside it, all its inputs, a usual name, or more text.

    Raises
    ------
    ReadError
        If there is no document, or several that are not LaTeX.
    """
    return choose_document(folder)[0]


def choose_document(folder: Path) -> tuple[Path, list[str]]:
    """Return the file of a folder that is the paper, and warnings about the choice."""
    files, outside = _files_in(folder)
    texts = {
        path: text
        for path in [p for p in files if p.suffix.lower() in (".tex", ".ltx")][:MAX_TEX_FILES]
        if path.stat().st_size <= MAX_BYTES and (text := decode_text(path.read_bytes())) is not None
    }
    classes = {path for path, text in texts.items() if _CLASS.search(text)}
    bodies = {path for path, text in texts.items() if _BEGIN.search(text)}
    mains = sorted(classes & bodies or bodies or classes)
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
    for suffix in MEDIA_TYPES:
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
    raise MissingInputError(f"{folder}: no document in this folder", advice=READABLE)


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
    named = _named_in_readme(folder)

    def alone(path: Path) -> bool:
        stem = path.stem.lower()
        return users[stem] == (stem in {name.lower() for name in inputs[path]})

    def rank(path: Path) -> tuple[bool, bool, int, int, int, str]:
        text = texts[path]
        points = _points(path, text) - 3 * bool(_missing(path, inputs[path], lengths))
        depth = len(path.relative_to(folder).parts)
        reached = sum(lengths[name] for name in inputs[path])
        return path in named, alone(path), points, -depth, len(text) + reached, path.name

    whole = [path for path in mains if alone(path) and not _PART.search(texts[path])]
    ranked = sorted(mains, key=rank, reverse=True)
    return ranked, whole if ranked[0] not in named else ranked[:1]


def _points(path: Path, text: str) -> int:
    """Return how much a file's name, class and neighbours speak for its being the paper.

    A .bbl of its own name is what was compiled, and what arXiv asks for.
    """
    stem = path.stem.lower()
    points = -4 * any(word in stem for word in _SPARE_NAMES) + (stem in _MAIN_NAMES)
    points += 5 * path.with_suffix(".bbl").exists()
    points -= 4 * bool(_NO_PAPER.search(text)) + 6 * bool(_PART.search(text))
    return points


def _missing(path: Path, names: set[str], lengths: Counter[str]) -> set[str]:
    """Return the inputs of a file that are nowhere in its folder."""
    plain = {name for name in names if name and not set(name) & set("\\#")}
    return {name for name in plain if name not in lengths and not (path.parent / name).exists()}


def _named_in_readme(folder: Path) -> set[Path]:
    """Return the files that arXiv's own 00README names as what is compiled."""
    names: list[str] = []
    for readme in sorted(folder.glob("00README*"))[:4]:
        try:
            with readme.open("rb") as stream:
                text = stream.read(_HEAD_BYTES).decode("utf-8", "replace")
        except OSError:
            continue
        if readme.suffix.lower() == ".json":
            names += _toplevel_in_json(text)
        elif readme.suffix.lower() in (".yaml", ".yml", ".toml"):
            names += _README_KEYED.findall(text)
        else:
            names += _README_LINE.findall(text)
    return {folder / name.strip() for name in names}


def _toplevel_in_json(text: str) -> list[str]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return []
    sources = content.get("sources") if isinstance(content, dict) else None
    return [
        str(source.get("filename"))
        for source in (sources if isinstance(sources, list) else [])
        if isinstance(source, dict) and source.get("usage") == "toplevel"
    ]
