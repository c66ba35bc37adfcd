"""Another program run with a hard time-out, so that a hung peer cannot hang the benchmark."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "run"]


@dataclass(frozen=True, slots=True)
class Run:
    """How a program ended: its exit code (None: killed at the time-out), output, and seconds."""

    code: int | None
    output: bytes
    wall: float
    cpu: float


def run(command: list[str], folder: Path, seconds: float) -> Run:
    """Run a program in a folder; at the time-out it and all it started are killed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=seconds)
        code: int | None = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        code = None
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(code, output, wall, cpu)
