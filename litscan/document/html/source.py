"""Parsing HTML and XML so that every tag and text node knows its place in the file.

lxml keeps a line for each element and nothing finer, and a LaTeXML page may hold a whole paper in
a few lines. So every start tag is given a number before parsing, as an attribute; after it, the
number leads back to the tag in the source, and the text nodes are found between the tags. The
parser loads nothing, resolves no entities of the file's own and refuses outsized trees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from litscan.document.grid import Piece
from litscan.document.limits import MAX_TAGS
from litscan.document.xmltree import elements_start, xml_tree

__all__ = ["PLACE", "Places", "content_of", "name_of", "parse_html", "parse_xml"]

PLACE = "litscan-place"
"""The attribute that holds an element's number."""
_EMBEDDED = re.compile(r"\bdata:[^\"'\s>]+", re.IGNORECASE)
_LONG_TAG = 20_000
_FAR = 120
_DEEPEST = 256
_ATTRIBUTES = r"""(?:[^>=]++|=\s*"[^"]*"|=\s*'[^']*'|=)*+>?"""
_HTML_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style)(?=[\s>/]).*?(?:</(?P=raw)\s*>|\Z)"
    rf"|(?P<open><[A-Za-z][^\s/>]*){_ATTRIBUTES}|</[A-Za-z][^>]*>?|<[!?][^>]*>?",
    re.DOTALL | re.IGNORECASE,
)
_XML_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<\?.*?(?:\?>|\Z)|<![A-Z][^>]*>?"
    rf"|(?P<open><[A-Za-z_][^\s/>]*){_ATTRIBUTES}|</[A-Za-z_][^>]*>?",
    re.DOTALL,
)
# Invisible: soft hyphen, zero-width marks, invisible operators of MathML, directions.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060-\u2064\ufeff\u200e\u200f"
_SPECIAL = re.compile(
    rf"&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});?"
    rf"|[{_INVISIBLE}]+|\s{{2,}}"
)
_SPACES = dict.fromkeys([*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 10, 9, 12, 13], " ")
_GONE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, *range(0x2060, 0x2065), 0xFEFF, 0x200E, 0x200F], None
)


class Places:
    """A source's tags, and a cursor that follows a walk through the tree in reading order."""

    def __init__(self, text: str, base: int, starts: list[int], ends: list[int]) -> None:
        self.text = text
        self.base = base
        self._starts = [*starts, len(text)]
        self._ends = ends
        self._at = 0

    def start_of(self, element: Any) -> int:
        """Return where an element's start tag begins in the source; 0 if it has none."""
        number = element.get(PLACE)
        return self.base + self._starts[int(number)] if number and number.isdigit() else self.base

    def enter(self, element: Any) -> None:
        """Move the cursor to an element's start tag; an element the parser made up moves none."""
        number = element.get(PLACE)
        if number and number.isdigit():
            self._at = int(number)

    def skip(self, element: Any) -> None:
        """Move the cursor behind everything in an element, so that its tail can be placed."""
        *_, last = element.iter()
        for node in (last, element):
            if isinstance(node.tag, str) and node.get(PLACE):
                self.enter(node)
                self.find(node.text)
                return

    @property
    def here(self) -> int:
        """Where the cursor stands, as an offset into the source."""
        return self.base + (self._ends[self._at] if self._at < len(self._ends) else len(self.text))

    def find(self, shown: str | None) -> tuple[int, int] | None:
        """Return the stretch of the text between two tags that is a text node, or None.

        The node is looked for from the cursor on, which moves behind it.
        """
        if not shown or not self._ends:
            return None
        for at in range(self._at, min(self._at + _FAR, len(self._ends))):
            start, end = self._ends[at], self._starts[at + 1]
            if _same(self.text[start:end], shown):
                self._at = min(at + 1, len(self._ends) - 1)
                return start, end
        return None

    def pieces(self, shown: str | None) -> Iterator[Piece]:
        """Yield a text node's pieces: entities decoded, white space runs and controls single."""
        if not shown:
            return
        found = self.find(shown)
        if found is None:
            plain = " ".join(shown.translate(_GONE).split())
            plain = f"{' ' * shown[:1].isspace()}{plain}{' ' * shown[-1:].isspace()}"
            yield Piece(plain, 0, self.here, self.here)
            return
        yield from self.stretch(*found)

    def stretch(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of a stretch of the source that holds no tags."""
        at = start
        for match in _SPECIAL.finditer(self.text, start, end):
            yield from self._verbatim(at, match.start())
            at = match.end()
            shown = unescape(match[0]) if match[0][0] == "&" else match[0]
            plain = shown.translate(_GONE).translate(_SPACES)
            plain = plain if plain.strip() else plain[:1]
            if plain:
                yield Piece(plain, 0, self.base + match.start(), self.base + at)
        yield from self._verbatim(at, end)

    def _verbatim(self, start: int, end: int) -> Iterator[Piece]:
        if start < end:
            shown = self.text[start:end].translate(_SPACES)
            yield Piece(shown, 0, self.base + start, self.base + end)


def _same(raw: str, shown: str) -> bool:
    if "&" not in raw:
        return len(raw) == len(shown) and raw == shown
    return unescape(raw) == shown


def parse_html(text: str, *, base: int = 0) -> tuple[Any, Places, list[str]]:
    """Return the root element of an HTML page, its places, and warnings.

    Parameters
    ----------
    text : str
        A page or a fragment of one; what is malformed is repaired as browsers do.
    base : int
        Where `text` begins in its file.

    Examples
    --------
    >>> root, places, _ = parse_html("<p>Fish &amp; chips</p>")
    >>> paragraph = next(root.iter("p"))
    >>> places.enter(paragraph)
    >>> [(piece.text, piece.source_start) for piece in places.pieces(paragraph.text)]
    [('Fish ', 3), ('&', 8), (' chips', 13)]
    """
    from lxml import etree

    marked, places, warnings = _mark(text, base, _HTML_TOKEN)
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, encoding="utf-8", remove_comments=False
    )
    try:
        root = etree.fromstring(marked.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    limits = [e.message for e in parser.error_log if e.type_name == "ERR_RESOURCE_LIMIT"]
    if any("xcessive depth" in message for message in limits):
        warnings.append("elements nested over 255 deep, and what follows them, were not read")
    elif limits:
        warnings.append("over 10 MB without markup, and what follows them, were not read")
    return root, places, warnings


def parse_xml(text: str) -> tuple[Any, Places, list[str]]:
    """Return the root element of an XML file, its places, and warnings.

    Raises
    ------
    lxml.etree.XMLSyntaxError
        If it is not well-formed, or nested over 256 deep.
    """
    marked, places, warnings = _mark(text, 0, _XML_TOKEN, elements_start(text))
    return xml_tree(marked), places, warnings


def _mark(
    text: str, base: int, token: re.Pattern[str], begin: int = 0
) -> tuple[str, Places, list[str]]:
    """Give start tags their numbers; return the numbered source and where the tags stand."""
    starts: list[int] = []
    ends: list[int] = []
    parts: list[str] = []
    warnings: list[str] = []
    at = 0
    for match in token.finditer(text, begin):
        if len(starts) >= MAX_TAGS:
            warnings.append(f"only the first {MAX_TAGS} tags were read")
            parts.append(text[at : match.start()])
            at = len(text)
            break
        if match["open"]:
            name_end = match.end("open")
            parts += (text[at:name_end], f' {PLACE}="{len(starts)}"')
            at = name_end
            if match.end() - name_end > _LONG_TAG:  # a picture written into its tag
                parts.append(_EMBEDDED.sub("", text[name_end : match.end()]))
                at = match.end()
        starts.append(match.start())
        ends.append(match.end())
    parts.append(text[at:])
    return "".join(parts), Places(text, base, starts, ends), warnings


def name_of(element: Any) -> str:
    """Return an element's local name in lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def content_of(element: Any) -> str:
    """Return an element's text on one line, without what only annotates its formulas."""
    return " ".join("".join(_texts(element, 0)).split())


def _texts(element: Any, depth: int) -> Iterator[str]:
    if name_of(element) in ("annotation", "annotation-xml") or depth > _DEEPEST:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child, depth + 1)
        yield child.tail or ""
