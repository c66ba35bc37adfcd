"""A loopback arXiv in a process of its own, for as long as it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["PRUNING_RECORDS", "loopback_arxiv"]

PRUNING_RECORDS = "data/arxiv/metadata/pruning_records.jsonl.gz"
_PROGRAM = "tools/arxiv_emulator.py"
_PATIENCE = 300.0


@contextmanager
def loopback_arxiv(shared: Path, *options: str, metadata: Path | None = None) -> Iterator[str]:
    """Run the emulator over real records; yield its address.

    Parameters
    ----------
    shared : Path
        The folder in which the emulator and the records are.
    *options : str
        What else its command line takes: ``--limit``, ``--faults``, ``--eprints`` ...
    metadata : Path, optional
        Other records than those that speak of pruning.

    Raises
    ------
    RuntimeError
        If it ends before it answers, or does not answer in five minutes.
    """
    records = metadata or shared / PRUNING_RECORDS
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder, "ready.json")
        command = [sys.executable, str(shared / _PROGRAM), "--metadata", str(records)]
        command += ["--port", "0", "--ready-file", str(ready), *options]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            yield f"http://127.0.0.1:{_port(process, ready)}"
        finally:
            process.terminate()
            process.wait(10)


def _port(process: subprocess.Popen[bytes], ready: Path) -> int:
    deadline = time.monotonic() + _PATIENCE
    while not (ready.is_file() and ready.stat().st_size):
        if process.poll() is not None:
            raise RuntimeError(f"the loopback arXiv ended with status {process.returncode}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"the loopback arXiv did not answer in {_PATIENCE:.0f} s")
        time.sleep(0.05)
    return int(json.loads(ready.read_text(encoding="utf-8"))["port"])
