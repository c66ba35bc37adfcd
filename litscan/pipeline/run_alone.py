"""One run of a source at a time, and what is said of one that broke off.

Two processes would take up the same run and count it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from litscan.errors import CorpusError, NetworkError

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.records import CollectionRun

__all__ = ["broken_off", "run_alone"]


@contextmanager
def run_alone(corpus: Corpus, source: str, request: Mapping[str, Any]) -> Iterator[CollectionRun]:
    """Begin a run of a source, or take it up, and keep other processes from it meanwhile.

    A process that dies lets the next one in.

    Raises
    ------
    CorpusError
        If another process is collecting from this source into this corpus.
    """
    with corpus.asking_for(f"collection {source}") as mine:
        if not mine:
            raise CorpusError(
                f"{corpus.name}: another litscan is collecting from {source}",
                advice="wait until it has finished, or stop it",
            )
        yield corpus.begin_collection(source, request)


def broken_off(corpus: Corpus, error: NetworkError, received: int, what: str) -> NetworkError:
    """Return the error of a run that the network broke off, with what of it was kept.

    Parameters
    ----------
    received : int
        How many came in this run.
    what : str
        Of what: ``papers`` or ``records``.
    """
    kept = f"{received} {what} of this run are in {corpus.name}" if received else "none came"
    return NetworkError(
        f"{error.message}; {kept}, and what was there before is untouched",
        advice="run the same command later to go on",
    )
