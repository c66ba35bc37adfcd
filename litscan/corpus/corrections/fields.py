"""What a reader can change of a fact: flat fields with types, made from the records themselves.

A nested value is flattened as in the DataFrames: the operating point of a result to
``point_kind``, ``point_value`` and ``point_unit``, its uncertainty to ``uncertainty`` and
``uncertainty_kind``.
"""

from __future__ import annotations

import json
import math
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from litscan.corpus.decode import decode
from litscan.extraction import records

__all__ = ["Field", "check_item", "fields_of", "flatten", "parse", "same", "shown", "unflatten"]

LONGEST_TEXT = 10_000
_RECORDS: Mapping[str, type] = {
    "entities": records.Entity,
    "configurations": records.Configuration,
    "compares_to": records.Comparison,
    "results": records.Result,
    "runs": records.Runs,
    "training": records.Training,
    "links": records.Links,
}
_NOT_EDITED = {"evidence", "dispersion_evidence", "confidence", "correction", "signal"}
_PREFIXES = {"operating_point": "point"}
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_NUMBER = re.compile(r"[+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d+)?")
Form = Literal["text", "number", "integer", "flag", "texts", "integers"]
_FORMS: Mapping[Any, Form] = {str: "text", float: "number", int: "integer", bool: "flag"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be changed: its flat name, where it stands in the JSON, what it holds.

    `choices` are the only values allowed, if there are any; `optional` fields may be empty.
    """

    name: str
    path: tuple[str, ...]
    form: Form
    choices: tuple[str, ...] = ()
    optional: bool = False

    def allowed(self) -> str:
        """Return in words what may stand here."""
        one = f"one of {', '.join(self.choices)}" if self.choices else ""
        words = {
            "text": one or "text",
            "number": "a number such as 93.4",
            "integer": "a whole number",
            "flag": "yes or no",
            "texts": f"{one or 'texts'}, several joined by '; '",
            "integers": "whole numbers, joined by '; '",
        }
        return words[self.form] + (", or nothing" if self.optional else "")


@cache
def fields_of(kind: str) -> Mapping[str, Field]:
    """Return the fields of a kind of fact by their flat names.

    Examples
    --------
    >>> list(fields_of("configurations"))
    ['dataset', 'architecture']
    >>> fields_of("paper_type")["paper_type"].choices[:3]
    ('method', 'study', 'theory')
    """
    if kind == "paper_type":
        return {kind: Field(kind, (kind,), "text", get_args(records.PaperType))}
    if kind == "pruning_kinds":
        return {kind: Field(kind, (kind,), "texts", get_args(records.PruningKind))}
    return {field.name: field for field in _flat_fields(_RECORDS[kind], ())}


def _flat_fields(record: type, path: tuple[str, ...]) -> list[Field]:
    hints = get_type_hints(record)
    found: list[Field] = []
    for item in fields(record):
        if item.name in _NOT_EDITED:
            continue
        hint, optional = _without_none(hints[item.name])
        where = (*path, item.name)
        if isinstance(hint, type) and is_dataclass(hint):
            found += _flat_fields(hint, where)
            continue
        form, choices = _form(hint)
        found.append(Field(_flat_name(where), where, form, choices, optional or bool(path)))
    return found


def _flat_name(path: tuple[str, ...]) -> str:
    if len(path) == 1:
        return path[0]
    if path == ("uncertainty", "value"):
        return "uncertainty"
    return f"{_PREFIXES.get(path[0], path[0])}_{'_'.join(path[1:])}"


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        present = [choice for choice in get_args(hint) if choice is not type(None)]
        return present[0] if len(present) == 1 else str, True
    return hint, False


def _form(hint: Any) -> tuple[Form, tuple[str, ...]]:
    if get_origin(hint) is Literal:
        return "text", get_args(hint)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return ("integers", ()) if inner is int else ("texts", _form(inner)[1])
    return _FORMS[hint], ()


def flatten(kind: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a fact in the public JSON, flat."""
    flat: dict[str, Any] = {}
    for name, field in fields_of(kind).items():
        value: Any = item
        for step in field.path:
            value = value.get(step) if isinstance(value, Mapping) else None
        flat[name] = value
    return flat


def unflatten(kind: str, flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON of a fact, without evidence, from its flat fields.

    Raises
    ------
    ValueError
        If a nested value is given in part: an operating point without its kind.
    """
    item: dict[str, Any] = {}
    nested: dict[str, dict[str, Any]] = {}
    for name, field in fields_of(kind).items():
        if len(field.path) == 1:
            item[name] = flat.get(name)
        else:
            nested.setdefault(field.path[0], {})[field.path[1]] = flat.get(name)
    for outer, values in nested.items():
        if all(value in (None, "") for value in values.values()):
            item[outer] = None
            continue
        if "unit" in values:
            values["unit"] = values["unit"] or ""
        for inner, value in values.items():
            if value is None and not _may_be_missing(kind, outer, inner):
                raise ValueError(f"{_flat_name((outer, inner))} is missing")
        item[outer] = values
    return item


def _may_be_missing(kind: str, outer: str, inner: str) -> bool:
    hint = _without_none(get_type_hints(_RECORDS[kind])[outer])[0]
    return _without_none(get_type_hints(hint)[inner])[1]


def check_item(kind: str, item: Mapping[str, Any]) -> None:
    """Raise a `ValueError` unless the extraction's record can be built from a fact's JSON."""
    if kind in _RECORDS:
        decode(_RECORDS[kind], item)


def same(field: Field, one: Any, two: Any) -> bool:
    """Return whether two values of a field are the same to a reader.

    Nothing and empty text are the same, line ends of every kind are, and numbers are to the 12
    digits that survive a spreadsheet.
    """
    if field.form in ("number", "integer") and None not in (one, two):
        return math.isclose(float(one), float(two), rel_tol=1e-12, abs_tol=1e-300)
    if field.form == "text":
        return bool(_plain(one) == _plain(two))
    if field.form in ("texts", "integers"):
        return list(map(_plain, one or ())) == list(map(_plain, two or ()))
    return one is two


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return re.sub("\r\n?", "\n", value) if isinstance(value, str) else value


def shown(field: Field, value: Any) -> Any:
    """Return a value as a cell holds it; `parse` reads it back.

    Examples
    --------
    >>> shown(fields_of("runs")["seeds"], [1, 2]), shown(fields_of("results")["own"], True)
    ('1; 2', 'yes')
    """
    if value is None:
        return ""
    if field.form == "flag":
        return "yes" if value else "no"
    if field.form in ("texts", "integers"):
        texts = [str(item) for item in value]
        joined = "; ".join(texts)
        return joined if _split(joined) == texts else json.dumps(texts, ensure_ascii=False)
    return value


def _split(text: str) -> list[str]:
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            listed = None
        if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
            return listed
    return [part for part in (part.strip() for part in text.split(";")) if part]


def parse(field: Field, text: str, *, decimal_comma: bool = False) -> Any:
    """Return the JSON value that a person wrote for a field.

    Parameters
    ----------
    field : Field
    text : str
    decimal_comma : bool
        Whether ``93,4`` is a number.

    Raises
    ------
    ValueError
        If it may not stand there; the message says what may.

    Examples
    --------
    >>> parse(fields_of("results")["value"], "93.4"), parse(fields_of("runs")["count"], "")
    (93.4, None)
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"{len(text):,} characters, more than {LONGEST_TEXT:,}")
    if "\0" in text:
        raise ValueError("it holds a NUL character")
    stripped = text.strip()
    if field.form in ("texts", "integers"):
        return [_one(field, part, decimal_comma=decimal_comma) for part in _split(stripped)]
    if not stripped:
        if field.optional:
            return None
        if field.path[-1] == "unit":
            return ""
        raise ValueError(f"empty; allowed is {field.allowed()}")
    return _one(field, text if field.form == "text" else stripped, decimal_comma=decimal_comma)


def _one(field: Field, text: str, *, decimal_comma: bool) -> Any:
    refused = ValueError(f"{text[:60]!r} is not allowed; allowed is {field.allowed()}")
    if field.form in ("text", "texts"):
        if field.choices and text.strip() not in field.choices:
            raise refused
        return text.strip() if field.choices else text
    if field.form == "flag":
        if text.casefold() not in _FLAGS:
            raise refused
        return _FLAGS[text.casefold()]
    if decimal_comma and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise refused
    number = float(text.replace("−", "-"))
    if not math.isfinite(number):
        raise refused
    if field.form == "number":
        return number
    if not number.is_integer() or abs(number) > 2**53:
        raise refused
    return int(number)
