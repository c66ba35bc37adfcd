"""What ``litscan correct`` was asked to do: its options as one value, and the change they mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litscan.errors import UsageError

if TYPE_CHECKING:
    from litscan.corpus.corrections.record import Change

__all__ = ["Request", "check_kinds"]

_VALUE_ALONE = ("paper_type", "pruning_kinds")


@dataclass(frozen=True, slots=True)
class Request:
    """The options of the command, by their names there."""

    paper: str | None = None
    fact: str | None = None
    values: tuple[str, ...] = ()
    remove: bool = False
    kind_added: str | None = None
    quote: str = ""
    at: str | None = None
    note: str = ""
    by: str | None = None
    listed: bool = False
    undo: str | None = None
    export_to: Path | None = None
    import_from: Path | None = None
    papers: tuple[str, ...] = ()
    remove_missing: bool = False
    kinds: tuple[str, ...] = ()
    dry_run: bool = False
    format_: str = "text"
    corpus: str | None = None

    def check(self) -> None:
        """Raise a `UsageError` if options do not fit together."""
        changes = bool(self.values or self.remove or self.kind_added or self.quote)
        wanted = {
            "--list": self.listed,
            "--undo": self.undo,
            "--export": self.export_to,
            "--import": self.import_from,
        }
        several = [name for name, given in wanted.items() if given]
        if len(several) > 1 or (several and (changes or self.fact)):
            raise UsageError(f"{several[0]} goes with no other change")
        if self.format_ == "jsonl" and not self.listed:
            raise UsageError("--format jsonl is for --list")
        if self.papers and not self.export_to:
            raise UsageError("--paper is for --export", advice="name the PAPER by itself")
        if self.remove_missing and not self.import_from:
            raise UsageError("--remove-missing is for --import")
        if several:
            return
        if not self.paper:
            raise UsageError("which paper?", advice="litscan correct --help shows examples")
        if self.kind_added and (self.fact or self.remove):
            raise UsageError("--add takes no FACT", advice="litscan correct PAPER --add KIND ...")
        if self.fact and not (self.values or self.remove):
            raise UsageError("what about the fact?", advice="--set FIELD=VALUE or --remove")
        if self.remove and (self.values or not self.fact):
            raise UsageError("--remove takes a FACT, and no --set")
        if changes and not (self.fact or self.kind_added):
            raise UsageError("which fact?", advice=f"litscan correct {self.paper} lists them")

    @property
    def shows(self) -> bool:
        """Whether a paper's facts are to be shown, and nothing changed."""
        return not (self.fact or self.kind_added)

    def change(self, paper: str, by: str) -> Change:
        """Return the change to a paper, named by its key, that the options mean."""
        from litscan.corpus.corrections.record import Change

        action = "add" if self.kind_added else "remove" if self.remove else "set"
        return Change(
            paper=paper,
            action=action,  # type: ignore[arg-type]
            kind=self.kind_added or "",
            fact=self.fact or "",
            values=dict(self._pair(text) for text in self.values),
            quote=self.quote,
            at=self._place(),
            note=self.note,
            by=by,
        )

    def _pair(self, text: str) -> tuple[str, str]:
        name, equals, value = text.partition("=")
        if equals:
            return name.strip(), value
        if self.fact in _VALUE_ALONE:
            return self.fact, text
        raise UsageError(f"--set {text!r} has no value", advice="--set FIELD=VALUE")

    def _place(self) -> tuple[str, int] | None:
        if self.at is None:
            return None
        file, _, line = self.at.rpartition(":")
        if not file or not line.isdecimal():
            raise UsageError(f"--at {self.at!r} is no place", advice="--at FILE:LINE")
        return file, int(line)


def check_kinds(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of fact that were named, or raise a `UsageError`."""
    from litscan.corpus.corrections.address import KINDS

    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"{kind!r} is no kind of fact", advice=f"kinds: {', '.join(KINDS)}")
    return kinds
