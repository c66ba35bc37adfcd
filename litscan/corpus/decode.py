"""Rebuilding litscan's frozen dataclasses from JSON by their type hints.

The records know how to become JSON; this is the one way back, for documents as for facts. A
dataclass may stand in the JSON as an object, by field names, or as a list, by position; a list
that is too short leaves the last fields at their defaults, so that a model which grew a field
still reads what was stored before.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["decode", "encode"]

Record = TypeVar("Record")


def encode(value: Any) -> Any:
    """Return dataclasses as lists by position, collections as lists, scalars as they are.

    Examples
    --------
    >>> from litscan.document.model import Citation, Span
    >>> encode(Citation(Span(3, 7), ("han2015",)))
    [[3, 7], ['han2015']]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return [encode(getattr(value, name)) for name in _names(type(value))]
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    return value


def decode(kind: type[Record], value: Any) -> Record:
    """Return the dataclass that `encode`, or its own ``to_json``, made this JSON from.

    Examples
    --------
    >>> from litscan.document.model import Citation
    >>> decode(Citation, [[3, 7], ["han2015"]])
    Citation(span=Span(start=3, end=7), keys=('han2015',))
    """
    result: Record = _decode(kind, value)
    return result


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in _names(kind)}


def _decode(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        present = [choice for choice in get_args(hint) if choice is not type(None)]
        return _decode(present[0], value) if len(present) == 1 else value
    if origin is tuple:
        inner = get_args(hint)
        if len(inner) == 2 and inner[1] is ...:
            return tuple(_decode(inner[0], item) for item in value)
        return tuple(_decode(one, item) for one, item in zip(inner, value, strict=True))
    if origin is frozenset:
        return frozenset(_decode(get_args(hint)[0], item) for item in value)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        if isinstance(value, Mapping):
            given = {name: value[name] for name in hints if name in value}
        else:
            given = dict(zip(hints, value, strict=False))
        return hint(**{name: _decode(hints[name], item) for name, item in given.items()})
    return value
