"""The files of one e-print: where LaTeX would look for an input, and nothing outside the folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from litscan.document.limits import MAX_BYTES
from litscan.document.sniff import decode_text

__all__ = ["SourceFolder", "is_drawing"]

_MOST_LISTED = 200
_DRAWINGS = (".pgf", ".tikz", ".pdf_tex", ".eps_tex", ".svg_tex", ".pdf_t", ".pstex_t", ".asy")
_SEARCH_PATH = re.compile(r"\\input@path\s*\{((?:\s*\{[^{}]*\})+)\s*\}")
_GROUP = re.compile(r"\{([^{}]*)\}")


def is_drawing(name: str) -> bool:
    """Return whether an input holds the commands of a drawing, which are not text.

    Examples
    --------
    >>> is_drawing("figures/net.pdf_tex"), is_drawing("intro")
    (True, False)
    """
    return name.lower().endswith(_DRAWINGS)


@dataclass(slots=True)
class SourceFolder:
    """The files of one e-print: read on demand, decoded, never from outside `root`.

    With ``root=None`` there are only the files given in `known`.
    """

    root: Path | None = None
    known: dict[str, str] = field(default_factory=dict)
    search_path: tuple[str, ...] = ()
    _absent: set[str] = field(default_factory=set)

    def text(self, name: str) -> str | None:
        """Return a file's text by its path inside the folder, or None if it is not there."""
        if name in self.known:
            return self.known[name]
        if self.root is None or name in self._absent:
            return None
        content = self._read(self.root, name)
        if content is None:
            self._absent.add(name)
        else:
            self.known[name] = content
        return content

    def _read(self, root: Path, name: str) -> str | None:
        path = root / name
        try:
            inside = path.resolve().is_relative_to(root.resolve())
            if not inside or not path.is_file():
                return None
            with path.open("rb") as file:
                return decode_text(file.read(MAX_BYTES))
        except (OSError, ValueError, RuntimeError):
            return None

    def add(self, name: str, text: str) -> None:
        r"""Take in a file that another writes (``filecontents``), unless it is there."""
        normal = normal_path(PurePosixPath(name))
        if normal is not None and self.text(normal) is None:
            self.known[normal] = text

    def note_search_path(self, text: str) -> None:
        r"""Take in the folders that a main file's ``\input@path`` names."""
        match = _SEARCH_PATH.search(text)
        if match:
            found = _GROUP.findall(match[1])
            self.search_path = tuple(name.strip() for name in found[:_MOST_LISTED])

    def find(
        self, name: str, folders: str | Iterable[str], suffixes: tuple[str, ...]
    ) -> str | None:
        """Return the path of an input as LaTeX would look for it, or None.

        Parameters
        ----------
        name : str
            As the author wrote it.
        folders : str or iterable of str
            Where to look first, in order; then come the author's search path and the top folder.
        suffixes : tuple of str
            What may be appended to the name, in order; ``""`` for the name as it stands.
        """
        if PurePosixPath(name).is_absolute() or name.startswith("~") or "\0" in name:
            return None
        first = (folders,) if isinstance(folders, str) else tuple(folders)
        for base in dict.fromkeys((*first, *self.search_path, "")):
            for suffix in suffixes:
                candidate = normal_path(PurePosixPath(base) / f"{name}{suffix}")
                if candidate is not None and self.text(candidate) is not None:
                    return candidate
        return None

    def listed(self, folder: str, suffix: str) -> list[str]:
        """Return the files of one folder with a suffix, in order of their names."""
        prefix = "" if folder in ("", ".") else f"{folder}/"
        names = {
            name
            for name in self.known
            if name.startswith(prefix) and name.endswith(suffix) and "/" not in name[len(prefix) :]
        }
        if self.root is not None:
            here = self.root / folder
            names |= {path.relative_to(self.root).as_posix() for path in here.glob(f"*{suffix}")}
        return sorted(names)[:_MOST_LISTED]


def normal_path(path: PurePosixPath) -> str | None:
    """Return a path without ``.`` and ``..``; None if it leads out of the folder."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts) or None
