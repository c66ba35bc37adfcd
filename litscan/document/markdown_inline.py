r"""What stands inside a line of Markdown: emphasis, links, code, mathematics, stray LaTeX.

Each stretch is rendered on its own and keeps its place in the source, so that a number printed as
``\(93.5\pm 0.1\)`` leads back to where it was written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from litscan.document.grid import Emphasis, Piece
from litscan.document.mathtext import render_math

__all__ = ["emphasis_of", "render_inline"]

_INLINE = re.compile(
    r"\\\((?P<paren>(?:(?!\\\().){1,1500}?)\\\)"
    r"|\\\[(?P<display>(?:(?!\\\[).){1,3000}?)\\\]"
    r"|\$\$(?P<dollars>.{1,3000}?)\$\$"
    r"|(?<![\\$\w])\$(?=\S)(?P<dollar>[^$\n]{1,400}?)(?<=\S)\$(?!\d)"
    r"|`(?P<code>[^`\n]{1,400})`"
    r"|!\[(?P<image>[^\]\n]{0,400})\]\([^()\s]{1,800}(?:\s+\"[^\"\n]{0,200}\")?\)"
    r"|\[(?P<link>[^\[\]\n]{1,400})\](?P<target>\((?P<url>[^()\s]{1,800})(?:\s+\"[^\"\n]{0,200}\")?\))"
    r"|<(?P<auto>https?://[^\s<>]{1,800})>"
    r"|(?P<note>\[\^[\w-]{1,40}\])"
    r"|(?P<break><br\s*/?>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,10}(?:\s[^<>\n]{0,200})?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});)"
    r"|(?P<mark>\*{2,3}|(?<!\w)_{2}(?=\w)|(?<=\w)_{2}(?!\w)|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])"
    r"|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?=[\s.,;:)|]|$))"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!%&$~|<>])"
    r"|(?P<command>\\[a-zA-Z]+\*?(?:\s*\{[^{}\n]{0,300}\})*)",
    re.DOTALL,
)
_MATH = ("paren", "display", "dollars", "dollar", "command")
_DROPPED = ("note", "tag", "mark")
_BOLD = re.compile(r"\*\*|__|\\(?:textbf|mathbf|bm|boldsymbol|bf)\b|<(?:b|strong)>")
_UNDERLINED = re.compile(r"\\underline\b|<u>")
_ITALIC = re.compile(r"(?<![*\w])[*_](?![*_\s])|\\(?:textit|emph|mathit|it)\b|<(?:i|em)>")


def render_inline(text: str, start: int, end: int) -> list[Piece]:
    r"""Return the pieces that ``[start, end)`` of a Markdown source prints.

    Examples
    --------
    >>> source = r"**PDP** reaches \(93.5\pm 0.1\)"
    >>> "".join(piece.text for piece in render_inline(source, 0, len(source)))
    'PDP reaches 93.5± 0.1'
    """
    return [piece for piece in _pieces(text, start, end) if piece.text]


def emphasis_of(shown: str) -> frozenset[Emphasis]:
    """Return how a cell's source is emphasised.

    Examples
    --------
    >>> sorted(emphasis_of("**93.4**"))
    ['bold']
    """
    found: set[Emphasis] = set()
    if _BOLD.search(shown):
        found.add("bold")
    if _UNDERLINED.search(shown):
        found.add("underline")
    if _ITALIC.search(shown):
        found.add("italic")
    return frozenset(found)


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for match in _INLINE.finditer(text, start, end):
        if at < match.start():
            yield Piece(text[at : match.start()], 0, at, match.start())
        at = match.end()
        yield from _rendered(match)
    if at < end:
        yield Piece(text[at:end], 0, at, end)


def _rendered(match: re.Match[str]) -> Iterator[Piece]:
    kind = next(name for name in _KINDS if match[name] is not None)
    shown = match[kind]
    if kind in _DROPPED:
        return
    if kind in _MATH:
        yield Piece(render_math(shown), 0, match.start(), match.end())
    elif kind == "break":
        yield Piece(" ", 0, match.start(), match.end())
    elif kind == "entity":
        yield Piece(html.unescape(shown), 0, match.start(), match.end())
    elif kind == "link" and match["url"] != shown:
        yield Piece(shown, 0, match.start("link"), match.end("link"))
        url = match.start("url")
        yield Piece(" (", 0, url - 2, url)
        yield Piece(match["url"], 0, url, match.end("url"))
        yield Piece(")", 0, match.end() - 1, match.end())
    else:
        yield Piece(shown, 0, match.start(kind), match.end(kind))


_KINDS = (*_MATH, *_DROPPED, "break", "entity", "link", "code", "image", "auto", "escaped")
