"""Which format bytes are in, decided by the bytes; the file's name only settles ties."""

from __future__ import annotations

import codecs
import re
from typing import Literal

__all__ = ["Kind", "decode_markup", "decode_text", "root_of", "sniff_kind"]

Kind = Literal[
    "latex", "markdown", "tei", "jats", "html", "xml", "pdf", "text", "archive", "binary"
]

_HEAD = 200_000
_HOLE = re.compile(rb"\x00{16,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x9f]")
_MOST_CONTROL = 0.01
_LATEX = re.compile(
    r"\\(?:documentclass|documentstyle|begin\s*\{[A-Za-z*]+\}|(?:sub)*section\*?\s*[\[{]"
    r"|newcommand|usepackage|input\s*\{|bibitem|def\\)"
)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|?[ \t]*:?-{3,}:?[ \t]*\|)|\]\(\w+:", re.MULTILINE)
_LINE_BREAKS = re.compile(r"\r\n?")
# str.splitlines breaks lines here, editors do not; line numbers follow editors.
_NOT_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], " ")
_ANY_NOT_BREAK = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
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
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_ARCHIVES = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27")
_TAR = slice(257, 262)

_PROLOG = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?P<doctype>[^>\[]*)(?:\[.*?\]\s*)?>)*", re.S | re.I
)
_TAG = re.compile(r"<(?:(?P<prefix>[A-Za-z_][\w.-]*):)?(?P<name>[A-Za-z_][\w.-]*)[\s/>]")
_ANY_MARKUP = re.compile(
    r"<(?:html|body|p|div|table|h[1-6]|section|article|span)(?:\s[^<>]*)?>", re.I
)
_TEI_ROOTS = frozenset({"tei", "teicorpus", "tei.2"})
_HTML_TAGS = (
    "html head body title meta div p span section main article table h1 h2 h3 h4 ul ol center "
    "header nav figure blockquote"
)
_HTML_ROOTS = frozenset(_HTML_TAGS.split())
_JATS_ROOTS = frozenset({"article", "pmc-articleset", "articles", "sub-article"})
_JATS = re.compile(
    r"JATS|NLM//DTD|<article-meta|<journal-meta|\bdtd-version=|<front[\s>]|<body>\s*<sec\b"
)
_DECLARED = re.compile(
    rb"<\?xml[^>]*\bencoding\s*=\s*[\"']?([\w.:-]{2,40})"
    rb"|<meta[^>]*\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CHARSET_HEAD = 8_192
# As browsers read them (https://encoding.spec.whatwg.org/#names-and-labels).
_ALIASES = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}


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
    data = _without_holes(data)
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
    control = len(_CONTROL.findall(head))
    if head and control > _MOST_CONTROL * len(head):
        return None
    if encoding != "utf-8-sig" and _mostly_foreign(head):
        return None
    return _tidy(text)


def _without_holes(data: bytes) -> bytes:
    """Return a file with long runs of NUL, left by an interrupted copy, as spaces; TeX skips them.

    Binary files hold them too, but among other control characters, and more of them.
    """
    holes = [match.span() for match in _HOLE.finditer(data)]
    if not holes or 10 * sum(end - start for start, end in holes) > len(data):
        return data
    return _HOLE.sub(lambda match: b" " * len(match[0]), data)


def decode_markup(data: bytes) -> str | None:
    r"""Return HTML or XML as text, in the encoding it declares; None if it is not text.

    What is valid UTF-8 is UTF-8 whatever it declares: saved pages are often converted and keep
    their old declaration.

    Examples
    --------
    >>> page = '<meta charset="koi8-r"><p>слово'
    >>> decode_markup(page.encode("koi8-r")) == page
    True
    """
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        declared = _DECLARED.search(data[:_CHARSET_HEAD])
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            name = (declared[1] or declared[2]).decode("ascii") if declared else ""
            if (text := _decoded(data, name)) is not None:
                return _tidy(text)
    return decode_text(data)


def _decoded(data: bytes, name: str) -> str | None:
    """Return bytes in a declared encoding, its faults marked, or None if it is unknown."""
    try:
        name = codecs.lookup(_ALIASES.get(name.lower(), name)).name
        if b"\x00" in data or name.startswith("utf"):
            return None
        return data.decode(name, errors="replace")
    except (LookupError, UnicodeError, ValueError):
        return None


def _mostly_foreign(head: str) -> bool:
    """Return whether a single-byte reading shows more accents than any language writes."""
    high = sum(1 for c in head if c > "\x7f")
    return high > 0.3 * len(head)


def _tidy(text: str) -> str:
    if "\r" in text:
        text = _LINE_BREAKS.sub("\n", text)
    return text.translate(_NOT_BREAKS) if _ANY_NOT_BREAK.search(text) else text


def root_of(text: str) -> str:
    """Return the first element's local name, in lower case; empty where no markup begins a text.

    Examples
    --------
    >>> root_of('<?xml version="1.0"?><!-- saved --><TEI xmlns="x">'), root_of("a < b")
    ('tei', '')
    """
    head = text[:_HEAD]
    prolog = _PROLOG.match(head)
    match = _TAG.match(head, prolog.end() if prolog else 0)
    return match["name"].lower() if match else ""


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
    >>> sniff_kind(b"<!-- saved --><html><p>Words.</p></html>"), sniff_kind(b"\x1f\x8b\x08")
    ('html', 'archive')
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ARCHIVES) or data[_TAR] == b"ustar":
        return "archive"
    named = _BY_SUFFIX.get(suffix.lower())
    marked = data[:_CHARSET_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    text = decode_markup(data) if marked or named == "html" else decode_text(data)
    if text is None:
        return "binary"
    head = text[:_HEAD].lstrip()
    if head.startswith("<") or named == "html":
        kind = _kind_of_markup(head, named)
        if kind is not None:
            return kind
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


def _kind_of_markup(head: str, named: Kind | None) -> Kind | None:
    """Return the kind of a text that begins with a tag, or None if that says nothing."""
    prolog = _PROLOG.match(head)
    doctype = (prolog["doctype"] or "").strip().lower() if prolog else ""
    root = root_of(head)
    if root in _TEI_ROOTS:
        return "tei"
    if root in _JATS_ROOTS and _JATS.search(head[:20_000]):
        return "jats"
    if root == "html" or doctype.startswith("html"):
        return "html"
    if head.startswith("<?xml"):
        if root == "article" or "<article-meta" in head:
            return "jats"
        return "tei" if re.search(r"<(?:\w+:)?TEI[\s>]", head[:20_000]) else "xml"
    if "<article-meta" in head:
        return "jats"
    if named == "html":
        return "html" if _ANY_MARKUP.search(head) else None
    if named is None and root in _HTML_ROOTS and "</" in head:
        return "html"
    return None
