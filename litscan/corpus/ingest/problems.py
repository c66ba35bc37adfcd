"""Records that could not be read, by line, told in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Problems"]

_LISTED = 8


@dataclass(slots=True)
class Problems:
    """What was wrong with the records of one file.

    `records` counts all records met, readable or not; `what` tells for the lines skipped what was
    wrong with each; `damage` is set where the file could not be read to its end.

    Examples
    --------
    >>> problems = Problems("dump.jsonl", records=100)
    >>> problems.skip(3, "not JSON")
    >>> problems.skip(17, "not JSON")
    >>> problems.sentence()
    'dump.jsonl: lines 3, 17: not JSON (2 of 100 records skipped; the others were imported)'
    """

    name: str
    records: int = 0
    what: dict[int, str] = field(default_factory=dict)
    damage: str = ""
    skipped: int = 0

    def skip(self, line: int, reason: str) -> None:
        """Note that the record on a line was left out."""
        self.skipped += 1
        if len(self.what) < 1000:
            self.what[line] = reason

    def __bool__(self) -> bool:
        return bool(self.skipped or self.damage)

    def sentence(self) -> str:
        """Return what to tell a person, on one line."""
        parts = []
        by_reason: dict[str, list[int]] = {}
        for line, reason in self.what.items():
            by_reason.setdefault(reason, []).append(line)
        for reason, lines in by_reason.items():
            listed = ", ".join(str(line) for line in lines[:_LISTED])
            more = f" and {len(lines) - _LISTED} more" if len(lines) > _LISTED else ""
            parts.append(f"line{'s' if len(lines) > 1 else ''} {listed}{more}: {reason}")
        if self.damage:
            parts.append(self.damage)
        imported = "the others were imported" if self.skipped < self.records else "none imported"
        tally = f"{self.skipped} of {self.records} records skipped; {imported}"
        return f"{self.name}: {'; '.join(parts)} ({tally})"
