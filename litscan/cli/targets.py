"""Which papers the paths on a command line name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from litscan.errors import LitscanError, MissingInputError

__all__ = ["find_papers"]


def find_papers(paths: Iterable[Path]) -> tuple[list[Path], list[LitscanError]]:
    """Return the papers under the given paths, and what is wrong with paths that hold none.

    A file is a paper, and so is a folder with a main .tex file in it. Any other folder stands for
    the papers directly inside it.
    """
    from litscan.document.folders import MEDIA_TYPES, is_eprint_folder

    found: list[Path] = []
    failures: list[LitscanError] = []
    for path in paths:
        if not path.is_dir() or is_eprint_folder(path):
            found.append(path)
            continue
        inside = sorted(
            item
            for item in path.iterdir()
            if (item.is_file() and item.suffix.lower() in MEDIA_TYPES)
            or (item.is_dir() and is_eprint_folder(item))
        )
        if not inside:
            failures.append(MissingInputError(f"{path}: no paper in this folder"))
        found.extend(inside)
    return found, failures
