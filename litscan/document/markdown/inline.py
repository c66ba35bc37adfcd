r"""What stands inside a line of Markdown: emphasis, links, code, mathematics, stray HTML and LaTeX.

Each stretch is rendered on its own and keeps its place in the source, so that a number printed as
``\(93.5\pm 0.1\)`` leads back to where it was written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from litscan.document.grid import Emphasis, Piece
from litscan.document.mathtext import render_math

__all__ = ["emphasis_of", "render_cell", "render_formula", "render_inline"]

_SPECIAL = re.compile(r"[\\$`!\[<&*_]")
_INLINE = re.compile(
    r"(?=[\\$`!\[<&*_])(?:"  # most characters begin nothing
    r"\\\((?P<paren>(?:(?!\\\().){1,1500}?)\\\)"
    r"|\\\[(?P<bracket>(?:\d|[A-Z][^\\^=_{}<>|\n]{1,150}\d{4})[^\\^=_{}<>|\n]{0,150})\\\]"
    r"|\\\[(?P<display>(?:(?!\\\[).){1,3000}?)\\\]"
    r"|\$\$(?P<dollars>.{1,3000}?)\$\$"
    r"|(?:(?<![\\$\w])|(?<=\w)(?=\$\s?[\\^_{]))\$(?P<dollar>[^$\n]{1,400}?)(?<!\\)\$(?!\d)"
    r"|`(?P<code>[^`\n]{1,400})`"
    r"|!\[(?P<image>[^\]\n]{0,400})\]\([^()\s]{1,800}(?:\s+\"[^\"\n]{0,200}\")?\)"
    r"|\[\^(?P<note>[\w-]{1,40})\](?!:)"
    r"|\[(?P<link>(?:\\.|\[[^\[\]\n]{0,80}\]|[^\[\]\n\\]){1,400})\]"
    r"\((?P<url>[^()\s]{1,800})(?:\s+\"[^\"\n]{0,200}\")?\)"
    r"|<!--(?P<comment>.{0,2000}?)-->"
    r"|<(?P<auto>https?://[^\s<>]{1,800})>"
    r"|<(?P<script>su[bp])>(?P<raised>[^<>\n]{1,60})</su[bp]>"
    r"|(?P<break><br\s*/?>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,10}(?:\s[^<>\n]{0,200})?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});)"
    r"|(?P<mark>\*{2,3}|(?<!\w)_{2}(?=\w)|(?<=\w)_{2}(?!\w)|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])"
    r"|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?=[\s.,;:)|]|$))"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!%&$~|<>])"
    r"|(?P<command>\\[a-zA-Z]+\*?(?:\s*\{[^{}\n]{0,300}\})*))",
    re.DOTALL,
)
_MATH = frozenset({"paren", "display", "dollars", "dollar", "command"})
_DROPPED = frozenset({"comment", "tag", "mark"})
_BOLD = re.compile(r"(?<!\\)\*\*|__|\\(?:textbf|mathbf|bm|boldsymbol|bf)\b|<(?:b|strong)>")
_UNDERLINED = re.compile(r"\\underline\b|<u>|<ins>")
_ITALIC = re.compile(
    r"(?<![*\w\\])[*_](?![*_\s])(?=[^*_]*[*_])|(?<!\\)\*{3}|\\(?:textit|emph|mathit|it)\b|<(?:i|em)>"
)
_SIGNS = re.compile(r"[*†‡§¶⋆∗]{1,3}")
_TRAILING_SIGNS = re.compile(r"(?<=[\w%).])\s?(?P<signs>[*†‡§¶⋆∗]{1,3})\s*$")
_COUNTER = re.compile(r"\d{1,2}|[a-z]")
_POWER_BASE = re.compile(r"(?:(?<![\d.])-?10|[A-Za-zα-ωµ)\]])$")
_TOKENS_ALONE = re.compile(r"(?:^|[\s{])\d(?:\s+\.\s+\d|\s+\d)")
_LONG_DIGITS = re.compile(r"\d\d")
_DIGIT_GAP = re.compile(r"(?<=[\d.])\s+(?=[\d.])|(?<=\d)\s+(?=\\?%)")
_SCRIPT_GAP = re.compile(r"\s*([_^])\s*\{\s*([+-]?)\s*")
_WORD_GROUP = re.compile(
    r"\\(?P<font>mathrm|text|mathbf|textbf|mathit|mathsf|operatorname|textrm)"
    r"\s*\{(?P<word>(?:\s*(?:[A-Za-z\d.,:;/()+-]|~)\s){2,80}\s*)\}"
)


def render_inline(text: str, start: int, end: int) -> list[Piece]:
    r"""Return the pieces that ``[start, end)`` of a Markdown source prints.

    Examples
    --------
    >>> source = r"**PDP** reaches \(93.5\pm 0.1\) [\[12\]](#page-9-0)"
    >>> "".join(piece.text for piece in render_inline(source, 0, len(source)))
    'PDP reaches 93.5 ± 0.1 [12]'
    """
    return [piece for piece in _pieces(text, start, end, None) if piece.text]


def render_cell(text: str, start: int, end: int) -> tuple[list[Piece], tuple[str, ...]]:
    """Return the pieces that a table cell prints, and the footnote marks taken off them.

    Examples
    --------
    >>> pieces, marks = render_cell("93.4<sub>±0.1</sub><sup>†</sup>", 0, 31)
    >>> "".join(piece.text for piece in pieces), marks
    ('93.4±0.1', ('†',))
    """
    marks: list[str] = []
    pieces = [piece for piece in _pieces(text, start, end, marks) if piece.text]
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    shown = "".join(piece.text for piece in pieces)
    signs = _TRAILING_SIGNS.search(shown)
    if signs:
        marks.append(signs["signs"])
        pieces = _cut(pieces, signs.start())
    return pieces, tuple(dict.fromkeys(marks))


def _cut(pieces: list[Piece], length: int) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        if length <= 0:
            break
        width = len(piece.text)
        verbatim = width == piece.source_end - piece.source_start
        if width > length:
            end = piece.source_start + length if verbatim else piece.source_end
            piece = Piece(piece.text[:length], 0, piece.source_start, end)
        length -= width
        kept.append(piece)
    return kept


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


def render_formula(latex: str) -> str:
    r"""Return a formula as a line of text, its tokens joined where a model set them apart.

    Examples
    --------
    >>> render_formula(r"9 3 . 4 \pm 0 . 1"), render_formula(r"\mathrm { R e s N e t }")
    ('93.4 ± 0.1', 'ResNet')
    >>> render_formula(r"1 0 ^ { - 3 }")
    '10^-3'
    """
    latex = _SCRIPT_GAP.sub(r"\1{\2", _WORD_GROUP.sub(_joined, latex))
    if _TOKENS_ALONE.search(latex) and not _LONG_DIGITS.search(latex):
        latex = _DIGIT_GAP.sub("", latex)
    return render_math(latex)


def _joined(match: re.Match[str]) -> str:
    word = "".join(match["word"].split()).replace("~", " ")
    return f"\\{match['font']}{{{word}}}"


def _pieces(text: str, start: int, end: int, marks: list[str] | None) -> Iterator[Piece]:
    if _SPECIAL.search(text, start, end) is None:
        yield Piece(text[start:end], 0, start, end)
        return
    at = start
    for match in _INLINE.finditer(text, start, end):
        if at < match.start():
            yield Piece(text[at : match.start()], 0, at, match.start())
        yield from _rendered(text, match, start, marks)
        at = match.end()
    if at < end:
        yield Piece(text[at:end], 0, at, end)


def _rendered(
    text: str, match: re.Match[str], start: int, marks: list[str] | None
) -> Iterator[Piece]:
    last = match.lastgroup or "mark"
    kind = "link" if last == "url" else last
    shown = match[kind]
    if kind in _DROPPED:
        return
    if kind in _MATH:
        yield Piece(_formula(shown, marks), 0, match.start(), match.end())
    elif kind == "note":
        if marks is not None:
            marks.append(shown)
    elif kind == "raised":
        yield from _script(text, match, start, marks)
    elif kind == "bracket":
        yield Piece("[", 0, match.start() + 1, match.start() + 2)
        yield Piece(shown, 0, match.start(kind), match.end(kind))
        yield Piece("]", 0, match.end() - 1, match.end())
    elif kind == "break":
        yield Piece(" ", 0, match.start(), match.end())
    elif kind == "entity":
        yield Piece(html.unescape(shown), 0, match.start(), match.end())
    elif kind == "link":
        yield from _link(text, match, marks)
    else:
        yield Piece(shown, 0, match.start(kind), match.end(kind))


def _formula(latex: str, marks: list[str] | None) -> str:
    shown = render_formula(latex)
    if marks is not None and _SIGNS.fullmatch(shown):
        marks.append(shown)
        return ""
    return shown


def _link(text: str, match: re.Match[str], marks: list[str] | None) -> Iterator[Piece]:
    """Yield a link's text, and its address where it leads out of the file and is not the text."""
    yield from _pieces(text, match.start("link"), match.end("link"), marks)
    if match["url"].startswith("#") or match["url"] == match["link"]:
        return
    url = match.start("url")
    yield Piece(" (", 0, url - 2, url)
    yield Piece(match["url"], 0, url, match.end("url"))
    yield Piece(")", 0, match.end() - 1, match.end())


def _script(
    text: str, match: re.Match[str], start: int, marks: list[str] | None
) -> Iterator[Piece]:
    """Yield what is raised or lowered: a footnote mark is taken off, a power keeps its sign."""
    shown = match["raised"].replace("\\", "").strip()
    before = text[max(start, match.start() - 12) : match.start()].rstrip("*_ ")
    place = match.start("raised")
    power = _POWER_BASE.search(before) is not None
    if match["script"] == "sup":
        sign = _SIGNS.fullmatch(shown) is not None
        power = power or (marks is None and before[-1:].isdigit())  # no note to 2 in 2^10
        if sign or (_COUNTER.fullmatch(shown) and (not power or not before)):
            if marks is not None:
                marks.append(shown)
            return
        yield Piece("^", 0, match.start(), match.start() + 1)
    elif shown[:1].isalnum() and power:
        yield Piece("_", 0, match.start(), match.start() + 1)
    yield from _pieces(text, place, match.end("raised"), None)
