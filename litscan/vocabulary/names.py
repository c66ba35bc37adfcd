"""What a vocabulary entry is, and what finding one in a text yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Mention", "Name", "NameKind"]

NameKind = Literal["architecture", "dataset", "method", "metric", "hardware", "software", "task"]


@dataclass(frozen=True, slots=True)
class Name:
    """One thing the field has a name for.

    `name` is canonical (``"ResNet-50"``); `aliases` are other spellings; `attributes` is what
    the vocabulary file says besides (``family``, ``depth``, ``year``, ``arxiv``, ``direction``).
    """

    kind: NameKind
    name: str
    aliases: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text at ``[start, end)``, and the letters it was written with."""

    start: int
    end: int
    surface: str
    name: Name
