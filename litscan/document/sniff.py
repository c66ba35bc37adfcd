"""Which format bytes are in, decided by the bytes; the file's name only settles ties."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["Kind", "decode_text", "sniff_kind"]

Kind = Literal["latex", "markdown", "tei", "html", "pdf", "text", "binary"]

_HEAD = 200_000
_MOST_CONTROL = 0.01
_LATEX = re.compile(
    r"\\(?:documentclass|documentstyle|begin\s*\{[A-Za-z*]+\}|(?:sub)*section\*?\s*[\[{]"
    r"|newcommand|usepackage|input\s*\{|bibitem|def\\)"
)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|?\s*:?-{3,}:?\s*\|)|\]\(\w+:", re.MULTILINE)
_TEI = re.compile(r"<(?:\w+:)?TEI(?:\.2)?[\s>]")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"\r\n?")
# str.splitlines breaks lines here, editors do not; line numbers follow editors.
_NOT_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], " ")
_BY_SUFFIX: dict[str, Kind] = {
    ".tex": "latex",
    ".ltx": "latex",
    ".md": "markdown",
    ".mmd": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".bib": "text",
    ".bst": "text",
    ".sty": "text",
    ".cls": "text",
    ".bbl": "latex",
}


def decode_text(data: bytes) -> str | None:
    r"""Return bytes as text with plain line breaks, or None if they are not text.

    UTF-8 first, then Windows-1252 and Latin-1, as old LaTeX sources have them.

    Examples
    --------
    >>> decode_text("größe\r\n".encode("latin-1")), decode_text(b"\x00\x01PK") is None
    ('größe\n', True)
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            return None
        return _tidy(text)
    if b"\x00" in data:
        return None
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        return None
    head = text[:_HEAD]
    control = sum(1 for c in head if c < " " and c not in "\n\r\t\f\v\x1a\x1b")
    control += sum(1 for c in head if "\x7f" <= c <= "\x9f")
    if head and control > _MOST_CONTROL * len(head):
        return None
    if encoding != "utf-8-sig" and _mostly_foreign(head):
        return None
    return _tidy(text)


def _mostly_foreign(head: str) -> bool:
    """Return whether a single-byte reading shows more accents than any language writes."""
    high = sum(1 for c in head if c > "\x7f")
    return high > 0.3 * len(head)


def _tidy(text: str) -> str:
    return _LINE_BREAKS.sub("\n", text).translate(_NOT_BREAKS)


def sniff_kind(data: bytes, suffix: str = "") -> Kind:
    r"""Return the kind of document that bytes are.

    Parameters
    ----------
    data : bytes
        The whole file.
    suffix : str
        The file name's last suffix, with its dot.

    Examples
    --------
    >>> sniff_kind(b"%PDF-1.5 ..."), sniff_kind(b"\\documentclass{article}", ".txt")
    ('pdf', 'latex')
    >>> sniff_kind(b"\x7fELF\x00\x00", ".tex"), sniff_kind(b"Plain words.", ".tex")
    ('binary', 'latex')
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    text = decode_text(data)
    if text is None:
        return "binary"
    head = text[:_HEAD].lstrip()
    if head.startswith("<"):
        if _TEI.search(head[:20_000]):
            return "tei"
        if _HTML.search(head[:2_000]):
            return "html"
    named = _BY_SUFFIX.get(suffix.lower())
    if named == "text" and suffix.lower() != ".txt":
        return named
    if "\\documentclass" in head or "\\documentstyle" in head:
        return "latex" if named != "markdown" else named
    if named in ("latex", "markdown"):
        return named
    if len(_LATEX.findall(head)) >= 2:
        return "latex"
    if _MARKDOWN.search(head) and suffix.lower() != ".txt":
        return "markdown"
    return "text"
