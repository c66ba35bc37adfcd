r"""LaTeX tables inside Markdown, as OCR of scientific PDFs writes them.

They are LaTeX with Markdown's own marks in it (``**93.4**``, links). The marks are exchanged for
the LaTeX they stand for, and the table goes through the LaTeX reader's own code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from litscan.document.grid import RawCell
from litscan.document.latex.origin import MappedBuilder, MappedText
from litscan.document.latex.scan import Environment, find_environments, mask
from litscan.document.latex.splitting import TABULARS, split_tabular
from litscan.document.latex.tables import raw_cells
from litscan.document.latex.text import Renderer

__all__ = ["LatexTable", "read_tabulars"]

_MARKS = re.compile(
    r"(?P<math>\\\((?:(?!\\\().){1,1500}?\\\)|\\\[(?:(?!\\\[).){1,1500}?\\\]|(?<!\\)\$[^$\n]{1,400}\$)"
    r"|(?<!\\)(?P<bold>\*\*|__)"
    r"|(?<![\w\\*_])(?P<italic>[_*])(?P<slanted>[^\s*_&\\][^*_&\n\\]{0,200})(?P=italic)(?![\w*_])"
    r"|!?\[(?P<link>[^\[\]\n&]{0,400})\]\((?P<url>[^()\s]{1,800})\)"
    r"|\\(?P<star>\*)|<(?P<raise>su[bp])>(?P<raised>[^<>\n]{1,60})</su[bp]>"
    r"|(?P<break><br\s*/?>)|\[\^(?P<note>[\w-]{1,40})\]",
    re.DOTALL,
)
_CLOSES = {"**": re.compile(r"\*\*"), "__": re.compile(r"__")}
_CELL_END = re.compile(r"(?<!\\)&|\\\\")


@dataclass(frozen=True, slots=True)
class LatexTable:
    """Rows not yet laid out, how many the rules mark as header, and the table's place."""

    rows: tuple[tuple[RawCell, ...], ...]
    header_rows: int | None
    start: int
    end: int
    oversized: bool = False


def read_tabulars(text: str, start: int, end: int) -> list[LatexTable | None]:
    r"""Return the outermost tabulars of ``[start, end)`` in order; None for one that never ends.

    Examples
    --------
    >>> source = r"\begin{tabular}{lc} \hline Net & **93.4** \\ \hline \end{tabular}"
    >>> table = read_tabulars(source, 0, len(source))[0]
    >>> [(cell.text, sorted(cell.emphasis)) for cell in table.rows[0]]
    [('Net', []), ('93.4', ['bold'])]
    """
    mapped = _as_latex(text, start, end)
    environments, unclosed = find_environments(mapped.text)
    lost = [at for name, at in unclosed if name in TABULARS]
    renderer = Renderer(mapped)
    found: list[LatexTable | None] = []
    last = 0
    for at in sorted([*environments, *lost]):
        if at < last:
            continue
        if at in lost:
            found.append(None)  # what follows are pieces of it
            break
        environment = environments[at]
        if environment.name in TABULARS:
            last = environment.end
            found.append(_read(mapped, renderer, environment))
    return found


def _read(mapped: MappedText, renderer: Renderer, environment: Environment) -> LatexTable:
    start = mapped.origin(environment.start)[1]
    end = mapped.origin(environment.end - 1)[2]
    raw = split_tabular(mapped, environment)
    if raw.oversized:
        return LatexTable((), None, start, end, oversized=True)
    cells, header_rows = raw_cells(renderer, raw)
    rows = tuple(
        tuple(replace(cell, pieces=renderer.pieces(run)) for cell, run in row) for row in cells
    )
    return LatexTable(rows, header_rows, start, end)


def _as_latex(text: str, start: int, end: int) -> MappedText:
    """Return a stretch of Markdown with its marks exchanged for LaTeX, every character placed."""
    builder = MappedBuilder()
    closing: dict[int, int] = {}
    at = start
    while (match := _MARKS.search(text, at, end)) is not None:
        builder.add_source(text, file=0, start=at, end=match.start())
        at = match.end()
        if match["math"]:
            builder.add_source(text, file=0, start=match.start(), end=at)
        elif match["bold"]:
            _bold(builder, text, match, closing, end)
        elif match["italic"]:
            _wrapped(builder, text, match, "slanted", "\\textit{")
        elif match["raise"]:
            name = "\\textsuperscript{" if match["raise"] == "sup" else "\\textsubscript{"
            _wrapped(builder, text, match, "raised", name)
        elif match["star"]:
            builder.add_made("*", file=0, source=match.start(), width=2)
        elif match["note"]:
            shown = f"\\textsuperscript{{{match['note']}}}"
            builder.add_made(shown, file=0, source=match.start(), width=len(match[0]))
        elif match["break"]:
            builder.add_made(" ", file=0, source=match.start(), width=len(match[0]))
        else:
            _link(builder, text, match)
    builder.add_source(text, file=0, start=at, end=end)
    return builder.build()


def _bold(
    builder: MappedBuilder, text: str, match: re.Match[str], closing: dict[int, int], end: int
) -> None:
    """Open or close bold; a mark with no fellow in its cell is dropped."""
    place = match.start()
    if place in closing:
        builder.add_made("}", file=0, source=place, width=2)
        return
    cell_end = _CELL_END.search(text, place, end)
    stop = cell_end.start() if cell_end else end
    fellow = _CLOSES[match["bold"]].search(text, match.end(), stop)
    if fellow is not None:
        closing[fellow.start()] = place
        builder.add_made("\\textbf{", file=0, source=place, width=2)


def _wrapped(
    builder: MappedBuilder, text: str, match: re.Match[str], group: str, opening: str
) -> None:
    builder.add_made(opening, file=0, source=match.start(), width=1)
    builder.add_source(text, file=0, start=match.start(group), end=match.end(group))
    builder.add_made("}", file=0, source=match.end() - 1, width=1)


def _link(builder: MappedBuilder, text: str, match: re.Match[str]) -> None:
    builder.add_source(text, file=0, start=match.start("link"), end=match.end("link"))
    if match["url"] == match["link"] or match["url"].startswith("#"):
        return
    builder.add_made(" (", file=0, source=match.start("url"), width=1)
    builder.add_masked(mask(match["url"]), file=0, start=match.start("url"))
    builder.add_made(")", file=0, source=match.end() - 1, width=1)
