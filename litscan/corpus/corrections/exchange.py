"""Corrections as JSON Lines, to be shared and moved to another corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from litscan.corpus.corrections.address import KINDS, LISTS
from litscan.corpus.corrections.fields import (
    check_item,
    fields_of,
    flatten,
    parse,
    shown,
    unflatten,
)
from litscan.corpus.corrections.record import SCHEMA, Action, CorrectionRecord
from litscan.corpus.decode import decode
from litscan.document.model import Evidence
from litscan.errors import ReadError

__all__ = ["read_corrections"]

LARGEST = 64 * 1024 * 1024
_TEXTS = ("id", "paper", "kind", "fact", "note", "by", "made")


def read_corrections(path: Path) -> list[CorrectionRecord]:
    """Return the corrections of a file that ``litscan correct --list --format jsonl`` wrote.

    Raises
    ------
    ReadError
        If a line is none; the message names it.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"{path}: more than {LARGEST:,} bytes")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8") from error
    records = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                records.append(_record(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                reason = str(error) or type(error).__name__
                raise ReadError(f"{path}:{number}: no correction: {reason[:200]}") from error
    return records


def _record(item: Any) -> CorrectionRecord:
    if not isinstance(item, Mapping) or item.get("schema") != SCHEMA:
        raise ValueError(f"not of schema {SCHEMA}")
    texts = {name: item[name] for name in _TEXTS}
    if not all(isinstance(text, str) and "\0" not in text for text in texts.values()):
        raise ValueError(f"{', '.join(_TEXTS)} are texts")
    kind, action = texts["kind"], item["action"]
    if kind not in KINDS or action not in get_args(Action):
        raise ValueError(f"kind {kind!r}, action {action!r}")
    original, evidence = item["original"], tuple(item["evidence"])
    for quoted in (*original["evidence"], *evidence):
        decode(Evidence, quoted)
    if kind in LISTS or original["evidence"]:
        check_item(kind, original)
    after = None if action == "remove" else _checked(kind, item["after"])
    if kind in LISTS and after is not None:
        final = unflatten(kind, {**flatten(kind, original), **after})
        check_item(kind, {**final, "confidence": 1.0, "evidence": original["evidence"]})
    elif action == "add":
        raise ValueError(f"{kind} cannot be added")
    return CorrectionRecord(
        **texts,
        action=action,
        before=item["before"] and dict(item["before"]),
        after=after,
        original=original,
        evidence=evidence,
    )


def _checked(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return flat fields if each may hold its value."""
    known = fields_of(kind)
    unknown = [name for name in values if name not in known]
    if unknown:
        raise ValueError(f"{kind} has no field {unknown[0]!r}")
    return {name: parse(known[name], str(shown(known[name], v))) for name, v in values.items()}
