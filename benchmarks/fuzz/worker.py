"""One case after another in a process of their own, within limits of time and memory.

``python -m benchmarks.fuzz.worker`` reads paths from standard input, one a line, and answers each
with one line of JSON. The limits hold for each case by itself: an alarm ends one that takes too
much processor time, and one that needs more memory than it may is told so by the operating system.
"""

from __future__ import annotations

import importlib
import json
import resource
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

from benchmarks.fuzz.invariants import check_path

__all__ = ["MEMORY", "SECONDS"]

SECONDS = 10
MEMORY = 1 << 30
_HEADROOM = 512 << 20  # address space that libraries map and do not fill


class _TooLongError(BaseException):
    """The alarm rang; no reader catches this."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def _where(error: BaseException) -> str:
    """Return the error with the innermost places in litscan that it came through."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/litscan/" in f.filename]
    places = [f"{f.filename.rpartition('/litscan/')[2]}:{f.lineno} {f.name}" for f in frames[-3:]]
    return f"{type(error).__name__}: {str(error)[:200]} at {' < '.join(reversed(places))}"


def _outcome(path: Path) -> str | None:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return check_path(path)
    except _TooLongError as late:
        return f"took over {SECONDS} s: {_where(late)}"
    except MemoryError as error:
        return f"needed over {MEMORY >> 20} MiB: {_where(error)}"
    except Exception as error:
        return f"crashed: {_where(error)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    """Answer until there is no more to read."""
    for library in ("lxml.etree", "pypdfium2"):  # before the limit on memory is set
        importlib.import_module(library)

    signal.signal(signal.SIGPROF, _ring)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + _HEADROOM, MEMORY + _HEADROOM))
    for line in sys.stdin:
        broken = _outcome(Path(line.rstrip("\n")))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
        if broken is None and peak > MEMORY:
            broken = f"peak memory {peak >> 20} MiB"
        print(json.dumps({"broken": broken, "peak_mib": peak >> 20}), flush=True)


if __name__ == "__main__":
    main()
