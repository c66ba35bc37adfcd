"""From rendered LaTeX to blocks in reading order: headings, paragraphs, captions, tables, entries.

The walker stops only at commands that change blocks; all else goes to the `Renderer`. Floats and
footnotes are read where they stand but come after the paragraph they interrupt, so that a
sentence is never cut by a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from litscan.document.latex.blocks import Block, Float, FloatKind
from litscan.document.latex.counters import COUNTER_COMMANDS, Counters
from litscan.document.latex.equations import EQUATIONS, read_equation
from litscan.document.latex.floats import (
    CAPTION_COMMANDS,
    FLOATS,
    PARTS,
    place_label,
    read_caption_command,
    read_float,
    read_part,
)
from litscan.document.latex.front import ABSTRACTS, FRONT_COMMANDS, read_front, take_abstract
from litscan.document.latex.notes import FOOTNOTES, note_blocks, read_footnote
from litscan.document.latex.origin import MappedText
from litscan.document.latex.references import Target
from litscan.document.latex.scan import (
    Environment,
    find_environments,
    optional_argument,
    past_line_break,
    required_argument,
    unmask,
    words,
)
from litscan.document.latex.sectioning import HEADINGS, read_heading, read_run_in
from litscan.document.latex.symbols import (
    DROPPED_ARGUMENTS,
    DROPPED_ENVIRONMENTS,
    ENVIRONMENT_ARGUMENTS,
)
from litscan.document.latex.tables import TABULARS
from litscan.document.latex.tabulars import read_tabular
from litscan.document.latex.text import Bit, Renderer, Run
from litscan.document.latex.theorems import find_theorems
from litscan.document.limits import MAX_STOPS, Deadline

__all__ = ["STOP_COMMANDS", "Walker"]

_SEEN_THROUGH = words(
    "subequations small footnotesize scriptsize tiny normalsize large spacing onehalfspace "
    "sloppypar flushleft flushright samepage aligned split cases matrix pmatrix bmatrix vmatrix "
    "array gathered document adjustbox threeparttable threeparttablex"
)
_WITH_OPTIONS = words(
    "minipage adjustbox subfigure subtable itemize enumerate tcolorbox algorithmic description "
    "tablenotes multicols mdframed"
)
_CODE = words("lstlisting minted Verbatim tcblisting")
_CODE_OPTIONS = re.compile(r"\s*\[(?:[^\[\]{}]|\{[^{}]*\})*\](?:\{\w+\})?|\{\w+\}")
_CODE_LABEL = re.compile(r"\blabel\s*=\s*\{?\s*([^\s{},\]]+)")
_LONGEST_OPTIONS = 1_000
_BOXES = words("minipage subtable subfigure floatrow threeparttable measuredfigure")
_RUN_IN = words("paragraph subparagraph")
_APPENDICES = words("appendix appendices supplementary")
# Set before the table they belong to, and read with it.
_AHEAD_OF_TABLES = words(
    "tablecaption topcaption bottomcaption tablehead tablefirsthead tabletail tablelasttail"
)
_SKIPS = words("vskip hskip kern vglue hglue")
_LENGTHS = words(
    "tabcolsep arraycolsep baselineskip parskip parindent "
    "abovecaptionskip belowcaptionskip textfloatsep floatsep intextsep columnsep itemsep "
    "lineskip topsep parsep arrayrulewidth extrarowheight"
)
_LENGTH = re.compile(
    r"\s*=?\s*(?:-?\s*\d*[.,]?\d+\s*(?:true)?(?:pt|in|cm|mm|ex|em|bp|pc|dd|cc|sp|fill?)(?![a-z])"
    r"|-?\s*\d*[.,]?\d*\s*\\(?:[a-z]*(?:skip|sep|width|height|indent)(?:amount)?|[zp]@|fill)"
    r"(?![A-Za-z]))"
    r"(?:\s*(?:plus|minus)\s*-?\d*\.?\d+\s*(?:pt|in|cm|mm|ex|em|fil+))*"
)
_BREAKS = words("par maketitle State STATE item")
_STOPS = (
    HEADINGS | CAPTION_COMMANDS | FOOTNOTES | FRONT_COMMANDS | COUNTER_COMMANDS | _RUN_IN
    | _APPENDICES | _BREAKS
    | words("begin end label bibitem newblock onecolumn hyperref ContinuedFloat captype "
            "captionsetup footnotemark ctable")
    | _SKIPS | _AHEAD_OF_TABLES
)  # fmt: skip
STOP_COMMANDS = _STOPS | _LENGTHS
"""Commands that the walker reads itself, whatever a style file makes of them."""

_BLOCK = re.compile(
    rf"\\(?:\\|-?[\d.]+\s?(?:pt|ex|em|cm|mm|in)\]|(?P<word>{'|'.join(sorted(_STOPS, reverse=True))}"
    # A length inside an argument or a calculation is set by what stands before it.
    rf"|(?<![\w{{\[*,=.+-]\\)(?:{'|'.join(sorted(_LENGTHS, reverse=True))}))(?![A-Za-z@]))"
    r"|(?P<blank>\n[ \t]*\n\s*)"
)
_DROPPED = re.compile(
    rf"\\({'|'.join(sorted(filter(str.isalpha, DROPPED_ARGUMENTS), reverse=True))})(?![A-Za-z@])"
)
_CAPTION_TYPE = re.compile(r"\btype\s*=\s*(table|figure|algorithm)\b")
_MAX_DEPTH = 30
_STOPS_BETWEEN_LOOKS = 256


class Walker:
    """Walks a range of LaTeX and gathers its blocks.

    Attributes
    ----------
    blocks : list of Block
        In reading order.
    title : Run or None
        The title's text; whether an abstract was met is told by an ``abstract`` block.
    labels : dict of str to Target
        What each label stands on.
    tables_found : int
        Tabulars met that are tables.
    stopped_at : int or None
        Where reading ended before its time, over a bound.
    """

    def __init__(self, mapped: MappedText, renderer: Renderer, counters: Counters) -> None:
        self.mapped = mapped
        self.text = mapped.text
        self.renderer = renderer
        self.counters = counters
        self.environments, self.unclosed = find_environments(mapped.text)
        self.blocks: list[Block] = []
        self.deferred: list[Block] = []
        self.run = Run()
        self.lead = 0
        self.lead_number: str | None = None
        self.title: Run | None = None
        self.labels: dict[str, Target] = {}
        self.target = Target("", "")
        self.tables_found = 0
        self.unread_tables: list[int] = []
        self.float: Float | None = None
        self.loose_table: Block | None = None
        self.loose_caption: Block | None = None
        self.entry_key: str | None = None
        self.note_mark: str | None = None
        self.in_notes = False
        self.theorems = find_theorems(mapped.text, counters)
        self.saved_forms: list[tuple[str, str]] = []
        self._saved_targets: list[tuple[str, Target]] = []
        self.stopped_at: int | None = None
        self._stops = 0
        self._deadline = Deadline()
        self._commands = self._dispatch()

    def _dispatch(self) -> dict[str, Callable[[str, int, int, int, int], int]]:
        """Return what reads each command: given word, start, end of word, stop and depth."""
        readers: dict[str, Callable[[str, int, int, int, int], int]] = {
            "begin": lambda _, start, at, end, depth: self._begin(start, at, end, depth),
            "end": lambda _, start, at, end, depth: self._end(at, end),
            "label": lambda _, start, at, end, depth: self._label(at, end),
            "bibitem": lambda _, start, at, end, depth: self._entry(at, end),
            "newblock": lambda _, start, at, end, depth: self._new_block(start, at),
            "hyperref": lambda _, start, at, end, depth: self._hyperref(at, end, depth),
            "captype": lambda _, start, at, end, depth: self._caption_type(at, end),
            "captionsetup": lambda _, start, at, end, depth: self._caption_type(at, end),
            "ctable": lambda _, start, at, end, depth: self._unread_table(start, at, end),
            "item": lambda _, start, at, end, depth: self._item(at, end),
            "onecolumn": lambda _, start, at, end, depth: at,
            "ContinuedFloat": lambda _, start, at, end, depth: self._continue_float(at),
        }
        for words_, reader in (
            (HEADINGS, read_heading),
            (_RUN_IN, read_run_in),
            (CAPTION_COMMANDS, read_caption_command),
            (FOOTNOTES | {"footnotemark"}, read_footnote),
            (FRONT_COMMANDS, read_front),
        ):
            readers |= dict.fromkeys(words_, _bound(reader, self))
        readers |= dict.fromkeys(COUNTER_COMMANDS, self.count)
        readers |= dict.fromkeys(_LENGTHS | _SKIPS, self._length)
        readers |= dict.fromkeys(_AHEAD_OF_TABLES, self._set_aside)
        readers |= dict.fromkeys(_APPENDICES, self._appendix)
        readers |= dict.fromkeys(_BREAKS - {"item"}, self._break)
        return readers

    def walk(self, start: int, end: int, depth: int = 0) -> None:
        """Read a range, block by block."""
        at = look = start
        while (match := _BLOCK.search(self.text, look, end)) is not None:
            if self._over(match.start()):
                return
            look = self._past_dropped(look, match.start(), end)
            if look > match.start():
                continue
            self.renderer.render(self.run, at, match.start())
            word = match["word"]
            if word is not None:
                at = self._commands[word](word, match.start(), match.end(), end, depth)
            elif match["blank"]:
                self.end_paragraph()
            else:
                at = self._line_break(match.start(), match.end(), end)
            at = look = max(at, match.end())
        if at < end:
            self.renderer.render(self.run, at, end)

    def _past_dropped(self, start: int, stop: int, end: int) -> int:
        """Return the end of an argument that is no text, begun after `start`, around `stop`."""
        if self.text.count("{", start, stop) > self.text.count("}", start, stop):
            for match in _DROPPED.finditer(self.text, start, stop):
                close = self.renderer.drop(match.end(), end, DROPPED_ARGUMENTS[match[1]])
                if close > stop:
                    return close
        return stop

    def _over(self, offset: int) -> bool:
        """Return whether reading is to stop here, over a bound."""
        self._stops += 1
        if self.stopped_at is None and (
            self._stops > MAX_STOPS
            or self.renderer.stopped_at is not None
            or (self._stops % _STOPS_BETWEEN_LOOKS == 0 and self._deadline.passed)
        ):
            self.stopped_at = offset
        return self.stopped_at is not None

    def _line_break(self, start: int, at: int, end: int) -> int:
        if self.in_table_float:
            self.flush()
        else:
            self.run.add(" ", start, at)
        return past_line_break(self.text, at, end)

    @property
    def in_table_float(self) -> bool:
        """Whether loose text here stands beside a table."""
        return self.float is not None and (self.in_notes or self.float.kind == "table")

    def end_paragraph(self) -> None:
        """End the paragraph, unless it is only the heading that runs into it so far."""
        if not (self.lead and len(self.run.bits) == self.lead):
            self.flush()

    def flush(self) -> None:
        """End the paragraph; what was deferred follows it."""
        run, self.run = self.run, Run()
        lead, self.lead = self.lead, 0
        number, self.lead_number = self.lead_number, None
        mark, self.note_mark = self.note_mark, None
        if run.text.strip():
            self.blocks += self._paragraph(run, lead, mark)
            self.blocks[-1].number = self.blocks[-1].number or number
        if self.deferred and self.float is None:
            self.blocks += self.deferred
            self.deferred = []

    def _paragraph(self, run: Run, lead: int, mark: str | None) -> list[Block]:
        start = run.bits[0].start
        if self.entry_key is not None:
            return [Block("entry", run, start, key=self.entry_key)]
        if self.float is not None and self.in_table_float:
            notes = note_blocks(self.text, run, mark)
            self.float.notes += [note for note in notes if note.kind == "note"]
            return notes
        return [
            Block("paragraph", run, start, level=4 + self.counters.chapters, lead=lead,
                  appendix=self.counters.appendix)
        ]  # fmt: skip

    def _begin(self, start: int, at: int, end: int, depth: int) -> int:
        environment = self.environments.get(start)
        if environment is None or environment.end > end or depth > _MAX_DEPTH:
            return self._begin_unclosed(start, at, end)
        name = environment.name
        table_array = name == "array" and self.float is not None and self.float.kind == "table"
        if name in DROPPED_ENVIRONMENTS:
            return environment.end
        if name in TABULARS or table_array:
            read_tabular(self, environment, depth)
        elif name in FLOATS:
            read_float(self, environment, FLOATS[name], depth)
        elif name in EQUATIONS:
            read_equation(self, environment)
        elif name in ABSTRACTS:
            take_abstract(self, environment.inner_start, environment.inner_end, start, depth)
        elif name in PARTS:
            read_part(self, self.skip_arguments(environment), environment.inner_end, depth)
        elif name == "tablenotes":
            self._table_notes(environment, depth)
        else:
            return self._see_through(environment)
        return environment.end

    def _see_through(self, environment: Environment) -> int:
        name = environment.name
        inner = self.skip_arguments(environment)
        if name in _CODE:
            code = unmask(self.text[inner : inner + _LONGEST_OPTIONS])
            options = _CODE_OPTIONS.match(code)
            inner += options.end() if options else 0
            if options and (label := _CODE_LABEL.search(options[0])):
                self.counters.step("lstlisting")
                number = self.counters.printed("lstlisting")
                self.labels.setdefault(label[1], Target("listing", number))
        if self.float is not None and name in _BOXES:
            self.float.boxes.append((environment.start, environment.end))
        if name.lower() in ("appendices", "appendix"):
            self._appendix(name, environment.start, inner, inner, 0)
        elif name in self.theorems:
            self._begin_theorem(name)
        elif name == "subappendices":
            self._letter_next_level()
        if name not in _SEEN_THROUGH:
            self.flush()
        return inner

    def _begin_theorem(self, name: str) -> None:
        self._saved_targets.append((name, self.target))
        theorem = self.theorems[name]
        if theorem.counter is not None:
            self.counters.step(theorem.counter)
            number = self.counters.printed(theorem.counter)
            self.target = Target(theorem.title, number)

    def _table_notes(self, environment: Environment, depth: int) -> None:
        self.flush()
        outer, self.in_notes = self.in_notes, True
        self.walk(self.skip_arguments(environment), environment.inner_end, depth + 1)
        self.flush()
        self.in_notes = outer

    def _begin_unclosed(self, start: int, at: int, end: int) -> int:
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        if self.text[slice(*argument[0])].strip() in TABULARS:
            self.tables_found += 1
            self.unread_tables.append(start)
        return argument[1]

    def _unread_table(self, start: int, at: int, end: int) -> int:
        """Count a table given as arguments of a command; return the offset after them."""
        self.flush()
        self.tables_found += 1
        self.unread_tables.append(start)
        return self.renderer.drop(at, end, 3)

    def skip_arguments(self, environment: Environment) -> int:
        """Return where an environment's text begins, after its arguments."""
        at, end = environment.inner_start, environment.inner_end
        count = ENVIRONMENT_ARGUMENTS.get(environment.name, 0)
        while count or environment.name in _WITH_OPTIONS:
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
        elif name == "subappendices" and self.saved_forms:
            counter, form = self.saved_forms.pop()
            self.counters.forms[counter] = form
        if self._saved_targets and self._saved_targets[-1][0] == name:
            self.target = self._saved_targets.pop()[1]
        if name not in _SEEN_THROUGH:
            self.flush()
        return argument[1]

    def _appendix(self, word: str, start: int, at: int, end: int, depth: int) -> int:
        self.flush()
        self.counters.begin_appendix(lettered=not (self.counters.roman and word == "appendix"))
        option = optional_argument(self.text, at, end) if self.text.startswith("[", at) else None
        if option is None:
            return at
        run = self.renderer.run(*option)
        self.blocks.append(Block("heading", run, start, 1, appendix=True))
        return option[1] + 1

    def _letter_next_level(self) -> None:
        """Letter the headings one below the chapter or section that these appendices end."""
        outer, inner = ("chapter", "section") if self.counters.chapters else (
            "section", "subsection")  # fmt: skip
        self.saved_forms.append((inner, self.counters.forms[inner]))
        self.counters.set(inner, 0)
        self.counters.forms[inner] = rf"\the{outer}.\Alph{{{inner}}}"

    def count(self, word: str, start: int, at: int, end: int, depth: int) -> int:
        """Do what a command says about counters; return the offset after it."""
        arguments: list[str] = []
        wanted = 1 if word in ("stepcounter", "refstepcounter") else 2
        while len(arguments) < wanted:
            argument = required_argument(self.mapped, at, end)
            if argument is None:
                return at
            arguments.append(self.text[slice(*argument[0])])
            at = argument[1]
        self.counters.command(word, arguments)
        return at

    def _break(self, word: str, start: int, at: int, end: int, depth: int) -> int:
        self.flush()
        return at

    def _length(self, word: str, start: int, at: int, end: int, depth: int) -> int:
        """Pass over a length, which needs no braces; a skip between lines ends the paragraph."""
        length = _LENGTH.match(self.text, at, end)
        if word in ("vskip", "vglue"):
            self.flush()
        elif word in ("hskip", "hglue") and length is not None:
            self.run.add(" ", start, length.end())
        return length.end() if length is not None else at

    def _set_aside(self, word: str, start: int, at: int, end: int, depth: int) -> int:
        option = optional_argument(self.text, at, end)
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, end)
        return argument[1] if argument is not None else at

    def _item(self, at: int, end: int) -> int:
        self.flush()
        option = optional_argument(self.text, at, end)
        if option is None:
            return at
        if self.in_notes:
            self.note_mark = self.renderer.run(*option).text.strip()
        self.renderer.render(self.run, *option)
        self.run.add(" ", option[1], option[1] + 1)
        return option[1] + 1

    def _new_block(self, start: int, at: int) -> int:
        gap = "" if self.run.ends_with_space else " "
        self.run.add_bit(Bit(gap, start, at, command="newblock"))
        self.run.ends_with_space = True
        return at

    def _hyperref(self, at: int, end: int, depth: int) -> int:
        r"""Read the text of ``\hyperref[label]{text}``; its bits refer to the label."""
        option = optional_argument(self.text, at, end)
        argument = required_argument(self.mapped, option[1] + 1, end) if option else None
        if option is None or argument is None:
            return at
        labels = (self.text[slice(*option)].strip(),)
        inner = Run(ends_with_space=self.run.ends_with_space)
        self.renderer.render(inner, *argument[0])
        for bit in inner.bits:
            own = bit.refers or bit.cites or bit.command
            named = Bit(bit.text, bit.start, bit.end, refers=labels, command="hyperref")
            self.run.bits.append(bit if own else named)
        self.run.ends_with_space = inner.ends_with_space
        return argument[1]

    def _caption_type(self, at: int, end: int) -> int:
        option = optional_argument(self.text, at, end)
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        content = self.text[slice(*argument[0])]
        kind = _CAPTION_TYPE.search(content)
        named = kind[1] if kind else content.strip()
        kinds: dict[str, FloatKind] = {"table": "table", "figure": "figure"}
        if self.float is not None and named in kinds:
            self.float.kind = kinds[named]
        return argument[1]

    def _continue_float(self, at: int) -> int:
        if self.float is not None:
            kind = self.float.kind
            self.counters.set(kind, max(self.counters.values.get(kind, 0) - 1, 0))
        return at

    def _label(self, at: int, end: int) -> int:
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            return at
        label = self.text[slice(*argument[0])].strip()
        if self.float is None:
            self.labels.setdefault(label, self.target)
        else:
            place_label(self, self.float, label)
        return argument[1]

    def _entry(self, at: int, end: int) -> int:
        option = optional_argument(self.text, at, end)
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, end)
        self.flush()
        if argument is None:
            return at
        self.entry_key = self.text[slice(*argument[0])].strip()
        return argument[1]


def _bound(
    reader: Callable[[Walker, str, int, int, int, int], int], walker: Walker
) -> Callable[[str, int, int, int, int], int]:
    return lambda word, start, at, end, depth: reader(walker, word, start, at, end, depth)
