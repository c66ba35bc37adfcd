"""The text inside a paragraph, heading, caption or cell: pieces, citations, links, notes, marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from litscan.document.build import TextBuilder
from litscan.document.grid import Emphasis, Piece
from litscan.document.html.mathml import (
    bare_latex,
    formula_text,
    is_bold_formula,
    render_formula,
)
from litscan.document.html.roles import RoleOf, classes_of, emphasis_in
from litscan.document.html.source import Places, name_of
from litscan.document.model import Citation, CrossReference, Span

__all__ = ["MAX_DEPTH", "Inline", "InlineReader"]

_MARK = re.compile(r"[*†‡§¶#⋆∗♯♦♠★☆⋄◇]+|\d?[*†‡]|[a-z]|\d{1,2}")
_SIGNS = re.compile(r"[*†‡§¶#⋆∗♯♦♠★☆⋄◇]+|\d?[*†‡]")
_POWER_BASE = re.compile(r"(?:^|[^\d.])10$|[A-Za-zα-ω)\]]$|^-?10$")
_MARK_FORMULA = re.compile(r"[\^{}\s]*([*†‡§¶#⋆∗♯♦♠★☆⋄◇]+)[\s}]*")
_TEX = re.compile(
    r"\\\((?P<paren>(?:(?!\\\().){1,1500}?)\\\)"
    r"|\\\[(?P<display>(?:(?!\\\[).){1,3000}?)\\\]"
    r"|\$\$(?P<dollars>[^$]{1,3000}?)\$\$"
    r"|(?<![\\$\w])\$(?=\S)(?P<dollar>[^$\n]{1,400}?)(?<=\S)\$(?!\d)",
    re.DOTALL,
)
_TEX_HINT = re.compile(r"\\[(\[]|\$")
MAX_DEPTH = 100
"""Deeper elements show their text, and nothing else of them is read."""

# White space just inside these is the file's layout.
_WRAPPERS = frozenset({"alternatives", "inline-formula", "disp-formula", "xref"})


@dataclass(slots=True)
class Inline:
    """A run of text as it is gathered; offsets count from its own beginning.

    `notes` are the footnote elements met, left out of the text; `called` the ids of footnotes
    whose text stands elsewhere; `errors` what a converter left unconverted; `runs_in` says that
    it begins the paragraph to come, and its first `lead` characters are a heading.
    """

    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    citations: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    links: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    emphasis: set[Emphasis] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    runs_in: bool = False
    lead: int = 0

    @property
    def text(self) -> str:
        """The run's text so far."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def empty(self) -> bool:
        """Whether nothing is there to be written."""
        return self.length == 0

    @property
    def last(self) -> str:
        """The last few characters."""
        return self.pieces[-1].text[-8:] if self.pieces else ""

    def add(self, piece: Piece) -> None:
        """Append a piece; white space at the beginning or after white space is dropped."""
        shown = piece.text
        if not self.pieces or self.pieces[-1].text[-1].isspace():
            cut = len(shown) - len(shown.lstrip())
            if cut:
                start = piece.source_start
                exact = len(shown) == piece.source_end - start
                piece = Piece(shown[cut:], 0, start + cut if exact else start, piece.source_end)
        if piece.text:
            self.pieces.append(piece)
            self.length += len(piece.text)

    def space(self, at: int) -> None:
        """Part what follows from what stands before."""
        self.add(Piece(" ", 0, at, at))

    def trim(self) -> None:
        """Drop white space at the end."""
        while self.pieces and not self.pieces[-1].text.strip():
            self.length -= len(self.pieces.pop().text)
        if self.pieces and (cut := self.pieces[-1].text.rstrip()) != self.pieces[-1].text:
            last = self.pieces[-1]
            lost = len(last.text) - len(cut)
            exact = len(last.text) == last.source_end - last.source_start
            end = last.source_end - lost if exact else last.source_end
            self.pieces[-1] = Piece(cut, 0, last.source_start, end)
            self.length -= lost

    def write(
        self,
        builder: TextBuilder,
        citations: list[Citation],
        cross_references: list[CrossReference],
    ) -> Span:
        """Write the run into a document's text; return its span."""
        self.trim()
        start = len(builder)
        for piece in self.pieces:
            builder.add(
                piece.text, file=0, source_start=piece.source_start, source_end=piece.source_end
            )
        end = len(builder)
        shown = self.text
        for low, high, keys in self.citations:
            if shown[low:high].strip():
                citations.append(Citation(Span(start + low, min(start + high, end)), keys))
        for low, high, labels in self.links:
            if shown[low:high].strip():
                span = Span(start + low, min(start + high, end))
                cross_references.append(CrossReference(span, labels))
        return Span(start, end)


class InlineReader:
    r"""Gathers the text of elements.

    Parameters
    ----------
    places : Places
        Where the source's text stands.
    role_of : callable
        What an element is for.
    tex : bool
        Whether ``\(…\)`` and ``$…$`` in the text are formulas, as pages for MathJax have them.
    """

    def __init__(self, places: Places, role_of: RoleOf, *, tex: bool = False) -> None:
        self.places = places
        self.role_of = role_of
        self.tex = tex

    def read(self, element: Any, *, in_cell: bool = False) -> Inline:
        """Return the text of a whole element."""
        run = Inline()
        self.content(element, run, in_cell=in_cell)
        run.trim()
        return run

    def content(self, element: Any, run: Inline, *, in_cell: bool = False, depth: int = 0) -> None:
        """Append what stands inside an element."""
        self.places.enter(element)
        wrapper = name_of(element) in _WRAPPERS
        if not (wrapper and (element.text or "").isspace()):
            self.shown(element.text, run)
        for child in element:
            self.node(child, run, in_cell=in_cell, depth=depth + 1)
            if not (wrapper and (child.tail or "").isspace()):
                self.shown(child.tail, run)

    def shown(self, text: str | None, run: Inline) -> None:
        """Append a text node."""
        if not text:
            return
        if self.tex and _TEX_HINT.search(text):
            self._with_formulas(text, run)
            return
        for piece in self.places.pieces(text):
            run.add(piece)

    def _with_formulas(self, text: str, run: Inline) -> None:
        found = self.places.find(text)
        if found is None:
            here = self.places.here
            shown = _TEX.sub(lambda match: render_formula(match[match.lastgroup or 0]), text)
            run.add(Piece(" ".join(shown.split()), 0, here, here))
            return
        from html import unescape

        at, end = found
        base, source = self.places.base, self.places.text
        for match in _TEX.finditer(source, at, end):
            for piece in self.places.stretch(at, match.start()):
                run.add(piece)
            at = match.end()
            formula = unescape(match[match.lastgroup or 0])
            _note_formula(formula, run)
            run.add(Piece(render_formula(formula), 0, base + match.start(), base + at))
        for piece in self.places.stretch(at, end):
            run.add(piece)

    def node(self, element: Any, run: Inline, *, in_cell: bool = False, depth: int = 0) -> None:
        """Append one element, without its tail; the cursor ends behind it."""
        if not isinstance(element.tag, str):
            return
        role = self.role_of(element)
        kind = role.kind
        if kind in ("skip", "authors"):
            self.places.skip(element)
            return
        if depth > MAX_DEPTH:
            at = self.places.start_of(element)
            run.add(Piece(" ".join("".join(element.itertext()).split()), 0, at, at))
            self.places.skip(element)
            return
        if kind == "error":
            run.errors.append(" ".join("".join(element.itertext()).split())[:60])
        elif kind == "note":
            run.notes.append(element)
            run.marks += _printed_mark(element) if in_cell else []
        elif kind == "note_mark":
            self._note_mark(element, run, role.keys, in_cell=in_cell)
        elif kind == "break":
            run.space(self.places.start_of(element))
        elif kind == "math":
            self._math(element, run, in_cell=in_cell)
        elif kind == "tex":
            self._tex(element, run, in_cell=in_cell)
        else:
            self._shown_element(element, run, role.kind, role.keys, in_cell=in_cell, depth=depth)
            return
        self.places.skip(element)

    def _shown_element(
        self,
        element: Any,
        run: Inline,
        kind: str,
        keys: tuple[str, ...],
        *,
        in_cell: bool,
        depth: int,
    ) -> None:
        emphasis = emphasis_in(element)
        if kind in ("sup", "sub"):
            self._script(element, run, kind, in_cell=in_cell, depth=depth)
            return
        apart = kind not in ("text", "cite", "link")
        if apart:
            run.space(self.places.start_of(element))
        if kind == "cite" and _runs_together(run.last, _first_words(element)):
            part = Inline()
            self.content(element, part, in_cell=in_cell, depth=depth)
            part.trim()
            part.citations = [(0, part.length, keys)] if keys else part.citations
            self._take(part, run)
            self._bracketed(part, run, self.places.start_of(element), self.places.here)
            return
        start, cited = run.length, len(run.citations)
        run.runs_in = run.runs_in or kind in ("run_in", "lead_in")
        self.content(element, run, in_cell=in_cell, depth=depth)
        if emphasis and run.length > start:
            run.emphasis.add(emphasis)
        if run.length > start and keys:
            if kind == "cite":
                del run.citations[cited:]  # links inside say the same
            (run.citations if kind == "cite" else run.links).append((start, run.length, keys))
        if kind == "run_in" and not start:
            run.lead = run.length
        if apart:
            run.space(self.places.here)

    def _note_mark(
        self, element: Any, run: Inline, keys: tuple[str, ...], *, in_cell: bool
    ) -> None:
        run.called += keys
        if in_cell:
            mark = " ".join("".join(element.itertext()).split()).strip("[]()")
            run.marks += [mark] if mark and mark not in run.marks else []

    def _math(self, element: Any, run: Inline, *, in_cell: bool) -> None:
        shown = formula_text(element)
        start = self.places.start_of(element)
        if in_cell and is_bold_formula(element):
            run.emphasis.add("bold")
        if element.get("display") != "block":
            self._formula(shown, run, start, in_cell=in_cell)
            return
        run.space(start)
        self._formula(shown, run, start, in_cell=in_cell)
        run.space(start)

    def _tex(self, element: Any, run: Inline, *, in_cell: bool) -> None:
        """Append a formula that is written for MathJax, or set in plain HTML by pandoc."""
        content = "".join(element.itertext()).strip()
        match = _TEX.fullmatch(content)
        if match is None and len(element):
            kept = run.emphasis - {"italic"}
            self.content(element, run, in_cell=in_cell)
            run.emphasis = kept | (run.emphasis & {"bold"})
            return
        formula = match[match.lastgroup or 0] if match else bare_latex(content)
        _note_formula(formula, run)
        self._formula(render_formula(formula), run, self.places.start_of(element), in_cell=in_cell)

    def _formula(self, shown: str, run: Inline, at: int, *, in_cell: bool) -> None:
        mark = _MARK_FORMULA.fullmatch(shown)
        if in_cell and mark and not run.empty:
            run.marks.append(mark[1])
            return
        if shown.startswith(("±", "∓")):
            run.space(at)
        run.add(Piece(shown, 0, at, at + 1))

    def _script(self, element: Any, run: Inline, kind: str, *, in_cell: bool, depth: int) -> None:
        part = Inline()
        self.content(element, part, in_cell=in_cell, depth=depth)
        part.trim()
        self._take(part, run)
        shown = part.text
        if not shown:
            return
        start = self.places.start_of(element)
        if part.citations or part.links:
            if _runs_together(run.last, shown, ".,;:"):
                self._bracketed(part, run, start, self.places.here)
            else:
                self._append(part, run)
            return
        if kind == "sub":
            apart = _in_formula(element) or (run.last[-1:].isdigit() and shown[0].isdigit())
            sign = " " if shown.startswith(("±", "∓", "+", "−", "-")) else "_" * apart
        elif _is_mark(shown, run.last, in_cell=in_cell) and not run.empty:
            run.marks.append(shown)
            return
        elif shown.isalpha():
            sign = ""
        elif _POWER_BASE.search(run.last) or _runs_together(run.last, shown, ".,;:"):
            sign = "^"
        else:  # 76.1 with a raised +0.2
            sign = " " * (shown[0] in "±∓+−-" and run.last[-1:].isdigit())
        run.add(Piece(sign, 0, start, start))
        self._append(part, run)

    def _bracketed(self, part: Inline, run: Inline, start: int, end: int) -> None:
        """Append a citation that would run into what stands before it."""
        run.add(Piece("[", 0, start, start))
        self._append(part, run)
        run.add(Piece("]", 0, end, end))

    def _take(self, part: Inline, run: Inline) -> None:
        """Note what a part calls and marks, besides its text."""
        run.notes += part.notes
        run.called += part.called
        run.marks += part.marks
        run.errors += part.errors

    def _append(self, part: Inline, run: Inline) -> None:
        before = run.length
        for piece in part.pieces:
            run.add(piece)
        for found, kept in ((part.citations, run.citations), (part.links, run.links)):
            kept += [(low + before, high + before, keys) for low, high, keys in found]


def _printed_mark(note: Any) -> list[str]:
    """Return the mark that calls a footnote written where it is called, if it is printed."""
    for inner in note.iter("*"):
        if "ltx_note_mark" in classes_of(inner) or name_of(inner) == "label":
            return ["".join(inner.itertext()).strip()]
    return []


def _first_words(element: Any) -> str:
    return "".join(element.itertext())[:40].strip()


def _is_mark(shown: str, before: str, *, in_cell: bool) -> bool:
    if _SIGNS.fullmatch(shown):
        return True
    return in_cell and bool(_MARK.fullmatch(shown)) and not _POWER_BASE.search(before.rstrip())


def _runs_together(before: str, shown: str, signs: str = "") -> bool:
    """Return whether digits would continue what they are raised or set beside."""
    return shown[:1].isdigit() and (before[-1:].isalnum() or before[-1:] in tuple(f"%)]{signs}"))


def _in_formula(element: Any) -> bool:
    """Return whether an element stands in a formula that is set in plain HTML."""
    return any("math" in classes_of(above) for above in element.iterancestors("span", "div"))


def _note_formula(formula: str, run: Inline) -> None:
    if re.search(r"\\(?:mathbf|boldsymbol|bm|pmb|textbf)\b", formula):
        run.emphasis.add("bold")
