r"""Floats and their captions: what is a table, a figure or a part of one, and its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from litscan.document.latex.blocks import Block, Float, FloatKind, Part, pair_captions
from litscan.document.latex.notes import gather_footnotes
from litscan.document.latex.references import Target
from litscan.document.latex.scan import (
    Environment,
    Range,
    optional_argument,
    required_argument,
    words,
)
from litscan.document.latex.symbols import ENVIRONMENT_ARGUMENTS
from litscan.document.latex.text import Run

if TYPE_CHECKING:
    from litscan.document.latex.structure import Walker

__all__ = [
    "CAPTION_COMMANDS",
    "FLOATS",
    "PARTS",
    "place_label",
    "read_caption_command",
    "read_float",
    "read_part",
    "take_caption",
]

FLOATS: dict[str, FloatKind] = {
    **dict.fromkeys(
        ("table", "table*", "wraptable", "wraptable*", "sidewaystable", "sidewaystable*",
         "SCtable", "SCtable*", "margintable", "floatingtable", "wideTable", "specialtable"),
        "table",
    ),
    **dict.fromkeys(
        ("figure", "figure*", "wrapfigure", "sidewaysfigure", "sidewaysfigure*", "SCfigure",
         "SCfigure*", "marginfigure", "floatingfigure", "teaserfigure", "wrapfigure*"),
        "figure",
    ),
    **dict.fromkeys(
        ("algorithm", "algorithm*", "algorithm2e", "algorithm2e*", "listing"), "algorithm"
    ),
}  # fmt: skip
"""Environments that are floats, and what their captions are counted as."""

PARTS = words("subtable subfigure subfloat")
"""Environments that are a part of a float."""

_PART_COMMANDS = words("subfloat subcaptionbox subtable subfigure")
_KINDS: dict[str, FloatKind] = {
    "captionof": "figure", "tabcaption": "table", "tblcaption": "table", "figcaption": "figure",
}  # fmt: skip
CAPTION_COMMANDS = words("caption bicaption subcaption") | _PART_COMMANDS | _KINDS.keys()
"""Commands that give a float or a part of one its caption."""

_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_BRACKETED_PARTS = re.compile(r"\\usepackage\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\bsubfig(?:ure)?\b")
_FARTHEST_TABLE = 1_500


def read_float(walker: Walker, environment: Environment, kind: FloatKind, depth: int) -> None:
    """Read a float; its blocks come after the paragraph it stands in."""
    outer = (walker.run, walker.lead, walker.blocks, walker.float, walker.deferred)
    target = walker.target
    walker.run, walker.lead, walker.blocks, walker.deferred = Run(), 0, [], []
    walker.float = float_ = Float(kind)
    walker.counters.set(f"sub{kind}", 0)
    walker.walk(_float_start(walker, environment), environment.inner_end, depth + 1)
    walker.flush()
    blocks = walker.blocks + walker.deferred
    pair_captions(float_)
    walker.target = target
    walker.run, walker.lead, walker.blocks, walker.float, walker.deferred = outer
    walker.deferred += blocks
    if not walker.run.bits and walker.float is None:
        walker.flush()


def _float_start(walker: Walker, environment: Environment) -> int:
    at, end = environment.inner_start, environment.inner_end
    for _ in range(ENVIRONMENT_ARGUMENTS.get(environment.name, 0) + 1):
        while (option := optional_argument(walker.text, at, end)) is not None:
            at = option[1] + 1
        if environment.name not in ENVIRONMENT_ARGUMENTS:
            break
        if not walker.text[at:end].lstrip().startswith("{"):
            break
        argument = required_argument(walker.mapped, at, end)
        if argument is None:
            break
        at = argument[1]
    return at


def place_label(walker: Walker, float_: Float, label: str) -> None:
    """Take in a label that stands in a float."""
    if float_.part is not None:
        float_.part.label = float_.part.label or label
        walker.labels[label] = _part_target(walker, float_, float_.part.letter)
        return
    float_.label = float_.label or label
    if float_.captions:
        caption = float_.captions[-1]
        caption.label = caption.label or label
        kind, number = caption_kind(caption), caption.number
    else:
        kind, number = float_.kind, None
    walker.labels[label] = Target(kind, number or _next(walker, kind))


def caption_kind(caption: Block) -> FloatKind:
    """Return what a caption is counted as."""
    return caption.float_.kind if caption.float_ else "figure"


def _next(walker: Walker, kind: FloatKind) -> str:
    """Return the number that the next caption of a kind will have."""
    counters = walker.counters
    before = counters.values.get(kind, 0)
    counters.set(kind, before + 1)
    number = counters.printed(kind)
    counters.set(kind, before)
    return number


def _part_target(walker: Walker, float_: Float, letter: str) -> Target:
    number = float_.number or _next(walker, float_.kind)
    shown = f"({letter})" if _BRACKETED_PARTS.search(walker.text) else letter
    return Target(float_.kind, f"{number}{shown}", part=letter)


def read_part(
    walker: Walker, start: int, end: int, depth: int, caption: Range | None = None
) -> None:
    """Read a part of a float: its tables get its own caption, label and number."""
    walker.flush()
    float_ = walker.float
    if float_ is None:
        walker.walk(start, end, depth + 1)
        return
    outer, first = float_.part, len(float_.tables)
    counter = f"sub{float_.kind}"
    walker.counters.step(counter)
    float_.part = part = Part(letter=walker.counters.printed(counter))
    if caption is not None:
        _take_part_caption(walker, float_, part, caption)
    walker.walk(start, end, depth + 1)
    walker.flush()
    for table in float_.tables[first:]:
        table.label = table.label or part.label
        if part.caption is not None:
            table.caption = part.caption
            if float_.kind == "table":
                table.number = _part_target(walker, float_, part.letter).number
    if not walker.text[start:end].strip() and caption is None:
        walker.counters.set(counter, walker.counters.values[counter] - 1)
    float_.part = outer


def _take_part_caption(walker: Walker, float_: Float, part: Part, where: Range) -> None:
    walker.flush()
    for match in _LABEL.finditer(walker.text, *where):
        part.label = part.label or match[1].strip()
    target = _part_target(walker, float_, part.letter)
    if part.label:
        walker.labels[part.label] = target
    run = walker.renderer.run(*where)
    if run.text.strip():
        part.caption = Block("caption", run, where[0], number=target.number, label=part.label)
        part.caption.float_ = Float(float_.kind)
        walker.blocks.append(part.caption)
    gather_footnotes(walker, *where)


def read_caption_command(
    walker: Walker, word: str, start: int, at: int, end: int, depth: int
) -> int:
    """Take in a caption and what its command holds besides; return the offset after it."""
    if word in _PART_COMMANDS:
        return _part_command(walker, word, at, end, depth)
    starred = walker.text.startswith("*", at)
    at += starred
    kind = _KINDS.get(word) or (walker.float.kind if walker.float else "figure")
    if word == "captionof":
        named = required_argument(walker.mapped, at, end)
        if named is None:
            return at
        name = walker.text[slice(*named[0])].strip()
        kind = "table" if name == "table" else "algorithm" if name == "algorithm" else "figure"
        at = named[1]
    while (option := optional_argument(walker.text, at, end)) is not None:
        at = option[1] + 1
    argument = required_argument(walker.mapped, at, end)
    if argument is None or walker.text[argument[0][0] - 1] != "{":
        return at
    float_ = walker.float
    if float_ is not None and float_.part is not None:
        _take_part_caption(walker, float_, float_.part, argument[0])
    elif word == "subcaption" and float_ is not None:
        walker.counters.step(f"sub{float_.kind}")
        part = Part(letter=walker.counters.printed(f"sub{float_.kind}"))
        _take_part_caption(walker, float_, part, argument[0])
        float_.captions += [part.caption] if part.caption else []
    else:
        take_caption(walker, argument[0], kind, numbered=not starred)
    after = argument[1]
    if word == "bicaption":
        second = required_argument(walker.mapped, after, end)
        after = second[1] if second else after
    return after


def _part_command(walker: Walker, word: str, at: int, end: int, depth: int) -> int:
    r"""Read ``\subfloat[caption]{content}`` or ``\subcaptionbox{caption}{content}``."""
    at += walker.text.startswith("*", at)
    caption: Range | None = None
    if word == "subcaptionbox":
        option = optional_argument(walker.text, at, end)
        at = option[1] + 1 if option is not None else at
        first = required_argument(walker.mapped, at, end)
        if first is None:
            return at
        caption, at = first
    while (option := optional_argument(walker.text, at, end)) is not None:
        at = option[1] + 1
        caption = option if word != "subcaptionbox" else caption
    content = required_argument(walker.mapped, at, end)
    if content is None or walker.text[content[0][0] - 1] != "{":
        return at
    read_part(walker, *content[0], depth, caption)
    return content[1]


def take_caption(walker: Walker, where: Range, kind: FloatKind, *, numbered: bool = True) -> Block:
    """Count a caption and keep it with its float, or with the table it stands beside."""
    walker.flush()
    number = None
    if numbered:
        walker.counters.step(kind)
        number = walker.counters.printed(kind)
    block = Block("caption", walker.renderer.run(*where), where[0], number=number)
    block.float_ = Float(kind, number)
    float_ = walker.float
    if float_ is not None:
        float_.number = number or float_.number
        block.label = float_.label if not float_.captions else None
        float_.captions.append(block)
    for match in _LABEL.finditer(walker.text, *where):
        block.label = match[1].strip()
        if float_ is not None:
            float_.label = float_.label or block.label
        walker.labels[block.label] = Target(kind, number or "")
    walker.blocks.append(block)
    if number:
        walker.target = Target(kind, number)
    if float_ is None and kind == "table":
        _beside_loose_table(walker, block)
    gather_footnotes(walker, *where)
    return block


def _beside_loose_table(walker: Walker, caption: Block) -> None:
    """Give a caption outside any float to the table just before it, or keep it for the next."""
    table = walker.loose_table
    if table is not None and caption.start - table.start < _FARTHEST_TABLE:
        table.caption, table.number = caption, caption.number
        table.label = table.label or caption.label
        walker.loose_table = None
    else:
        walker.loose_caption = caption
