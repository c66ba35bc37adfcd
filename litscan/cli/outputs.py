"""What a command's ``--output`` names: a file written whole or not at all, or standard output."""

from __future__ import annotations

from pathlib import Path

from litscan.cli.options import emit
from litscan.whole_files import write_named

__all__ = ["is_standard_output", "write_text"]


def is_standard_output(output: Path | None) -> bool:
    """Return whether an output is none, or ``-``."""
    return output is None or str(output) == "-"


def write_text(text: str, output: Path | None, *, encoding: str = "utf-8") -> None:
    """Write text to a file, or print it where the output is none or ``-``.

    Raises
    ------
    UsageError
        If it cannot be written.
    """
    if output is None or is_standard_output(output):
        if text:
            emit(text)
        return
    write_named(output, text.encode(encoding, errors="backslashreplace"))
