"""Processes that ask a host through the gate of a corpus, started quickly and killed at will."""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus
from litscan.errors import LitscanError

_METHODS = multiprocessing.get_all_start_methods()
_CONTEXT = multiprocessing.get_context("forkserver" if "forkserver" in _METHODS else "spawn")
if "forkserver" in _METHODS:
    _CONTEXT.set_forkserver_preload(["litscan.collect.session", "litscan.corpus.corpus"])
_PATIENCE = 60


def _ask(pipe: Connection, corpus: str, url: str, delay: float, times: int) -> None:
    told: list[str] = []
    with Corpus.open(corpus) as opened:
        session = PoliteSession(Patience(delay=delay), gate=opened.gate(told.append))
        pipe.send("ready")
        pipe.recv()
        try:
            for _ in range(times):
                session.get(url)
        except LitscanError as error:
            told.append(f"error: {error}")
    pipe.send(told)


@dataclass
class Asking:
    """A process that opened the corpus and waits for `go` to ask a URL so many times."""

    process: BaseProcess
    pipe: Connection

    def go(self) -> None:
        """Let it ask."""
        self.pipe.send("go")

    def kill(self) -> None:
        """End it as ``kill -9`` does."""
        self.process.kill()
        self.process.join(_PATIENCE)

    def told(self, patience: float = 0) -> list[str]:
        """Return what it was told, and its error, once it has ended."""
        assert self.pipe.poll(max(patience, _PATIENCE)), "the process does not end"
        lines: list[str] = self.pipe.recv()
        self.process.join(_PATIENCE)
        return lines


def asking(corpus: str, url: str, delay: float, times: int) -> Asking:
    """Start a process and wait until it is ready."""
    here, there = _CONTEXT.Pipe()
    arguments = (there, corpus, url, delay, times)
    process = _CONTEXT.Process(target=_ask, args=arguments, daemon=True)
    process.start()
    there.close()
    assert here.poll(_PATIENCE), "the process does not start"
    assert here.recv() == "ready"
    return Asking(process, here)
