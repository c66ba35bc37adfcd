"""One run of a source at a time: two processes would take up the same run and count it twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from litscan.errors import CorpusError

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.records import CollectionRun

__all__ = ["run_alone"]


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
