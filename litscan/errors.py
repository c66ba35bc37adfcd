"""Every error litscan raises on purpose.

::

    LitscanError                 one line: what was read, where, what was found, what to do
    ├── UsageError               arguments that do not fit together
    ├── ReadError                a file or record from outside that could not be read
    │   ├── MissingInputError    it is not there
    │   └── UnknownFormatError   it is there, but in no format litscan reads
    ├── CorpusError              the database
    │   ├── NotACorpusError      the file or database is something else
    │   └── CorpusTooNewError    it was written by a later litscan
    ├── NetworkError             arXiv could not be reached or did not answer as it should
    └── PackagedDataError        a file under ``data/`` is missing or malformed

The command line prints ``str(error)`` on one line of standard error and ends with exit code 2.
"""

from __future__ import annotations

__all__ = [
    "CorpusError",
    "CorpusTooNewError",
    "LitscanError",
    "MissingInputError",
    "NetworkError",
    "NotACorpusError",
    "PackagedDataError",
    "ReadError",
    "UnknownFormatError",
    "UsageError",
]


class LitscanError(Exception):
    """Base of all errors litscan raises on purpose.

    Parameters
    ----------
    message : str
        What was being done, where, and what was found there.
    advice : str, optional
        What the reader can do next.

    Examples
    --------
    >>> str(LitscanError("paper.tex: the file is empty", advice="export it again"))
    'paper.tex: the file is empty (export it again)'
    """

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.advice))

    def __str__(self) -> str:
        text = f"{self.message} ({self.advice})" if self.advice else self.message
        return " ".join(text.split())


def _rebuild(kind: type[LitscanError], message: str, advice: str | None) -> LitscanError:
    return kind(message, advice=advice)


class UsageError(LitscanError):
    """Arguments that do not fit together."""


class ReadError(LitscanError):
    """A file or record from outside that could not be read."""


class MissingInputError(ReadError):
    """The named file or folder is not there."""


class UnknownFormatError(ReadError):
    """The bytes are in no format litscan reads."""


class CorpusError(LitscanError):
    """The corpus database could not be used."""


class NotACorpusError(CorpusError):
    """The named file or database is not a litscan corpus."""


class CorpusTooNewError(CorpusError):
    """The corpus was written by a later version of litscan."""


class NetworkError(LitscanError):
    """arXiv could not be reached, or did not answer as it should."""


class PackagedDataError(LitscanError):
    """A file that ships with litscan is missing or malformed."""
