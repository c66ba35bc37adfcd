"""From rendered LaTeX to blocks in reading order: headings, paragraphs, captions, tables, entries.

The walker stops only at commands that change blocks; all else goes to the `Renderer`. Floats and
footnotes are read where they stand but come after the paragraph they interrupt, so that a
sentence is never cut by a figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litscan.document.latex.blocks import Block, Float, FloatKind, pair_captions
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import (
    Environment,
    Range,
    find_environments,
    optional_argument,
    required_argument,
    words,
)
from litscan.document.latex.symbols import DROPPED_ENVIRONMENTS, ENVIRONMENT_ARGUMENTS
from litscan.document.latex.tables import TABULARS, RawTabular, is_layout, split_tabular
from litscan.document.latex.text import Bit, Renderer, Run

__all__ = ["Walker"]

_FLOATS: dict[str, FloatKind] = {
    **dict.fromkeys(
        ("table", "table*", "wraptable", "sidewaystable", "sidewaystable*", "SCtable",
         "margintable"),
        "table",
    ),
    **dict.fromkeys(
        ("figure", "figure*", "wrapfigure", "sidewaysfigure", "sidewaysfigure*", "SCfigure",
         "marginfigure", "floatingfigure", "teaserfigure", "wrapfigure*"),
        "figure",
    ),
    **dict.fromkeys(("algorithm", "algorithm*", "algorithm2e", "listing"), "algorithm"),
}  # fmt: skip
_SUBFLOATS = frozenset(("subtable", "subfigure", "subfloat"))
_MATH = words(
    "equation equation* align align* gather gather* multline multline* eqnarray eqnarray* "
    "displaymath math flalign flalign* alignat alignat* dmath dmath* IEEEeqnarray IEEEeqnarray* "
    "xalignat"
)
_SEEN_THROUGH = words(
    "subequations small footnotesize scriptsize tiny normalsize large spacing onehalfspace "
    "sloppypar flushleft flushright samepage aligned split cases matrix pmatrix bmatrix vmatrix "
    "array gathered document adjustbox threeparttable threeparttablex"
)
_CAPTIONS = words("caption captionof subcaption subfloat subcaptionbox")
_FOOTNOTES = words("footnote footnotetext tablefootnote thanks")
_FRONT = words("title icmltitle TITLE abstract ABSTRACT keywords twocolumn")
_LEVELS = {"chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3}
_BLOCK = re.compile(
    r"(?P<blank>\n[ \t]*\n\s*)"
    r"|\\\\"
    r"|\\(?P<word>begin|end|item|par|chapter|section|subsection|subsubsection|paragraph"
    r"|subparagraph|caption|captionof|subcaption|subfloat|subcaptionbox|label|footnote"
    r"|footnotetext|tablefootnote|title"
    r"|icmltitle|TITLE|ABSTRACT|abstract|appendix|appendices|bibitem|newblock|maketitle|thanks"
    r"|twocolumn|onecolumn"
    r"|keywords|State|STATE|supplementary|ctable)(?![A-Za-z@])"
)
_ROMAN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MAX_DEPTH = 30


@dataclass
class _Counters:
    sections: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    appendix: bool = False
    floats: dict[str, int] = field(default_factory=dict)
    equations: int = 0
    last: str = ""


class Walker:
    """Walks a range of LaTeX and gathers its blocks.

    Attributes
    ----------
    blocks : list of Block
        In reading order.
    title, abstract : Run or None
        The title's text; whether an abstract was met is told by an ``abstract`` block.
    labels : dict of str to str
        What each label's reference prints, as ``"table 3"``.
    tables_found : int
        Tabulars met that are tables.
    """

    def __init__(self, mapped: MappedText, renderer: Renderer) -> None:
        self.mapped = mapped
        self.text = mapped.text
        self.renderer = renderer
        self.environments, self.unclosed = find_environments(mapped.text)
        self.blocks: list[Block] = []
        self.deferred: list[Block] = []
        self.run = Run()
        self.title: Run | None = None
        self.labels: dict[str, str] = {}
        self.tables_found = 0
        self.unread_tables: list[int] = []
        self.counters = _Counters()
        self.chapters = "\\chapter" in mapped.text
        self.float: Float | None = None
        self.sub_label: str | None = None
        self.entry_key: str | None = None
        self.in_notes = False

    def walk(self, start: int, end: int, depth: int = 0) -> None:
        """Read a range, block by block."""
        at = start
        while (match := _BLOCK.search(self.text, at, end)) is not None:
            self.renderer.render(self.run, at, match.start())
            if match["blank"]:
                self.flush()
                at = match.end()
            elif match["word"] is None:
                self.run.add(" ", match.start(), match.end())
                option = optional_argument(self.text, match.end(), end)
                close = option is not None and self.text.startswith("[", match.end())
                at = option[1] + 1 if option is not None and close else match.end()
            else:
                at = self._command(match["word"], match.start(), match.end(), end, depth)
            at = max(at, match.end())
        if at < end:
            self.renderer.render(self.run, at, end)

    def flush(self) -> None:
        """End the paragraph; what was deferred follows it."""
        run, self.run = self.run, Run()
        if run.text.strip():
            self.blocks.append(self._paragraph(run))
        if self.deferred and self.float is None:
            self.blocks += self.deferred
            self.deferred = []

    def _paragraph(self, run: Run) -> Block:
        start = run.bits[0].start
        if self.entry_key is not None:
            return Block("entry", run, start, key=self.entry_key)
        if self.float is not None and (self.in_notes or self.float.kind == "table"):
            block = Block("note", run, start, float_=self.float)
            self.float.notes.append(block)
            return block
        return Block("paragraph", run, start)

    def _command(self, word: str, start: int, at: int, end: int, depth: int) -> int:
        if word == "begin":
            return self._begin(start, at, end, depth)
        if word in _LEVELS:
            return self._heading(word, start, at, end)
        if word in _CAPTIONS:
            return self._caption(word, start, at, end, depth)
        if word in _FOOTNOTES:
            return self._footnote(word, at, end, depth)
        if word in _FRONT:
            return self.take_front(word, start, at, end, depth)
        if word in ("end", "label", "bibitem"):
            reader = {"end": self._end, "label": self._label, "bibitem": self._entry}[word]
            return reader(at, end)
        if word in ("paragraph", "subparagraph"):
            self.flush()
            return at + self.text.startswith("*", at)
        if word in ("appendix", "appendices", "supplementary"):
            self._appendix()
            return at
        if word == "newblock":
            gap = "" if self.run.ends_with_space else " "
            self.run.add_bit(Bit(gap, start, at, command=word))
            self.run.ends_with_space = True
            return at
        if word != "onecolumn":
            self.flush()
        if word == "item":
            option = optional_argument(self.text, at, end)
            if option is not None:
                self.renderer.render(self.run, *option)
                self.run.add(" ", option[1], option[1] + 1)
                return option[1] + 1
        return at

    def _begin(self, start: int, at: int, end: int, depth: int) -> int:
        environment = self.environments.get(start)
        if environment is None or environment.end > end or depth > _MAX_DEPTH:
            return self._begin_unclosed(start, at, end)
        name = environment.name
        if name in DROPPED_ENVIRONMENTS:
            return environment.end
        table_array = name == "array" and self.float is not None and self.float.kind == "table"
        if name in TABULARS or table_array:
            self._tabular(environment, depth)
            return environment.end
        if name in _FLOATS:
            self._float(environment, _FLOATS[name], depth)
            return environment.end
        if name in _MATH:
            self._equation(environment, depth)
            return environment.end
        if name == "abstract":
            self.take_abstract(environment.inner_start, environment.inner_end, start, depth)
            return environment.end
        inner = self._skip_arguments(environment)
        if name in _SUBFLOATS:
            self._sub_float(environment, inner, depth)
            return environment.end
        if name == "tablenotes":
            self.flush()
            self.in_notes = True
            self.walk(inner, environment.inner_end, depth + 1)
            self.flush()
            self.in_notes = False
            return environment.end
        if name in ("appendices", "appendix"):
            self._appendix()
        if name not in _SEEN_THROUGH:
            self.flush()
        return inner

    def _begin_unclosed(self, start: int, at: int, end: int) -> int:
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        name = self.text[slice(*argument[0])].strip()
        if name in TABULARS:
            self.tables_found += 1
            self.unread_tables.append(start)
        return argument[1]

    def _skip_arguments(self, environment: Environment) -> int:
        at, end = environment.inner_start, environment.inner_end
        count = ENVIRONMENT_ARGUMENTS.get(environment.name, 0)
        wrapped = environment.name in ("minipage", "adjustbox", "subfigure", "subtable", "itemize",
                                       "enumerate", "tcolorbox", "algorithmic", "description",
                                       "tablenotes", "multicols", "mdframed")  # fmt: skip
        while count or wrapped:
            while (option := optional_argument(self.text, at, end)) is not None:
                at = option[1] + 1
            if not count:
                break
            argument = required_argument(self.mapped, at, end)
            if argument is None:
                break
            at, count = argument[1], count - 1
        return at

    def _end(self, at: int, end: int) -> int:
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        name = self.text[slice(*argument[0])].strip()
        if name == "thebibliography":
            self.flush()
            self.entry_key = None
        elif name not in _SEEN_THROUGH:
            self.flush()
        return argument[1]

    def _equation(self, environment: Environment, depth: int) -> None:
        if not environment.name.endswith("*") and "math" not in environment.name:
            self.counters.equations += 1
            self.counters.last = f"equation {self.counters.equations}"
        self.run.add(" ", environment.start, environment.inner_start)
        outer, self.run.math = self.run.math, environment.name
        body = self._skip_arguments(environment)
        numbered = environment.name in ("align", "eqnarray", "gather", "flalign")
        lines = re.split(r"(\\\\(?![A-Za-z]))", self.text[body : environment.inner_end])
        at = body
        for index, line in enumerate(lines):
            if line == "\\\\":
                if numbered and "\\nonumber" not in lines[index - 1] + "\\notag":
                    self.counters.equations += 1
                    self.counters.last = f"equation {self.counters.equations}"
                self.run.add(" ", at, at + 2)
            else:
                self._math_line(at, at + len(line))
            at += len(line)
        self.run.math = outer
        self.run.add(" ", environment.inner_end, environment.end)

    def _math_line(self, start: int, end: int) -> None:
        for match in re.finditer(r"\\label\s*\{([^{}]*)\}", self.text[start:end]):
            self.labels.setdefault(match[1].strip(), self.counters.last)
        self.renderer.render(self.run, start, end)

    def _heading(self, word: str, start: int, at: int, end: int) -> int:
        starred = self.text.startswith("*", at)
        at += starred
        option = optional_argument(self.text, at, end)
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        self.flush()
        level = _LEVELS[word] + (1 if self.chapters else 0)
        level = max(level, 1)
        number = None if starred else self._count_section(level)
        if number:
            self.counters.last = f"section {number}"
        for match in re.finditer(r"\\label\s*\{([^{}]*)\}", self.text[slice(*argument[0])]):
            self.labels.setdefault(match[1].strip(), self.counters.last)
        run = self.renderer.run(*argument[0])
        if run.text.strip():
            self.blocks.append(
                Block("heading", run, start, level, number, appendix=self.counters.appendix)
            )
        return argument[1]

    def _count_section(self, level: int) -> str | None:
        counts = self.counters.sections
        if level > 4:
            return None
        counts[level - 1] += 1
        counts[level:] = [0] * (len(counts) - level)
        if level > 3:
            return None
        first = str(counts[0])
        if self.counters.appendix and 0 < counts[0] <= 26:
            first = _ROMAN_LETTERS[counts[0] - 1]
        return ".".join((first, *(str(count) for count in counts[1:level])))

    def _appendix(self) -> None:
        self.flush()
        if not self.counters.appendix:
            self.counters.appendix = True
            self.counters.sections = [0, 0, 0, 0]

    def _label(self, at: int, end: int) -> int:
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        label = self.text[slice(*argument[0])].strip()
        if self.float is None:
            self.labels.setdefault(label, self.counters.last)
        elif self.sub_label is not None:
            self.sub_label = self.sub_label or label
        else:
            self.float.labels.append(label)
            self.float.label = self.float.label or label
            if self.float.captions and self.float.captions[-1].label is None:
                self.float.captions[-1].label = label
            self.labels[label] = f"{self.float.kind} {self.float.number or self._next(self.float)}"
        return argument[1]

    def _next(self, float_: Float) -> str:
        return str(self.counters.floats.get(float_.kind, 0) + 1)

    def _footnote(self, word: str, at: int, end: int, depth: int) -> int:
        option = optional_argument(self.text, at, end) if self.text.startswith("[", at) else None
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        if word != "thanks":
            run = self.renderer.run(*argument[0])
            if run.text.strip():
                self.deferred.append(Block("paragraph", run, argument[0][0]))
        return argument[1]

    def take_front(self, word: str, start: int, at: int, end: int, depth: int = 0) -> int:
        """Take in a title or abstract given as an argument; return the offset after it."""
        option = optional_argument(self.text, at, end)
        if word == "twocolumn":
            if option is not None:
                self.walk(*option, depth + 1)
                self.flush()
                return option[1] + 1
            return at
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, end)
        if argument is None or self.text[argument[0][0] - 1] != "{":
            return at
        if word in ("abstract", "ABSTRACT"):
            self.take_abstract(*argument[0], start, depth)
        elif word in ("title", "icmltitle", "TITLE") and self.title is None:
            title = self.renderer.run(*argument[0])
            self.title = title if title.text.strip() else None
        return argument[1]

    def take_abstract(self, start: int, end: int, mark: int, depth: int = 0) -> None:
        """Read a range as the abstract."""
        self.flush()
        self.blocks.append(Block("abstract", Run(), mark))
        if depth <= _MAX_DEPTH:
            self.walk(start, end, depth + 1)
        self.flush()
        self.blocks.append(Block("abstract", Run(), -1))

    def _entry(self, at: int, end: int) -> int:
        option = optional_argument(self.text, at, end)
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, end)
        self.flush()
        if argument is None:
            return at
        self.entry_key = self.text[slice(*argument[0])].strip()
        return argument[1]

    def _float(self, environment: Environment, kind: FloatKind, depth: int) -> None:
        outer = (self.run, self.blocks, self.float, self.deferred)
        self.run, self.blocks, self.deferred = Run(), [], []
        self.float = Float(kind)
        self.walk(self._float_start(environment), environment.inner_end, depth + 1)
        self.flush()
        blocks = self.blocks + self.deferred
        pair_captions(self.float)
        self.run, self.blocks, self.float, self.deferred = outer
        self.deferred += blocks
        if not self.run.bits and self.float is None:
            self.flush()

    def _float_start(self, environment: Environment) -> int:
        at, end = environment.inner_start, environment.inner_end
        for _ in range(ENVIRONMENT_ARGUMENTS.get(environment.name, 0) + 1):
            while (option := optional_argument(self.text, at, end)) is not None:
                at = option[1] + 1
            if environment.name not in ENVIRONMENT_ARGUMENTS:
                break
            if not self.text[at:end].lstrip().startswith("{"):
                break
            argument = required_argument(self.mapped, at, end)
            if argument is None:
                break
            at = argument[1]
        return at

    def _sub_float(self, environment: Environment, inner: int, depth: int) -> None:
        self.flush()
        outer, self.sub_label = self.sub_label, ""
        first = len(self.float.tables) if self.float else 0
        self.walk(inner, environment.inner_end, depth + 1)
        self.flush()
        if self.float is not None and self.sub_label:
            for block in self.float.tables[first:]:
                block.label = self.sub_label
            number = self.float.number or self._next(self.float)
            self.labels.setdefault(self.sub_label, f"{self.float.kind} {number}")
        self.sub_label = outer

    def _caption(self, word: str, start: int, at: int, end: int, depth: int) -> int:
        at += self.text.startswith("*", at)
        kind: FloatKind | None = self.float.kind if self.float else None
        if word == "captionof":
            named = required_argument(self.mapped, at, end)
            if named is None:
                return at
            name = self.text[slice(*named[0])].strip()
            kind = "table" if name == "table" else "algorithm" if name == "algorithm" else "figure"
            at = named[1]
        while (option := optional_argument(self.text, at, end)) is not None:
            at = option[1] + 1
            if word == "subfloat":
                self._sub_caption(option)
        if word == "subfloat":
            return at
        argument = required_argument(self.mapped, at, end)
        if argument is None or self.text[argument[0][0] - 1] != "{":
            return at
        if word in ("subcaption", "subcaptionbox") or self.sub_label is not None:
            self._sub_caption(argument[0])
        else:
            self.take_caption(argument[0], kind or "figure")
        return argument[1]

    def _sub_caption(self, where: Range) -> None:
        run = self.renderer.run(*where)
        for match in re.finditer(r"\\label\s*\{([^{}]*)\}", self.text[slice(*where)]):
            self.sub_label = match[1].strip() if self.sub_label is not None else None
        if run.text.strip() and self.float is not None:
            self.blocks.append(Block("caption", run, where[0], float_=self.float))

    def take_caption(self, where: Range, kind: FloatKind) -> Block:
        """Count a caption and keep it with its float."""
        self.flush()
        float_ = self.float or Float(kind)
        count = self.counters.floats.get(kind, 0) + 1
        self.counters.floats[kind] = count
        float_.number = str(count)
        run = self.renderer.run(*where)
        block = Block("caption", run, where[0], number=str(count), float_=Float(kind, str(count)))
        block.label = float_.label if not float_.captions else None
        for match in re.finditer(r"\\label\s*\{([^{}]*)\}", self.text[slice(*where)]):
            block.label = match[1].strip()
            float_.label = float_.label or block.label
            self.labels[block.label] = f"{kind} {count}"
        float_.captions.append(block)
        self.blocks.append(block)
        self.counters.last = f"{kind} {count}"
        return block

    def _tabular(self, environment: Environment, depth: int) -> None:
        raw = split_tabular(self.mapped, environment)
        if raw.captions or raw.labels:
            self._long_table(raw, environment, depth)
            return
        if not raw.rows or is_layout(self.mapped, raw, self.environments):
            self._look_inside(environment, depth)
            return
        self.tables_found += 1
        block = Block("table", Run(), environment.start, tabular=raw, float_=self.float)
        if self.float is not None:
            self.flush()
            self.float.tables.append(block)
            self.blocks.append(block)
            return
        self.deferred.append(block)

    def _look_inside(self, environment: Environment, depth: int) -> None:
        """Read on inside a tabular that is mere layout: it may hold text or tables."""
        if depth > _MAX_DEPTH:
            return
        at = environment.inner_start
        for _ in range(TABULARS.get(environment.name, 1)):
            option = optional_argument(self.text, at, environment.inner_end)
            at = option[1] + 1 if option is not None else at
            argument = required_argument(self.mapped, at, environment.inner_end)
            if argument is None:
                break
            at = argument[1]
        self.run.add(" ", environment.start, environment.inner_start)
        self.walk(at, environment.inner_end, depth + 1)
        self.run.add(" ", environment.inner_end, environment.end)

    def _long_table(self, raw: RawTabular, environment: Environment, depth: int) -> None:
        outer_float, outer_run = self.float, self.run
        outer_blocks, outer_deferred = self.blocks, self.deferred
        self.float, self.run, self.blocks, self.deferred = Float("table"), Run(), [], []
        if raw.captions:
            self.take_caption(raw.captions[0], "table")
        for label in raw.labels:
            self.float.label = self.float.label or label
            self.labels[label] = f"table {self.float.number or self._next(self.float)}"
        if raw.rows:
            self.tables_found += 1
            block = Block("table", Run(), environment.start, tabular=raw, float_=self.float)
            self.float.tables.append(block)
            self.blocks.append(block)
        pair_captions(self.float)
        blocks = self.blocks
        self.float, self.run = outer_float, outer_run
        self.blocks, self.deferred = outer_blocks, outer_deferred
        self.deferred += blocks
