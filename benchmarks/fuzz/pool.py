"""A worker process that is replaced when it dies or does not answer."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.worker import MEMORY, SECONDS

__all__ = ["Verdict", "Worker"]

_HUNG = 12 * SECONDS  # of wall time, on a machine that others use too
_RENEW_AT = MEMORY >> 21  # MiB


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with how a case was read (None: nothing), and the worker's peak memory."""

    broken: str | None
    peak_mib: int = 0


class Worker:
    """Gives cases to a worker process and takes its verdicts."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def judge(self, path: Path) -> Verdict:
        """Return the verdict on a file or folder; a worker that dies over it is a verdict too."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], _HUNG)
            answer = process.stdout.readline() if ready else None
        except BrokenPipeError:
            answer = ""
        if not answer:
            self.close()
            return Verdict("hung in compiled code" if answer is None else "the process died")
        verdict = Verdict(**json.loads(answer))
        if verdict.peak_mib > _RENEW_AT:  # peak memory never falls: a fresh process counts anew
            self.close()
        return verdict

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.fuzz.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        return self._process

    def close(self) -> None:
        """End the worker process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None
