"""Files that are there whole or not at all.

What is written stands beside its place under another name until it is complete, and is then moved
there in one step. A reader never sees half a file, and a program that is stopped leaves none.
"""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from litscan.errors import UsageError

__all__ = ["write_named", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all, making its folder if need be.

    A new file has the permissions that the user's umask leaves; one that was there keeps its own,
    and a link goes on leading to it. What is no file, such as a pipe or ``/dev/null``, is written
    to and stays what it is.

    Raises
    ------
    OSError
        If it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "made" / "note.txt", b"kept")
    ...     (Path(folder) / "made" / "note.txt").read_text()
    'kept'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            stream.write(data)
        return
    path = Path(os.path.realpath(path))
    if path.is_symlink():  # what is left where links lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    unfinished = path.with_name(f".new-{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as stream:
            stream.write(data)
        if path.is_file():
            unfinished.chmod(path.stat().st_mode & 0o7777)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_named(path: str | Path, data: str | bytes) -> Path:
    """Write a file that a user named, as `write_whole` does; return its path.

    Parameters
    ----------
    path : path
    data : str or bytes
        Text is written as UTF-8.

    Raises
    ------
    UsageError
        If it cannot be written.
    """
    path = Path(path)
    data = data.encode("utf-8", errors="backslashreplace") if isinstance(data, str) else data
    try:
        write_whole(path, data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    return path
