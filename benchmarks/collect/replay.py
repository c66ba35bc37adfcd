"""A loopback arXiv over real metadata, in this process: one store, a server for each weather."""

from __future__ import annotations

import argparse
import copy
import gzip
import importlib.util
import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

EMULATOR = "tools/arxiv_emulator.py"
METADATA = ("pruning_records.jsonl.gz", "ml_core_1991_2019.jsonl.gz")
PRUNING = "all:pruning"
EVERYTHING = "cat:cs.LG OR cat:stat.ML OR cat:cs.NE OR cat:cs.AR OR all:a OR all:the OR all:of"
_FORMS = re.compile(r"(?<![^\W_])prun(?:e|ed|es|ing|ings)(?![^\W_])", re.IGNORECASE)


def metadata_files(shared: Path) -> list[Path]:
    """Return the files whose records are served."""
    return [shared / "data/arxiv/metadata" / name for name in METADATA]


def pruning_ids(shared: Path) -> set[str]:
    """Return the ids that `PRUNING` must find, told from the records by a regular expression.

    The emulator, as arXiv, stems words: pruning, pruned, prunes and prune are one.
    """
    found, seen = set(), set()
    for path in metadata_files(shared):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record["id"] in seen:
                    continue
                seen.add(record["id"])
                texts = [record.get(name) or "" for name in ("title", "abstract", "comment")]
                if _FORMS.search("\n".join([*texts, *(record.get("authors") or [])])):
                    found.add(record["id"])
    return found


@dataclass(frozen=True)
class Replay:
    """A server that answers: its address, and what it saw."""

    address: str
    server: Any

    def stats(self) -> dict[str, Any]:
        """Return what the server counted."""
        with self.server.lock:
            told: dict[str, Any] = copy.deepcopy(self.server.stats)
        return told


class Replays:
    """Servers over one store of records."""

    def __init__(self, shared: Path, limit: int | None = None) -> None:
        self._module = _load(shared / EMULATOR)
        self.store = self._module.Store(metadata_files(shared), limit)

    def __enter__(self) -> Replays:
        return self

    def __exit__(self, *_: object) -> None:
        Path(self.store.path).unlink(missing_ok=True)

    def ids(self, where: str = "1") -> set[str]:
        """Return the ids of records, by the store's own SQLite."""
        return {key for (key,) in self.store.db().execute(f"SELECT id FROM r WHERE {where}")}

    @contextmanager
    def serve(self, seed: int = 0, faults: str = "all") -> Iterator[Replay]:
        """Serve with faults of all kinds or of those named (``zero:0.3``), ties in any order."""
        rates = dict(self._module.FAULTS) if faults == "all" else _rates(faults)
        options = argparse.Namespace(
            fault_rates=rates, seed=seed, max_consecutive=3, slow_s=0.1, enforce_rate=0.0,
            unstable_ties=True, window=10_000, oai_page=1000, token_ttl=0.0, verbose=False,
            eprints=None,
        )  # fmt: skip
        server = self._module.Emulator(("127.0.0.1", 0), self.store, options)
        server.handle_error = lambda *_: None  # clients that were killed
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Replay(f"http://127.0.0.1:{server.server_address[1]}", server)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _rates(faults: str) -> dict[str, float]:
    pairs = (pair.split(":") for pair in faults.split(",") if pair)
    return {name: float(rate) for name, rate in pairs}


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
