"""Turns at arXiv for a command that makes no corpus, but minds those who work on one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from litscan.cli.options import tell
from litscan.errors import MissingInputError

if TYPE_CHECKING:
    from litscan.collect.session import PoliteSession
    from litscan.config import Settings

__all__ = ["turns_of_corpus"]


@contextmanager
def turns_of_corpus(session: PoliteSession, settings: Settings) -> Iterator[None]:
    """Let a session take its turns with those who work on the corpus, if there is one."""
    from litscan.corpus import Corpus

    try:
        corpus = Corpus.open(settings.corpus, files=settings.files, create=False)
    except MissingInputError:
        yield
        return
    with corpus:
        session.share(corpus.gate(tell))
        yield
