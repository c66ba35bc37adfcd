"""Made data in words: groups of papers and runs, and rows, as a reader would list them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["made_words"]

_MARKS = {"#": "the paper", "@": "the row"}
_PLAIN = {"year": "of {}", "venue": "at {}", "compared": "comparing to {} methods"}


def made_words(made: Mapping[str, Any]) -> str:
    """Return the groups of papers and runs, each with what it is and what it reports.

    Examples
    --------
    >>> row = {"dataset": "MNIST", "model": "net @", "times": 2, "Top1": 98.0}
    >>> made_words({"papers": [{"count": 3, "compares_to": 1, "rows": [row]}]})
    '3 papers comparing to the first 1, each with 2 rows on MNIST/net @ (Top1 98) (@ the row)'
    """
    groups = [_papers(group) for group in made.get("papers", ())]
    groups += [_runs(group) for group in made.get("runs", ())]
    groups += [_read(group) for group in made.get("read", ())]
    if "seeds" in made:
        groups.append(f"{made['seeds']} seeds, each with {_values(made['rows'])}")
    groups += [_field(group) for group in [made.get("field")] if group]
    words = "; ".join(groups)
    marks = [f"{mark} {meaning}" for mark, meaning in _MARKS.items() if mark in words]
    return f"{words} ({', '.join(marks)})" if marks else words


def _values(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what tells rows of an experiment apart, and what each measured."""
    told = [name for name in rows[0] if len({row.get(name) for row in rows}) > 1]
    return "; ".join(
        ", ".join(f"{name} {row[name]}" for name in told if name in row) for row in rows
    )


def _count(group: Mapping[str, Any], noun: str) -> str:
    return f"{group['count']} {noun}{'' if group['count'] == 1 else 's'}"


def _plain(group: Mapping[str, Any]) -> list[str]:
    return [words.format(group[name]) for name, words in _PLAIN.items() if name in group]


def _papers(group: Mapping[str, Any]) -> str:
    words = [_count(group, "paper"), *_plain(group)]
    if not group.get("pruning", True):
        words.append("marked non-pruning")
    if "compares_to" in group:
        number, which = group["compares_to"], group.get("compares", "first")
        words.append(f"comparing to the {which} {number}" if number else "comparing to none")
    rows = " and ".join(map(_row, group.get("rows", ())))
    each = "with" if group["count"] == 1 else ", each with"
    return f"{' '.join(words)} {each} {rows}".replace(" ,", ",") if rows else " ".join(words)


def _row(row: Mapping[str, Any]) -> str:
    times = row.get("times", 1)
    number = f"{times} rows" if times > 1 else "a row"
    method = f" by {row['method']}" if "method" in row else ""
    cells = ", ".join(f"{name} {value:g}" for name, value in row.items() if _is_cell(name, value))
    printed = f" ({cells})" if cells else ""
    return f"{number} on {row['dataset']}/{row['model']}{method}{printed}"


def _is_cell(name: str, value: object) -> bool:
    return name != "times" and isinstance(value, float)


def _runs(group: Mapping[str, Any]) -> str:
    at = ", ".join(f"{sparsity:.0%}" for sparsity in group["sparsities"])
    runs = _count(group, f"{group['method']} run")
    return f"{runs} with {group['accuracy']:g}% at {at} sparsity"


def _read(group: Mapping[str, Any]) -> str:
    words = [_count(group, "read paper"), *_plain(group)]
    words += [_SAID[name] for name in ("runs", "code") if group.get(name)]
    speed = group.get("speed", {})
    words += [_SAID[name] for name in ("claimed", "timed", "device", "slower") if speed.get(name)]
    if speed.get("realised"):
        words.append(f"with {speed['realised'][0]:g} of the theoretical speedup")
    return " ".join(words)


def _field(field: Mapping[str, Any]) -> str:
    words = [f"{field['first']} to {field['last']}, all of {', '.join(field['held'])}"]
    words.append(f"growing {field['factor'] - 1:+.0%} a year")
    if "bend" in field:
        words.append(f"and {field['then'] - 1:+.0%} from {field['bend']} on")
    if "rising" in field:
        words.append(f"of which the share on pruning changes {field['rising'] - 1:+.0%} a year")
    return " ".join(words)


_SAID = {
    "runs": "stating their runs",
    "code": "linking code",
    "claimed": "claiming speed",
    "timed": "timed",
    "device": "on a named device",
    "slower": "and slower",
}
