r"""Definitions in a paper's own ``.sty`` and ``.cls`` files: its macros, and what its options set.

Authors move their macros into a package of their own, and conference styles decide by a class
option or a command such as ``\iclrfinalcopy`` which branch is printed. Only plain definitions that
the paper uses are taken from such files, never a style's layout.
"""

from __future__ import annotations

import re

from litscan.document.latex.decisions import set_switch, skip_branch
from litscan.document.latex.definitions import Macro, Macros, take_definition
from litscan.document.latex.origin import MappedBuilder, MappedText
from litscan.document.latex.scan import required_argument, words
from litscan.document.latex.sources import SourceFolder
from litscan.document.latex.symbols import DROPPED_ARGUMENTS, NO_ARGUMENTS, symbols
from litscan.document.limits import MAX_PACKAGE_CHARACTERS, MAX_PACKAGES

__all__ = ["package_macros"]

_LONGEST_BODY = 2_000

_LOAD = re.compile(
    r"\\(documentclass|documentstyle|usepackage|RequirePackage(?:WithOptions)?|LoadClass"
    r"(?:WithOptions)?)\s*(?:\[([^\]]*)\]\s*)?\{([^{}]*)\}"
)
_BEGIN = re.compile(r"\\begin\s*\{document\}")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*)?")
_CONTROL = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)
_OPTION = re.compile(r"\s*\*?\s*\{([^{}]*)\}")
_INPUT = re.compile(r"\s*\{([^{}\\#]+)\}")
# What a macro does that sets type and space, and not words.
_LAYOUT = re.compile(
    r"\\(?:[hv]box|[hv]skip|[hv]rule|[hv]space|penalty|advance|global|setlength|addtolength"
    r"|setcounter|addtocounter|stepcounter|par|noindent|kern|raise|lower|vtop|vadjust|the"
    r"|thispagestyle|pagestyle|newpage|clearpage|let|def|gdef|edef|relax|csname|everypar|null"
    r"|begingroup|endgroup|parskip|parindent|trivlist|list|sbox|usebox|dimen|skip|count|item|unskip"
    r"|setkeys|theoremstyle|(?:re)?newcommand|newtheorem|fontsize|usefont)"
    r"(?![A-Za-z])|\\[A-Za-z]*@|##"
)
_SETS_SWITCHES = re.compile(r"\s*(?:\\[A-Za-z@]+(?:true|false)\s*)+")
_READ_BY_NAME = words(
    "keywords address email affiliation institution thanks acknowledgments acknowledgements and "
    "And AND maketitle tableofcontents theorem proof figure table thebibliography document "
    "itemize enumerate description quote quotation equation align center titlepage abstract"
)


def package_macros(folder: SourceFolder, text: str, main_folder: str) -> Macros:
    """Return what is defined in the packages of a folder that a paper loads and uses.

    Parameters
    ----------
    folder : SourceFolder
        The files.
    text : str
        The paper, flattened, comments out.
    main_folder : str
        The main file's folder, where LaTeX looks.
    """
    begin = _BEGIN.search(text)
    preamble = text[: begin.start()] if begin else ""
    job = _Packages(folder, main_folder)
    for kind, options, names in _LOAD.findall(preamble):
        job.load(kind, options, names)
    if not job.seen:
        return Macros()
    return _used(job, text)


class _Packages:
    def __init__(self, folder: SourceFolder, main_folder: str) -> None:
        self.folder = folder
        self.main_folder = main_folder
        self.found = Macros()
        self.seen: set[str] = set()
        self.class_options: list[str] = []
        self.of_class: dict[str, Macro] = {}
        self.room = MAX_PACKAGE_CHARACTERS

    def load(self, kind: str, options: str, names: str) -> None:
        """Read the packages named, if the folder has them."""
        given = [option.strip() for option in options.split(",") if option.strip()]
        is_class = kind.startswith(("document", "LoadClass"))
        if kind.startswith("document"):
            self.class_options = given
        for name in names.split(","):
            path = self.folder.find(
                name.strip(), self.main_folder, (".cls",) if is_class else (".sty",)
            )
            if path is not None:
                self._read(path, [*self.class_options, *given])
            if path is not None and is_class:
                self.of_class.update(self.found.commands)

    def _read(self, path: str, options: list[str]) -> None:
        text = self.folder.text(path) or ""
        self.room -= len(text)
        if path in self.seen or len(self.seen) >= MAX_PACKAGES or self.room < 0:
            return
        self.seen.add(path)
        self._learn(_COMMENT.sub(r"\1", text), options)

    def _learn(self, text: str, options: list[str]) -> None:
        """Take in what one file defines, in order, following its options and conditionals."""
        mapped = _mapped(text)
        declared: dict[str, str] = {}
        at = 0
        while (match := _CONTROL.search(text, at)) is not None:
            name, at = match[1], match.end()
            if name == "endinput":
                return
            if name in ("DeclareOption", "DeclareOptionX", "ExecuteOptions", "ProcessOptions"):
                at = self._option(mapped, name, at, declared, options)
            elif name in ("RequirePackage", "LoadClass", "input", "InputIfFileExists"):
                at = self._nested(text, match.start(), at)
            elif name[:2] == "if" or name == "else":
                at = skip_branch(mapped, name, at, self.found) or at
            else:
                step = take_definition(mapped, name, at, self.found)
                at = step or set_switch(mapped, name, at, self.found) or at

    def _nested(self, text: str, start: int, at: int) -> int:
        load = _LOAD.match(text, start)
        if load:
            self.load(*(group or "" for group in load.groups()))
            return load.end()
        named = _INPUT.match(text, at)
        path = named and self.folder.find(named[1].strip(), self.main_folder, ("", ".tex"))
        if not (named and path):
            return at
        self._read(path, [])
        return named.end()

    def _option(
        self, mapped: MappedText, name: str, at: int, declared: dict[str, str], options: list[str]
    ) -> int:
        named = _OPTION.match(mapped.text, at)
        if name.startswith("Declare"):
            body = named and required_argument(mapped, named.end(), len(mapped.text))
            if not (named and body):
                return at
            declared[named[1].strip()] = mapped.text[slice(*body[0])]
            return body[1]
        chosen = options
        if name == "ExecuteOptions":
            chosen = [option.strip() for option in named[1].split(",")] if named else []
        for option, body_text in declared.items():
            if option in chosen:
                self._switch(body_text)
        return named.end() if named and name == "ExecuteOptions" else at

    def _switch(self, body: str) -> None:
        """Set the switches that an option's code sets."""
        mapped = _mapped(body)
        for match in _CONTROL.finditer(body):
            set_switch(mapped, match[1], match.end(), self.found)


def _mapped(text: str) -> MappedText:
    builder = MappedBuilder()
    builder.add_source(text, file=0, start=0, end=len(text))
    return builder.build()


def _is_plain(name: str, body: str) -> bool:
    if _SETS_SWITCHES.fullmatch(body):
        return True
    known = name in symbols() or name in DROPPED_ARGUMENTS or name in NO_ARGUMENTS
    if known or name in _READ_BY_NAME or name.startswith("the") or "@" in name:
        return False
    if len(body) > _LONGEST_BODY:
        return False
    return not _LAYOUT.search(body)


def _used(packages: _Packages, text: str) -> Macros:
    """Return the switches, and the plain macros that a paper uses.

    Of a class, which is a publisher's, only those that set switches count.
    """
    found = packages.found
    macros = Macros()
    macros.switches = found.switches
    wanted = {match[1] for match in _CONTROL.finditer(text)}
    while wanted:
        reached: set[str] = set()
        for name in sorted(wanted & found.commands.keys() - macros.commands.keys()):
            macro = found.commands[name]
            of_class = packages.of_class.get(name) is macro
            if of_class and not _SETS_SWITCHES.fullmatch(macro.body):
                continue
            if not macro.opaque and _is_plain(name, macro.body):
                macros.commands[name] = macro
                reached |= {match[1] for match in _CONTROL.finditer(macro.body)}
        wanted = reached
    for name, (opening, closing) in found.environments.items():
        if f"\\begin{{{name}}}" in text and _is_plain(name, opening.body + closing):
            macros.environments[name] = (opening, closing)
    return macros
