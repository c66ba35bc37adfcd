"""Which paper a process is asking for, so that others that work on the corpus take the next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litscan.corpus.locks import FileLock, Lock, ServerLock
from litscan.corpus.part import Part

__all__ = ["Asking"]


class Asking(Part):
    """The part of the corpus in which processes say what they are asking for."""

    _folder: Path

    @contextmanager
    def asking_for(self, name: str) -> Iterator[bool]:
        """Claim a paper for as long as it is asked for; False if another process has it.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         with corpus.asking_for("1608.08710") as mine:
        ...             mine
        True
        """
        lock = self._claim(_digest(name))
        mine = lock.acquire(0)
        try:
            yield mine
        finally:
            if mine:
                lock.release()

    def _claim(self, digest: str) -> Lock:
        if self._database.path is None:
            return ServerLock(self._database, int(digest, 16) - (1 << 63))
        return FileLock(self._folder / ".asking" / digest, passing=True)


def _digest(name: str) -> str:
    """Return 16 hexadecimal digits that stand for a paper."""
    return hashlib.sha256(f"litscan fetch {name}".encode()).hexdigest()[:16]
