"""A PRISMA 2020 flow drawn as SVG: text stays text, and the file needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from litscan.survey.prisma import Flow, Step

__all__ = ["flow_diagram"]

_WIDTH, _MARGIN, _GAP, _PHASE = 900, 12, 34, 30
_LEFT, _MAIN, _SIDE = 58, 380, 408
_SIDE_LEFT = _WIDTH - _MARGIN - _SIDE
_LINE, _PAD = 18, 10
_SIZE, _INDENT = 13, 12
_NARROW, _BROAD = frozenset(" .,:;!|'`()[]{}ijlftrI/\\"), frozenset("mwMW@%\N{HORIZONTAL ELLIPSIS}")
_MOST_REASONS = 9
_LEAST = 70
"""How tall a row is at least: the name of its phase stands beside it, upright."""
_USED = ("their facts are in the corpus",)
_UNPRINTABLE = re.compile("[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLE = (
    "text{font:13px Helvetica,Arial,'Liberation Sans',sans-serif;fill:#1a1a1a}"
    ".head{font-weight:700}.phase{font-weight:700;fill:#1d3557;text-anchor:middle}"
    ".box{fill:#fff;stroke:#444;stroke-width:1.2}.bar{fill:#dbe7f3}"
    ".arrow{stroke:#444;stroke-width:1.4;fill:none;marker-end:url(#head)}"
)


@dataclass(frozen=True, slots=True)
class _Box:
    """A heading and lines, broken to the width of its column."""

    heading: str
    lines: tuple[str, ...]
    width: int

    @property
    def rows(self) -> list[tuple[str, int, bool]]:
        """Its text, row by row, how far it is indented, and whether it is of the heading."""
        room = self.width - 2 * _PAD
        rows = [(row, 0, True) for row in _wrapped(self.heading, room / 1.1)]  # it is bold
        for line in self.lines:
            first, *others = _wrapped(line, room, room - _INDENT)
            rows += [(first, 0, False), *((other, _INDENT, False) for other in others)]
        return rows

    @property
    def height(self) -> int:
        return len(self.rows) * _LINE + 2 * _PAD


@dataclass(frozen=True, slots=True)
class _Row:
    phase: str
    main: _Box
    side: _Box | None

    @property
    def height(self) -> int:
        return max(self.main.height, self.side.height if self.side else 0, _LEAST)


def flow_diagram(flow: Flow, title: str = "Flow of papers, as PRISMA 2020 counts it") -> str:
    """Return a flow as an SVG document.

    Examples
    --------
    >>> from litscan.survey.prisma import SourceCount
    >>> step = Step(3, {"by the model: no word of pruning or sparsity": 1})
    >>> source = SourceCount("arxiv-api", 1, 3, 3, 3)
    >>> flow = Flow((source,), Step(3), step, Step(2), Step(2), 0, 0, 0.5)
    >>> "Records screened (n = 3)" in flow_diagram(flow)
    True
    """
    rows = _rows(flow)
    top, placed = _MARGIN + 34, []
    for row in rows:
        placed.append((top, row))
        top += row.height + _GAP
    height = top - _GAP + _MARGIN
    body = [*_phases(placed), *_arrows(placed)]
    for y, row in placed:
        body += _drawn(row.main, _LEFT, y)
        if row.side:
            body += _drawn(row.side, _SIDE_LEFT, y)
    told = f"{flow.identified.entered} records identified, {flow.included} papers included"
    head = _element("text", _clean(title), x=_LEFT, y=_MARGIN + 16, **{"class": "head"})
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
            f' width="{_WIDTH}" height="{height}" role="img" aria-labelledby="title told">',
            f'<title id="title">{escape(_clean(title))}</title>',
            f'<desc id="told">{escape(told)}</desc>',
            f"<style>{_STYLE}</style>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8"'
            ' markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#444"/></marker></defs>',
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            head,
            *body,
            "</svg>",
            "",
        ]
    )


def _rows(flow: Flow) -> list[_Row]:
    boxes = (
        ("Records identified", flow.identified, "Records removed before screening", _found(flow)),
        ("Records screened", flow.screened, "Records excluded", _judged(flow)),
        ("Full texts sought", flow.sought, "Full texts not retrieved", ()),
        ("Papers assessed for eligibility", flow.assessed, "Papers not used", ()),
    )
    phases = ("Identification", "Screening", "Screening", "Screening")
    rows = [
        _Row(phase, _main(heading, step.entered, lines), _side(left, step))
        for phase, (heading, step, left, lines) in zip(phases, boxes, strict=True)
    ]
    return [*rows, _Row("Included", _main("Papers included", flow.included, _USED), None)]


def _main(heading: str, count: int, lines: Sequence[str]) -> _Box:
    return _Box(_counted(heading, count), tuple(lines), _MAIN)


def _side(heading: str, step: Step) -> _Box:
    lines = tuple(_counted(_clean(reason), count) for reason, count in _most(step.left).items())
    return _Box(_counted(heading, sum(step.left.values())), lines, _SIDE)


def _most(reasons: Mapping[str, int]) -> dict[str, int]:
    """Return the commonest reasons, the rest together."""
    if len(reasons) <= _MOST_REASONS:
        return dict(reasons)
    kept = dict(list(reasons.items())[: _MOST_REASONS - 1])
    rest = len(reasons) - len(kept)
    return {**kept, f"{rest} other reasons": sum(reasons.values()) - sum(kept.values())}


def _found(flow: Flow) -> list[str]:
    lines = []
    for source in flow.sources:
        asked = "" if source.asked is None else f" of {source.asked:,} announced"
        runs = f", {source.runs} run{'s' * (source.runs > 1)}" if source.runs else ""
        lines.append(f"{_clean(source.source)}: {source.got:,}{asked}{runs}")
    if flow.several_sources:
        lines.append(f"papers that name several sources: {flow.several_sources:,}")
    return lines


def _judged(flow: Flow) -> list[str]:
    by_model = flow.screened.entered - flow.decided
    return [f"decided by a person: {flow.decided:,}; by the model: {by_model:,}"]


def _counted(text: str, count: int) -> str:
    return f"{text} (n = {count:,})"


def _clean(text: str, longest: int = 160) -> str:
    text = _UNPRINTABLE.sub("\ufffd", " ".join(text.split()))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _wide(text: str) -> float:
    """Return how many pixels a text takes in Helvetica and its like: rather more than less."""
    return _SIZE * sum(
        0.36 if letter in _NARROW
        else 1.0 if letter in _BROAD or letter > "\u2e80"
        else 0.76 if letter.isupper()
        else 0.58
        for letter in text
    )  # fmt: skip


def _wrapped(text: str, first: float, others: float | None = None) -> list[str]:
    """Return a text in rows that are no wider than the room there is; long words are broken."""
    rows, room = [""], first
    for word in text.split(" "):
        for piece in _pieces(word, min(first, others or first)):
            longer = f"{rows[-1]} {piece}" if rows[-1] else piece
            if _wide(longer) <= room:
                rows[-1] = longer
            else:
                rows.append(piece)
                room = others or first
    return rows


def _pieces(word: str, room: float) -> Iterator[str]:
    piece = ""
    for letter in word:
        if _wide(piece + letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _element(name: str, text: str, **attributes: object) -> str:
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{given}>{escape(text)}</{name}>"


def _drawn(box: _Box, left: int, top: int) -> Iterator[str]:
    yield (
        f'<rect class="box" x="{left}" y="{top}" width="{box.width}" height="{box.height}" rx="3"/>'
    )
    for number, (row, indent, is_heading) in enumerate(box.rows):
        x = left + _PAD + indent
        y = top + _PAD + _LINE * number + 13
        given: dict[str, object] = {"class": "head"} if is_heading else {}
        yield _element("text", row, x=x, y=y, **given)


def _phases(placed: Sequence[tuple[int, _Row]]) -> Iterator[str]:
    """Draw the names of the phases along the left edge, each over its rows."""
    spans: dict[str, tuple[int, int]] = {}
    for top, row in placed:
        start, _ = spans.get(row.phase, (top, 0))
        spans[row.phase] = (start, top + row.height)
    for phase, (top, bottom) in spans.items():
        tall = bottom - top
        yield (
            f'<rect class="bar" x="{_MARGIN}" y="{top}" width="{_PHASE}" height="{tall}" rx="3"/>'
        )
        x, y = _MARGIN + _PHASE / 2 + 4.5, (top + bottom) / 2
        turned = {"class": "phase", "transform": f"rotate(-90 {x:g} {y:g})"}
        yield _element("text", phase, x=f"{x:g}", y=f"{y:g}", **turned)


def _arrows(placed: Sequence[tuple[int, _Row]]) -> Iterator[str]:
    middle = _LEFT + _MAIN // 2
    for (top, row), (below, _) in pairwise(placed):
        yield f'<path class="arrow" d="M{middle} {top + row.main.height}V{below}"/>'
    for top, row in placed:
        if row.side:
            y = top + min(row.main.height, row.side.height) // 2
            yield f'<path class="arrow" d="M{_LEFT + _MAIN} {y}H{_SIDE_LEFT}"/>'
