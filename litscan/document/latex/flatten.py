"""One text from a main file and everything it inputs, comments out, origins kept.

Nothing is read from outside the source's own folder. Depth, number and size of inputs are
bounded: over a bound the text is read as far as it goes, with a warning. A cycle is an error that
names it, a missing file a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from litscan.document.latex.conditionals import Conditionals
from litscan.document.latex.origin import MappedBuilder, MappedText
from litscan.document.latex.scan import mask, words
from litscan.document.latex.sources import SourceFolder, is_drawing
from litscan.document.limits import MAX_CHARACTERS, MAX_INPUT_DEPTH, MAX_INPUTS, MAX_MISSING
from litscan.document.model import SourceFile
from litscan.errors import ReadError

__all__ = ["Flattened", "flatten"]

_LONGEST_LINE_OF_CODE = 2_000

_VERBATIM = words(
    "verbatim verbatim* Verbatim Verbatim* lstlisting minted alltt BVerbatim tcblisting"
)
_LEFT_OUT = words("comment")
_FILES_WITHIN = words("filecontents filecontents*")
_TOKEN = re.compile(
    r"%|\\(?:(?P<escape>[\\%])"
    r"|(?P<begin>begin\s*\{(?P<environment>[A-Za-z]+\*?)\})"
    r"|(?P<stop>endinput(?![A-Za-z@])|end\s*\{document\})"
    r"|(?P<verb>(?:verb|lstinline)\*?(?![A-Za-z\s*{\[]))"
    r"|(?P<url>(?:url|href|path|nolinkurl)\s*\{)"
    r"|(?P<false>iffalse(?![A-Za-z@])|if\s*0(?!0)|if\s*1(?!1))"
    r"|(?P<either>(?:Input)?IfFileExists(?![A-Za-z@]))"
    r"|(?P<input>(?:@@?input|input|include|subfile|subfileinclude|includestandalone|import"
    r"|subimport|includefrom|subincludefrom|inputfrom|subinputfrom)(?![A-Za-z@]))"
    r"|(?P<only>includeonly\s*\{|excludecomment\s*\{)"
    r"|(?P<bibliography>(?:bibliography(?!style)[A-Za-z]*|nobibliography|printbibliography"
    r"|addbibresource|addglobalbib|addsectionbib)(?![A-Za-z@])))"
)
_NAME = re.compile(r"\s*\*?\s*(?:\{([^{}#\n]*)\}|\"([^\"\n]*)\"|([^\s{}#\\%\[\]]+))")
_OPTION = re.compile(r"\s*\[[^\]\n]*\]")
_COMMENT_END = re.compile(r"[^\n]*(?:\n[ \t]*)?")
_OWN_CLASS = re.compile(r"^[^%\n]*\\document(?:class|style)", re.MULTILINE)
_BEGIN = re.compile(r"^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)
_FILE_NAME = re.compile(r"\s*(?:\[[^\]\n]*\]\s*)?\{([^{}\n]+)\}[^\S\n]*\n?")
_PLAIN_MACRO = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|[gex]?def)\*?\s*\{?\\([A-Za-z@]+)\}?\s*"
    r"\{([^{}\\%\n]{0,200})\}"
)
_CONTROL_WORD = re.compile(r"\\([A-Za-z@]+)\s*")
_WORD_AT_END = re.compile(r"\\[A-Za-z@]+\Z")
_CITED = re.compile(r"\\[A-Za-z]*[cC]ite[A-Za-z]*\*?\s*(?:\[[^\]\n]*\]\s*)*\{([^{}]+)\}")
_ENTRY = re.compile(r"\\(?:bibitem\s*(?:\[[^\\]*?\]|(?:\[(?:[^{}\]]|\{[^\n]*?\})*\]))?\s*%?\s*"
                    r"|entry)\{([^{}]+)\}")  # fmt: skip


@dataclass(slots=True)
class Flattened:
    """What flattening yields: the text, its files (main first), .bib names, warnings.

    `complete` tells whether it is a whole paper: it has a ``document`` and no text is missing.
    """

    text: MappedText
    files: tuple[SourceFile, ...]
    bib_files: tuple[str, ...]
    warnings: tuple[str, ...]
    has_bibliography: bool
    complete: bool


def flatten(folder: SourceFolder, main: str) -> Flattened:
    """Return the text of a main file with its inputs in place.

    Raises
    ------
    ReadError
        If files input one another in a circle.
    """
    job = _Flattening(folder, main)
    folder.note_search_path(folder.text(main) or "")
    job.take(main, ())
    return Flattened(
        job.out.build(),
        tuple(job.files),
        job.all_bib_files(),
        tuple(dict.fromkeys(job.warnings)),
        job.has_bibliography,
        job.began and not job.text_missing,
    )


@dataclass(slots=True)
class _Place:
    """Where flattening stands in one file: what is copied so far, and who input it."""

    text: str
    file: int
    chain: tuple[str, ...]
    folder: str
    kept: int = 0


class _Flattening:
    def __init__(self, folder: SourceFolder, main: str) -> None:
        self.folder = folder
        self.main = main
        self.main_folder = _parent(main)
        self.out = MappedBuilder()
        self.files: list[SourceFile] = []
        self.index: dict[str, int] = {}
        self.bib_files: list[str] = []
        self.warnings: list[str] = []
        self.inputs = 0
        self.missing = 0
        self.has_bibliography = False
        self.began = False
        self.text_missing = False
        self.only: frozenset[str] | None = None
        self.left_out = set(_LEFT_OUT)
        self.never_closed: set[str] = set()
        self.conditionals: dict[int, Conditionals] = {}
        self.plain_macros: dict[str, str] | None = None
        self.handlers: dict[str, Callable[[re.Match[str], _Place], int]] = {
            "begin": self._begin,
            "verb": self._verb,
            "url": self._url,
            "false": self._false,
            "either": self._either,
            "input": self._input,
            "only": self._only,
            "bibliography": self._bibliography,
        }

    def take(self, name: str, chain: tuple[str, ...], folder: str | None = None) -> None:
        """Append a file, following what it inputs."""
        if name in chain:
            circle = " -> ".join((*chain[chain.index(name) :], name))
            raise ReadError(
                f"{self.main}: files input one another in a circle: {circle}",
                advice="break the circle",
            )
        text = self.folder.text(name) or ""
        room = MAX_CHARACTERS - self.out.length
        if len(text) > room:
            self._miss(f"text after the first {MAX_CHARACTERS} characters was not read, at {name}")
            text = text[: max(room, 0)]
        self._register(name)
        place = _Place(text, self.index[name], (*chain, name), folder or self.main_folder)
        self._end_word(text[:1], place.file, 0)
        self._scan(place)

    def _register(self, name: str) -> None:
        if name not in self.index:
            self.index[name] = len(self.files)
            self.files.append(SourceFile(name, self.folder.text(name) or ""))

    def all_bib_files(self) -> tuple[str, ...]:
        """Return the .bib files named; those beside the main file where none named is there."""
        here = self.main_folder
        found = [
            n for n in self.bib_files if self.folder.find(n.removesuffix(".bib"), here, (".bib",))
        ]
        if not found and not self.has_bibliography:
            found = [
                PurePosixPath(path).name for path in self.folder.listed(self.main_folder, ".bib")
            ]
        return tuple(dict.fromkeys(found))

    def _miss(self, warning: str) -> None:
        self.text_missing = True
        self.warnings.append(warning)

    def _scan(self, place: _Place) -> None:
        text = place.text
        at = place.kept = _after_preamble(text) if len(place.chain) > 1 else 0
        search = _TOKEN.search
        while (match := search(text, at)) is not None:
            kind = match.lastgroup
            if kind is None:
                at = self._comment(place, match.start())
            elif kind == "escape":
                at = match.end()
            elif kind == "stop":
                whole = len(place.chain) == 1 and text.startswith("\\end{", match.start())
                self._flush(place, match.end() if whole else match.start())
                return
            else:
                at = self.handlers[kind](match, place)
        self._flush(place, len(text))

    def _comment(self, place: _Place, start: int) -> int:
        """Leave a comment out; the command before it still ends there."""
        self._flush(place, start)
        place.kept = _after_comment(place.text, start)
        self._end_word(place.text[place.kept : place.kept + 1], place.file, start)
        return place.kept

    def _end_word(self, following: str, file: int, source: int) -> None:
        """Keep letters that come next out of the name of the command that stands before them."""
        if (following.isalpha() or following == "@") and _WORD_AT_END.search(self.out.tail):
            self.out.add_made(" ", file=file, source=source, width=0)

    def _flush(self, place: _Place, end: int) -> None:
        """Copy what was not copied yet, up to an offset."""
        self.out.add_source(place.text, file=place.file, start=place.kept, end=end)
        place.kept = end

    def _skip(self, place: _Place, start: int, end: int) -> int:
        self._flush(place, start)
        place.kept = end
        return end

    def _begin(self, match: re.Match[str], place: _Place) -> int:
        environment = match["environment"]
        if environment == "document":
            self.began = True
        elif environment in self.left_out or environment in _FILES_WITHIN:
            return self._leave_out(match, place)
        elif environment in _VERBATIM:
            return self._verbatim(match, place)
        return match.end()

    def _close(self, environment: str, text: str, at: int) -> int:
        """Return where a verbatim environment ends, or -1; a missing end is sought once."""
        if environment in self.never_closed:
            return -1
        close = text.find(f"\\end{{{environment}}}", at)
        if close < 0:
            self.never_closed.add(environment)
        return close

    def _leave_out(self, match: re.Match[str], place: _Place) -> int:
        environment, text = match["environment"], place.text
        close = self._close(environment, text, match.end())
        if close < 0:
            return match.end()
        if environment in _FILES_WITHIN:
            named = _FILE_NAME.match(text, match.end(), close)
            if named is not None:
                self.folder.add(named[1].strip(), text[named.end() : close])
        return self._skip(place, match.start(), close + len(environment) + 6)

    def _verbatim(self, match: re.Match[str], place: _Place) -> int:
        close = self._close(match["environment"], place.text, match.end())
        if close < 0:
            return match.end()
        self._flush(place, match.end())
        inside = mask(place.text[match.end() : close])
        self.out.add_masked(inside, file=place.file, start=match.end())
        place.kept = close
        return close + len(match["environment"]) + 6

    def _verb(self, match: re.Match[str], place: _Place) -> int:
        text, begin = place.text, match.end()
        delimiter = text[begin : begin + 1]
        limit = begin + _LONGEST_LINE_OF_CODE
        close = text.find(delimiter, begin + 1, limit) if delimiter else -1
        if close < 0 or "\n" in text[begin:close]:
            return match.end()
        self._flush(place, match.start())
        self.out.add_masked(mask(text[begin + 1 : close]), file=place.file, start=begin + 1)
        place.kept = close + 1
        return close + 1

    def _url(self, match: re.Match[str], place: _Place) -> int:
        text = place.text
        close = text.find("}", match.end(), match.end() + _LONGEST_LINE_OF_CODE)
        address = text[match.end() : max(close, match.end())]
        if close < 0 or "{" in address or "#1" in address:
            return match.end()
        self._flush(place, match.end())
        address = re.sub(r"\\([%#_&~{}])", r"\1", address)
        width = close - match.end()
        if len(address) == width:
            self.out.add_masked(mask(address), file=place.file, start=match.end())
        else:
            self.out.add_made(mask(address), file=place.file, source=match.end(), width=width)
        place.kept = close
        return close

    def _false(self, match: re.Match[str], place: _Place) -> int:
        if place.file not in self.conditionals:
            self.conditionals[place.file] = Conditionals(place.text)
        end = self.conditionals[place.file].end_of_branch(match.end())
        return match.end() if end is None else self._skip(place, match.start(), end)

    def _only(self, match: re.Match[str], place: _Place) -> int:
        close = place.text.find("}", match.end(), match.end() + _LONGEST_LINE_OF_CODE)
        if close < 0:
            return match.end()
        names = [name.strip() for name in place.text[match.end() : close].split(",")]
        if match[0].startswith("\\ex"):
            self.left_out.update(names)
        elif not self.began:
            self.only = frozenset(name.removesuffix(".tex") for name in names)
        return self._skip(place, match.start(), close + 1)

    def _named(self, match: re.Match[str]) -> str:
        """Return a file name as written, with macros in it that stand for plain text."""
        name = (match[1] or match[2] or match[3] or "").strip().strip('"')
        if "\\" in name:
            plain = self.plain_macros
            if plain is None:
                plain = self.plain_macros = {
                    found[1]: found[2].strip()
                    for file in self.files
                    for found in _PLAIN_MACRO.finditer(file.text)
                }
            name = _CONTROL_WORD.sub(lambda m: plain.get(m[1], m[0]), name)
        return name

    def _either(self, match: re.Match[str], place: _Place) -> int:
        r"""Read ``\IfFileExists{file}{this}{that}`` as it turns out here."""
        first = _NAME.match(place.text, match.end())
        if first is None:
            return match.end()
        groups = []
        at = first.end()
        for _ in range(2):
            group = _group(place.text, at)
            if group is None:
                return match.end()
            groups.append(group)
            at = group[1] + 1
        found = self._find(self._named(first), place)
        self._skip(place, match.start(), first.end())
        if found is not None and "Input" in match[0]:
            self._follow(found, place, self._folder_of(found, place, match[0]))
        start, end = groups[0] if found is not None else groups[1]
        inner = _Place(place.text[:end], place.file, place.chain, place.folder, start)
        self._scan_part(inner, start)
        place.kept = at
        return at

    def _scan_part(self, place: _Place, start: int) -> None:
        """Flatten a part of a file."""
        at = place.kept = start
        while (match := _TOKEN.search(place.text, at)) is not None:
            kind = match.lastgroup
            if kind is None:
                at = self._comment(place, match.start())
            elif kind in self.handlers:
                at = self.handlers[kind](match, place)
            else:
                at = match.end()
        self._flush(place, len(place.text))

    def _find(self, wanted: str, place: _Place) -> str | None:
        folders = (place.folder, self.main_folder, _parent(place.chain[-1]))
        return self.folder.find(wanted, folders, (".tex", "", ".ltx")) if wanted else None

    def _folder_of(self, found: str, place: _Place, command: str) -> str:
        r"""Return where a file's own inputs are sought first: its folder after ``\import``."""
        moves = "import" in command or "from" in command or "subfile" in command
        return _parent(found) if moves else place.folder

    def _input(self, match: re.Match[str], place: _Place) -> int:
        text, end = place.text, match.end()
        option = _OPTION.match(text, end) if "standalone" in match[0] else None
        first = _NAME.match(text, option.end() if option else end)
        if first is None:
            return end
        wanted, end = self._named(first), first.end()
        if "import" in match[0] or "from" in match[0]:
            second = _NAME.match(text, end)
            if second is None:
                return match.end()
            wanted = str(PurePosixPath(wanted) / self._named(second))
            end = second.end()
        if "#" in wanted or "\\" in wanted:
            return end
        self._skip(place, match.start(), end)
        left_out = self.only is not None and wanted.removesuffix(".tex") not in self.only
        if is_drawing(wanted) or (left_out and match[0] == "\\include"):
            return end
        found = self._find(wanted, place)
        if found is not None:
            self._follow(found, place, self._folder_of(found, place, match[0]))
        elif self.missing < MAX_MISSING and "standalone" not in match[0]:
            self.missing += 1
            line = text.count("\n", 0, match.start()) + 1
            self.warnings.append(f"{place.chain[-1]}:{line}: input file {wanted!r} is not there")
            self.text_missing = self.text_missing or self.began
        return end

    def _follow(self, found: str, place: _Place, folder: str) -> None:
        """Take a file in, unless that is more than is read."""
        self.inputs += 1
        if self.inputs > MAX_INPUTS:
            self._miss(f"input files after the first {MAX_INPUTS} were not read")
        elif len(place.chain) >= MAX_INPUT_DEPTH:
            self._miss(f"{found}: input files over {MAX_INPUT_DEPTH} levels deep were not read")
        else:
            self.take(found, place.chain, folder)

    def _bibliography(self, match: re.Match[str], place: _Place) -> int:
        text = place.text
        option = _OPTION.match(text, match.end())
        end = option.end() if option else match.end()
        names = None if "print" in match[0] else _NAME.match(text, end)
        if names is not None:
            end = names.end()
            self.bib_files += [name.strip() for name in self._named(names).split(",")]
        elif "print" not in match[0]:
            return match.end()
        self._skip(place, match.start(), end)
        if "add" in match[0] or self.has_bibliography:
            return end
        found = self._find_bbl()
        if found is not None and found not in place.chain:
            self.has_bibliography = True
            if "\\entry{" in (self.folder.text(found) or ""):
                self._register(found)  # biblatex's own record of the entries: not text
            else:
                self._follow(found, place, place.folder)
        return end

    def _find_bbl(self) -> str | None:
        """Return the .bbl named after the main file, or that with most of the keys cited."""
        own = f"{self.main.rpartition('.')[0] or self.main}.bbl"
        keys = {name: _entries(self.folder.text(name) or "") for name in self._bbl_files(own)}
        if keys.get(own):
            return own
        cited = {
            key.strip()
            for part in self.out.parts()
            for group in _CITED.findall(part)
            for key in group.split(",")
        }
        best = max(keys, key=lambda name: len(keys[name] & cited), default=None)
        return best if best is not None and (keys[best] & cited or not cited) else None

    def _bbl_files(self, own: str) -> list[str]:
        listed = self.folder.listed(self.main_folder, ".bbl")
        return list(dict.fromkeys((own, *listed)))


def _entries(text: str) -> set[str]:
    return {key.strip() for key in _ENTRY.findall(text)}


def _parent(name: str) -> str:
    parent = str(PurePosixPath(name).parent)
    return "" if parent == "." else parent


def _group(text: str, at: int) -> tuple[int, int] | None:
    """Return the inside of the group that begins after white space."""
    opening = re.compile(r"\s*\{").match(text, at)
    if opening is None:
        return None
    depth = 1
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, opening.end(), at + 20_000):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return opening.end(), match.start()
    return None


def _after_preamble(text: str) -> int:
    """Return where the text of an input begins: a whole document's own preamble is left out."""
    if "\\document" not in text or not _OWN_CLASS.search(text):
        return 0
    begin = _BEGIN.search(text)
    return begin.end() if begin else 0


def _after_comment(text: str, at: int) -> int:
    """Return where reading goes on after a comment, as TeX does.

    A comment takes its line break with it; a comment that has a line to itself leaves nothing,
    so that it cannot make a paragraph break. A blank line after it still ends the paragraph.
    """
    match = _COMMENT_END.match(text, at)
    if match is None:
        return len(text)
    newline = text.find("\n", at, match.end())
    if newline >= 0 and text.startswith("\n", match.end()):
        return newline
    return match.end()
