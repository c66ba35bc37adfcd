"""Rebuilding litscan's frozen dataclasses from JSON by their type hints.

The records know how to become JSON; this is the one way back, for documents as for facts. A
dataclass may stand in the JSON as an object, by field names, or as a list, by position; a list
that is too short leaves the last fields at their defaults, so that a model which grew a field
still reads what was stored before.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints, overload

__all__ = ["Stored", "decode", "encode"]

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
    if isinstance(value, (tuple, list, Stored)):
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
    reader: Callable[[Any], Record] = _decoder(kind)  # type: ignore[arg-type]
    return reader(value)


class Stored(Sequence[Record]):
    """Stored records of one kind, each rebuilt whenever it is asked for.

    For long lists of which few items are ever read, by bisection.

    Examples
    --------
    >>> from litscan.document.model import Span
    >>> Stored(Span, [[3, 7], [9, 12]])[1]
    Span(start=9, end=12)
    """

    def __init__(self, kind: type[Record], rows: Sequence[Any]) -> None:
        self._kind = kind
        self._rows = rows

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Stored[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Stored[Record]:
        if isinstance(index, slice):
            return Stored(self._kind, self._rows[index])
        return decode(self._kind, self._rows[index])

    def __iter__(self) -> Iterator[Record]:
        return (decode(self._kind, row) for row in self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    """Return the function that reads one type from JSON; made once, since it runs by the million.

    None is read as None whatever the type.
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        present = [choice for choice in get_args(hint) if choice is not type(None)]
        return _decoder(present[0]) if len(present) == 1 else _as_it_is
    if origin is tuple:
        return _tuple_decoder(get_args(hint))
    if origin is frozenset:
        one = _decoder(get_args(hint)[0])
        return lambda value: None if value is None else frozenset(map(one, value))
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_decoder(hint)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _tuple_decoder(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(inner) == 2 and inner[1] is ...:
        one = _decoder(inner[0])
        if one is _as_it_is:
            return lambda value: None if value is None else tuple(value)
        return lambda value: None if value is None else tuple(map(one, value))
    every = [_decoder(one) for one in inner]
    return lambda value: (
        None
        if value is None
        else tuple(read(item) for read, item in zip(every, value, strict=True))
    )


def _record_decoder(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = [(name, _decoder(hints[name])) for name in _names(kind)]
    plain = all(read is _as_it_is for _, read in readers)

    def record(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, dict):
            return kind(**{name: read(value[name]) for name, read in readers if name in value})
        if plain:
            return kind(*value[: len(readers)])
        return kind(*[read(item) for (_, read), item in zip(readers, value, strict=False)])

    return record
