"""The one loader of the data that ships with litscan.

A wheel carries the repository's ``data/`` folder as ``litscan/data``; an editable install reads
it from its place beside the package. Nothing else in litscan knows where the files lie.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from litscan.errors import PackagedDataError

__all__ = ["data_path", "load_json", "load_toml"]


@cache
def _data_root() -> Path:
    package = Path(__file__).resolve().parent
    for root in (package / "data", package.parent / "data"):
        if (root / "vocabulary").is_dir():
            return root
    raise PackagedDataError(
        f"{package}: litscan's data folder is missing", advice="install litscan again"
    )


def data_path(*parts: str) -> Path:
    """Return the path of a packaged data file or folder.

    Raises
    ------
    PackagedDataError
        If it does not exist.

    Examples
    --------
    >>> data_path("vocabulary").is_dir()
    True
    """
    path = _data_root().joinpath(*parts)
    if not path.exists():
        raise PackagedDataError(f"{path}: missing from this installation")
    return path


def load_toml(*parts: str) -> dict[str, Any]:
    """Return a packaged TOML file as a dictionary.

    Raises
    ------
    PackagedDataError
        If it is missing or not TOML; the message names file and line.
    """
    path = data_path(*parts)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackagedDataError(f"{path}: {error}") from error


def load_json(*parts: str) -> Any:
    """Return a packaged JSON file's content.

    Raises
    ------
    PackagedDataError
        If it is missing or not JSON; the message names file and line.
    """
    path = data_path(*parts)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PackagedDataError(f"{path}: {error}") from error
