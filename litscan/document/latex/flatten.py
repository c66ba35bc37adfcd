"""One text from a main file and everything it inputs, comments out, origins kept.

Nothing is read from outside the source's own folder. Depth, number and size of inputs are
bounded; a cycle is an error that names it, a missing file a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from litscan.document.latex.conditionals import Conditionals
from litscan.document.latex.origin import MappedBuilder, MappedText
from litscan.document.latex.scan import mask
from litscan.document.model import SourceFile
from litscan.document.sniff import decode_text
from litscan.errors import ReadError

__all__ = ["Flattened", "SourceFolder", "flatten"]

MAX_DEPTH = 20
MAX_INPUTS = 2_000
MAX_CHARACTERS = 20_000_000

_VERBATIM = r"verbatim\*?|Verbatim\*?|lstlisting|minted|alltt|BVerbatim|comment|filecontents\*?"
_TOKEN = re.compile(
    r"(?P<escape>\\[\\%])"
    r"|(?P<comment>%)"
    rf"|(?P<verbatim>\\begin\s*\{{(?P<environment>{_VERBATIM})\}})"
    r"|(?P<verb>\\(?:verb|lstinline)\*?(?![A-Za-z\s*{\[]))"
    r"|(?P<url>\\(?:url|href|path|nolinkurl)\s*\{)"
    r"|(?P<false>\\iffalse(?![A-Za-z@])|\\if\s*0(?!0)|\\if\s*1(?!1))"
    r"|(?P<input>\\(?:input|include|subfile|subfileinclude|import|subimport|includefrom)"
    r"(?![A-Za-z@]))"
    r"|(?P<bibliography>\\(?:bibliography|printbibliography|addbibresource)(?![A-Za-z@]))"
    r"|(?P<begin>\\begin\s*\{document\})"
    r"|(?P<stop>\\endinput(?![A-Za-z@])|\\end\s*\{document\})"
)
_NAME = re.compile(r"\s*(?:\{([^{}#\\\n]*)\}|([^\s{}#\\%\[\]]+))")
_OPTION = re.compile(r"\s*\[[^\]\n]*\]")
_COMMENT_END = re.compile(r"[^\n]*(?:\n[ \t]*)?")


@dataclass(slots=True)
class SourceFolder:
    """The files of one e-print: read on demand, decoded, never from outside `root`.

    With ``root=None`` there are only the files given in `known`.
    """

    root: Path | None = None
    known: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a file's text by its path inside the folder, or None if it is not there."""
        if name in self.known:
            return self.known[name]
        if self.root is None:
            return None
        path = self.root / name
        try:
            inside = path.resolve().is_relative_to(self.root.resolve())
            if not inside or not path.is_file() or path.stat().st_size > MAX_CHARACTERS:
                return None
            content = decode_text(path.read_bytes())
        except (OSError, ValueError):
            return None
        if content is None:
            return None
        self.known[name] = content
        return content

    def find(self, name: str, folder: str, suffixes: tuple[str, ...]) -> str | None:
        """Return the path of an input as LaTeX would look for it, or None."""
        if PurePosixPath(name).is_absolute() or name.startswith("~") or "\0" in name:
            return None
        for base in dict.fromkeys((folder, "")):
            for suffix in suffixes:
                candidate = _normal(PurePosixPath(base) / f"{name}{suffix}")
                if candidate is not None and self.text(candidate) is not None:
                    return candidate
        return None


def _normal(path: PurePosixPath) -> str | None:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts) or None


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
        If files input one another in a circle, or there is too much to read.
    """
    job = _Flattening(folder, main)
    job.take(main, ())
    return Flattened(
        job.out.build(),
        tuple(job.files),
        tuple(dict.fromkeys(job.bib_files)),
        tuple(dict.fromkeys(job.warnings)),
        job.has_bibliography,
        job.began and not job.text_missing,
    )


class _Flattening:
    def __init__(self, folder: SourceFolder, main: str) -> None:
        self.folder = folder
        self.main = main
        self.out = MappedBuilder()
        self.files: list[SourceFile] = []
        self.index: dict[str, int] = {}
        self.bib_files: list[str] = []
        self.warnings: list[str] = []
        self.inputs = 0
        self.has_bibliography = False
        self.began = False
        self.text_missing = False
        self.conditionals: dict[int, Conditionals] = {}

    def take(self, name: str, chain: tuple[str, ...]) -> None:
        """Append a file, following what it inputs."""
        if name in chain:
            circle = " -> ".join((*chain[chain.index(name) :], name))
            raise ReadError(
                f"{self.main}: files input one another in a circle: {circle}",
                advice="break the circle",
            )
        text = self.folder.text(name) or ""
        self.inputs += 1
        too_much = self.out.length + len(text) > MAX_CHARACTERS
        if len(chain) >= MAX_DEPTH or self.inputs > MAX_INPUTS or too_much:
            raise ReadError(
                f"{self.main}: more input than litscan reads, at {name}: over {MAX_DEPTH} levels, "
                f"{MAX_INPUTS} files or {MAX_CHARACTERS} characters"
            )
        if name not in self.index:
            self.index[name] = len(self.files)
            self.files.append(SourceFile(name, text))
        self._scan(text, name, (*chain, name))

    def _scan(self, text: str, name: str, chain: tuple[str, ...]) -> None:
        file = self.index[name]
        at = kept = 0
        while (match := _TOKEN.search(text, at)) is not None:
            kind = match.lastgroup if match.lastgroup != "environment" else "verbatim"
            if kind == "escape":
                at = match.end()
                continue
            self.out.add_source(text, file=file, start=kept, end=match.start())
            if kind == "stop":
                kept = len(text)
                if text.startswith("\\end", match.start()) and len(chain) == 1:
                    self.out.add_source(text, file=file, start=match.start(), end=match.end())
                break
            at = kept = self._handle(str(kind), match, text, file, chain)
        self.out.add_source(text, file=file, start=kept, end=len(text))

    def _handle(
        self, kind: str, match: re.Match[str], text: str, file: int, chain: tuple[str, ...]
    ) -> int:
        """Deal with one token and return the offset that reading goes on from."""
        if kind == "comment":
            return _after_comment(text, match.start())
        if kind == "begin":
            self.began = True
            return self._keep(match, text, file)
        if kind == "verbatim":
            return self._verbatim(match, text, file)
        if kind == "verb":
            return self._verb(match, text, file)
        if kind == "url":
            return self._url(match, text, file)
        if kind == "false":
            return self._false(match, text, file)
        if kind == "bibliography":
            return self._bibliography(match, text, file, chain)
        return self._input(match, text, file, chain)

    def _keep(self, match: re.Match[str], text: str, file: int) -> int:
        self.out.add_source(text, file=file, start=match.start(), end=match.end())
        return match.end()

    def _verbatim(self, match: re.Match[str], text: str, file: int) -> int:
        environment = match["environment"]
        close = text.find(f"\\end{{{environment}}}", match.end())
        if close < 0:
            return self._keep(match, text, file)
        end = close + len(environment) + 6
        if environment.startswith(("comment", "filecontents")):
            return end
        self._keep(match, text, file)
        self.out.add_masked(mask(text[match.end() : close]), file=file, start=match.end())
        self.out.add_source(text, file=file, start=close, end=end)
        return end

    def _verb(self, match: re.Match[str], text: str, file: int) -> int:
        begin = match.end()
        delimiter = text[begin : begin + 1]
        close = text.find(delimiter, begin + 1) if delimiter else -1
        if close < 0 or "\n" in text[begin:close]:
            return self._keep(match, text, file)
        self.out.add_masked(mask(text[begin + 1 : close]), file=file, start=begin + 1)
        return close + 1

    def _url(self, match: re.Match[str], text: str, file: int) -> int:
        self._keep(match, text, file)
        close = text.find("}", match.end())
        address = text[match.end() : close]
        if close < 0 or "{" in address or "#1" in address or len(address) > 2000:
            return match.end()
        address = re.sub(r"\\([%#_&~{}])", r"\1", address)
        if len(address) == close - match.end():
            self.out.add_masked(mask(address), file=file, start=match.end())
        else:
            width = close - match.end()
            self.out.add_made(mask(address), file=file, source=match.end(), width=width)
        return close

    def _false(self, match: re.Match[str], text: str, file: int) -> int:
        if file not in self.conditionals:
            self.conditionals[file] = Conditionals(text)
        end = self.conditionals[file].end_of_branch(match.end())
        if end is not None:
            return end
        return self._keep(match, text, file)

    def _input(self, match: re.Match[str], text: str, file: int, chain: tuple[str, ...]) -> int:
        first = _NAME.match(text, match.end())
        if first is None:
            return self._keep(match, text, file)
        wanted = (first[1] or first[2] or "").strip().strip('"')
        end = first.end()
        base = ""
        if "import" in match[0] or "from" in match[0]:
            second = _NAME.match(text, end)
            if second is None:
                return self._keep(match, text, file)
            base, wanted, end = wanted, (second[1] or second[2] or "").strip(), second.end()
            wanted = str(PurePosixPath(base) / wanted)
        here = str(PurePosixPath(chain[-1]).parent)
        found = self.folder.find(wanted, here, (".tex", "", ".ltx")) if wanted else None
        if found is None:
            line = text.count("\n", 0, match.start()) + 1
            drawing = wanted.endswith((".pgf", ".tikz", ".pdf_tex", ".eps_tex", ".svg_tex"))
            self.text_missing = self.text_missing or (self.began and not drawing)
            self.warnings.append(f"{chain[-1]}:{line}: input file {wanted!r} is not there")
            return end
        self.take(found, chain)
        return end

    def _bibliography(
        self, match: re.Match[str], text: str, file: int, chain: tuple[str, ...]
    ) -> int:
        option = _OPTION.match(text, match.end())
        end = option.end() if option else match.end()
        names = None if "print" in match[0] else _NAME.match(text, end)
        if names is not None:
            end = names.end()
            self.bib_files += [n.strip() for n in (names[1] or names[2] or "").split(",")]
        if "addbib" in match[0] or self.has_bibliography:
            return end
        found = self._find_bbl()
        if found is not None:
            self.has_bibliography = True
            self.take(found, chain)
        return end

    def _find_bbl(self) -> str | None:
        stem = self.main.rpartition(".")[0] or self.main
        candidates = [f"{stem}.bbl"]
        if self.folder.root is not None:
            here = self.folder.root / PurePosixPath(self.main).parent
            candidates += sorted(
                path.relative_to(self.folder.root).as_posix() for path in here.glob("*.bbl")
            )
        for candidate in candidates:
            content = self.folder.text(candidate)
            if content and ("\\bibitem" in content or "\\entry{" in content):
                return candidate
        return None


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
