r"""The tabulars of a LaTeX source, counted without litscan's reader.

What counts: each outermost ``\begin{tabular}`` (or another table environment, or one that the
author defines as little more than such an environment) between ``\begin{document}`` and
``\end{document}``, after ``\input`` and ``\include`` were followed, and after comments, verbatim
text, ``\iffalse`` blocks, definitions and arguments of macros that print nothing were taken out.
Other conditionals are not decided: a table in a branch that is not taken counts as lost. Each is
of one kind:

``table``
    it has a cell separator and at least two rows;
``picture``
    it has at least as many cells with an image or drawing as cells with a number (the letters of
    panels, file names and lengths are no numbers): it lays out a figure;
``front``
    it stands in ``\author`` and the like, or before the abstract or the first section;
``stack``
    it has no cell separator, or a single row: lines set below or beside one another.

Only the first kind is held against a bar; the others are reported beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Tabular", "outermost_tabulars"]

_NAMES = frozenset(
    {
        "NiceTabular", "NiceTabular*", "NiceTabularX", "deluxetable", "deluxetable*", "longtable",
        "longtable*", "longtabu", "longtblr", "mpxtabular", "supertabular", "supertabular*",
        "tabu", "tabular", "tabular*", "tabularx", "tabulary", "talltblr", "tblr", "xltabular",
        "xtabular",
    }
)  # fmt: skip
_INPUT_SUFFIXES = frozenset({".tex", ".ltx", ".tikz", ".table", ".txt"})
_MOST_FILES = 500
_DEEPEST = 20
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_HIDDEN = re.compile(
    r"\\begin\s*\{(?P<name>comment|verbatim\*?|Verbatim|lstlisting|minted|alltt|filecontents\*?)\}"
    r".*?\\end\s*\{(?P=name)\}|\\iffalse(?![A-Za-z]).*?\\fi(?![A-Za-z])|\\verb\*?([^A-Za-z\s]).*?\2",
    re.DOTALL,
)
_INPUT = re.compile(
    r"\\(?:input|include|subfile|subfileinclude)(?![A-Za-z])\s*(?:\{\s*([^{}]+?)\s*\}|([^\s{}\\]+))"
    r"|\\(?:sub)?import\*?\s*\{([^{}]*)\}\s*\{([^{}]*)\}"
)
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|DeclareRobustCommand"
    r"|(?:New|Renew|Provide|Declare)DocumentCommand|[egx]?def|(?:re)?newenvironment"
    r"|(?:New|Renew)DocumentEnvironment)(?![A-Za-z])\*?"
)
_ENVIRONMENT = re.compile(r"\\newenvironment\*?\s*\{(?P<name>[^{}]+)\}")
_TOKEN = re.compile(r"\\(?P<word>begin|end)\s*\{(?P<name>[A-Za-z]+\*?)\}")
_PICTURE = re.compile(
    r"\\(?:includegraphics|includesvg|epsfig|psfig|epsfbox|tikz|begin\s*\{(?:tikzpicture|picture"
    r"|subfigure|pspicture)\})|\\(?:subfloat|subfigure|animategraphics)(?![A-Za-z])"
)
_FRONT = re.compile(
    r"\\(?:author|affil\w*|address|institute|title\w*|icmlauthor\w*|date|thanks|email)(?![A-Za-z])"
)
_MAIN_MATTER = re.compile(r"\\(?:section|chapter|maketitle|begin\s*\{abstract\})")
_PICTURE_MACRO = re.compile(r"\\(?:(?:re)?newcommand\*?|providecommand|def)\s*\{?\s*\\([A-Za-z]+)")
_NO_NUMBER = re.compile(
    r"\\(?:[hv]space|raisebox|cite\w*|ref|label|color|fontsize|rule|multicolumn|multirow)\*?"
    r"\s*(?:\[[^\]]*\])*\s*\{[^{}]*\}(?:\{[^{}]*\})?|\[[^\]]*\]|-?[\d.]+\s*(?:pt|em|ex|cm|mm|in)\b"
)
_SWALLOWER = re.compile(
    r"\\(?:re)?newcommand\*?\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*\[1\]\s*\{\s*\}"
    r"|\\def\s*\\(?P<defined>[A-Za-z]+)\s*#1\s*\{\s*\}"
)
_ROW_END = re.compile(r"\\\\|\\(?:tabularnewline|cr)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Tabular:
    """An outermost tabular: its kind, and where it stands, as (file, line, column) from 1.

    `stretches` are the places of its source, one a file: (file, first, last).
    """

    kind: str
    stretches: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...]


@dataclass(slots=True)
class _Flat:
    """Text with, for each character, the file and offset it came from."""

    text: str
    pieces: list[tuple[int, str, int]]  # where in `text` a piece starts; its file and offset


def outermost_tabulars(main: Path) -> list[Tabular]:
    """Return the outermost tabulars of a paper, by its main file."""
    sources: dict[str, str] = {}
    parts: list[tuple[str, str, int]] = []
    _flatten(main, main.parent, sources, parts, 0)
    pieces, at = [], 0
    for text, file, offset in parts:
        pieces.append((at, file, offset))
        at += len(text)
    flat = _Flat("".join(text for text, _, _ in parts), pieces)
    defined, pictures = _defined_names(flat.text), _pictures(flat.text)
    swallowers = {m["name"] or m["defined"] for m in _SWALLOWER.finditer(flat.text)}
    flat.text = _without_definitions(_blank(_HIDDEN, flat.text))
    flat.text = _without_arguments(flat.text, swallowers)
    start, end = _body(flat.text)
    matter = _MAIN_MATTER.search(flat.text, start)
    front_end = matter.start() if matter else start
    found = []
    for first, last, inner in _outermost(flat.text, start, end, _NAMES | defined):
        front = first < front_end or _in_front_argument(flat.text, first)
        kind = _kind(flat.text[inner:last], pictures, front=front)
        found.append(Tabular(kind, _stretches(flat, sources, first, last)))
    return found


def _read(path: Path) -> str | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Replace what matches by blanks, line breaks kept, so that places stay as they were."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _flatten(
    path: Path, root: Path, sources: dict[str, str], parts: list[tuple[str, str, int]], depth: int
) -> None:
    text = _read(path)
    if text is None or depth > _DEEPEST or len(parts) > _MOST_FILES:
        return
    name = path.resolve().as_posix()
    sources[name] = text
    text = _COMMENT.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)
    at = 0
    for found in _INPUT.finditer(_blank(_HIDDEN, text)):
        inner = _input_file(found, path.parent, root)
        if inner is None:
            continue
        parts.append((text[at : found.start()], name, at))
        _flatten(inner, root, sources, parts, depth + 1)
        at = found.end()
    parts.append((text[at:], name, at))


def _input_file(found: re.Match[str], here: Path, root: Path) -> Path | None:
    wanted = found[1] or found[2] or f"{found[3]}/{found[4]}"
    wanted = wanted.strip().strip('"')
    for folder in (root, here):
        for name in (wanted, f"{wanted}.tex"):
            path = folder / name
            if path.is_file() and path.suffix.lower() in (
                ".tex",
                ".ltx",
                ".tikz",
                ".table",
                ".txt",
            ):
                return path
    return None


def _group_end(text: str, at: int) -> int:
    """Return the offset after the group that opens at an offset; the next one if it never ends."""
    depth, i = 0, at
    while i < len(text):
        if text[i] == "\\":
            i += 2
            continue
        depth += (text[i] == "{") - (text[i] == "}")
        i += 1
        if depth == 0:
            return i
    return at + 1


def _definition_end(text: str, at: int, word: str) -> int:
    wanted = 3 if "nvironment" in word else 1 if word.endswith("def") else 2
    limit = min(len(text), at + 100_000)
    while at < limit and wanted:
        while at < limit and (text[at].isspace() or text[at] == "*"):
            at += 1
        if at >= limit:
            break
        if text[at] == "[":
            at = max(text.find("]", at), at) + 1
        elif text[at] == "{":
            at, wanted = _group_end(text, at), wanted - 1
        elif word.endswith("def"):
            brace = text.find("{", at)
            at = brace if brace >= 0 else limit
        else:  # \newcommand\name{...}
            name = re.compile(r"\\(?:[A-Za-z@]+|.)").match(text, at)
            if name is None:
                break
            at, wanted = name.end(), wanted - 1
    return at


def _without_definitions(text: str) -> str:
    pieces, at = [], 0
    for found in _DEFINITION.finditer(text):
        if found.start() < at:
            continue
        end = _definition_end(text, found.end(), found[0].rstrip("*"))
        pieces += [text[at : found.start()], re.sub(r"[^\n]", " ", text[found.start() : end])]
        at = end
    return "".join([*pieces, text[at:]])


def _without_arguments(text: str, names: set[str]) -> str:
    """Blank what is given to macros that print nothing."""
    if not names:
        return text
    pieces, at = [], 0
    for found in re.finditer(rf"\\(?:{'|'.join(sorted(names))})(?![A-Za-z])\s*(?=\{{)", text):
        if found.start() >= at:
            end = _group_end(text, found.end())
            pieces += [text[at : found.start()], re.sub(r"[^\n]", " ", text[found.start() : end])]
            at = end
    return "".join([*pieces, text[at:]])


def _defined_names(text: str) -> set[str]:
    """Return environments whose beginning opens a tabular and whose end closes it."""
    names = set()
    for found in _ENVIRONMENT.finditer(text):
        body = text[found.end() : _definition_end(text, found.start() + 15, "newenvironment")]
        opened = sum(f"\\begin{{{name}}}" in body for name in _NAMES)
        if opened and any(f"\\end{{{name}}}" in body for name in _NAMES):
            names.add(found["name"].strip())
    return names


def _pictures(text: str) -> re.Pattern[str]:
    """Return what draws a picture: the usual commands, and macros that are defined by them."""
    macros = [
        found[1]
        for found in _PICTURE_MACRO.finditer(text)
        if _PICTURE.search(text, found.end(), _definition_end(text, found.end(), "def"))
    ]
    own = "|".join(sorted(map(re.escape, macros)))
    return re.compile(rf"{_PICTURE.pattern}|\\(?:{own})(?![A-Za-z])") if own else _PICTURE


def _body(text: str) -> tuple[int, int]:
    begin = re.search(r"\\begin\s*\{document\}", text)
    end = None if begin is None else re.search(r"\\end\s*\{document\}", text[begin.end() :])
    start = begin.end() if begin else 0
    return start, start + end.start() if end else len(text)


def _outermost(
    text: str, start: int, end: int, names: frozenset[str]
) -> list[tuple[int, int, int]]:
    """Return (start, end, start of what is inside) of table environments not within another."""
    found: list[tuple[int, int, int]] = []
    stack: list[tuple[str, int, int]] = []
    for token in _TOKEN.finditer(text, start, end):
        name = token["name"]
        if name not in names:
            continue
        if token["word"] == "begin":
            stack.append((name, token.start(), token.end()))
        elif any(opened == name for opened, _, _ in stack):
            while stack:
                opened, first, inner = stack.pop()
                if opened == name:
                    break
            if not stack:
                found.append((first, token.end(), inner))
    return found


def _in_front_argument(text: str, at: int) -> bool:
    r"""Return whether an offset stands in the argument of ``\author`` or the like."""
    for found in _FRONT.finditer(text, max(0, at - 5_000), at):
        brace = re.compile(r"\s*(?:\[[^\]]*\]\s*)?\{").match(text, found.end())
        if brace and brace.end() <= at < _group_end(text, brace.end() - 1):
            return True
    return False


def _kind(body: str, pictures: re.Pattern[str], *, front: bool) -> str:
    if front:
        return "front"
    rows = [row for row in _ROW_END.split(body) if re.search(r"(?<!\\)&|[A-Za-z0-9]", row)]
    cells = [cell for row in rows for cell in re.split(r"(?<!\\)&", row)]
    drawn = [cell for cell in cells if pictures.search(cell)]
    numbers = sum(bool(re.search(r"\d", _NO_NUMBER.sub("", c))) for c in cells if c not in drawn)
    if drawn and len(drawn) >= numbers:
        return "picture"
    separated = any(re.search(r"(?<!\\)&", row) for row in rows)
    return "table" if separated and len(rows) > 1 else "stack"


def _stretches(
    flat: _Flat, sources: dict[str, str], first: int, last: int
) -> tuple[tuple[str, tuple[int, int], tuple[int, int]], ...]:
    found = []
    for index, (start, file, offset) in enumerate(flat.pieces):
        end = flat.pieces[index + 1][0] if index + 1 < len(flat.pieces) else len(flat.text)
        low, high = max(first, start), min(last, end)
        if low < high:
            text = sources[file]
            places = [_line_and_column(text, offset + at - start) for at in (low, high)]
            found.append((file, places[0], places[1]))
    return tuple(found)


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
