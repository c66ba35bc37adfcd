"""Profiles: how severe a failed check is and what it weighs, as data.

A profile is a TOML file under ``data/profiles/``: ``[weights]`` gives a weight to each severity,
``[severity]`` a severity to each check. Disagreeing about weights means writing another profile,
in a file of one's own, never touching a check.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litscan.errors import MissingInputError, PackagedDataError, UsageError
from litscan.resources import data_path, load_toml
from litscan.rigor.base import Severity

__all__ = ["Profile", "load_profile", "profile_names"]


@dataclass(frozen=True, slots=True)
class Profile:
    """Severities of the checks and weights of the severities."""

    name: str
    description: str
    weights: Mapping[Severity, float]
    severities: Mapping[str, Severity]

    def severity(self, check_id: str) -> Severity:
        """Return the severity of a check; a check the profile does not name is ``info``."""
        return self.severities.get(check_id, Severity.INFO)

    def weight(self, severity: Severity) -> float:
        """Return the weight of a severity in the score."""
        return self.weights[severity]


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that ship with litscan."""
    return tuple(sorted(path.stem for path in data_path("profiles").glob("*.toml")))


def load_profile(name: str = "blalock") -> Profile:
    """Return a profile by name, or from a TOML file of one's own by its path.

    What ends in ``.toml`` or has a slash in it is a path.

    Raises
    ------
    UsageError
        If there is no profile of that name, or the file is damaged or names an unknown check.
    MissingInputError
        If there is no such file.
    PackagedDataError
        If the file of a profile that ships with litscan is malformed.

    Examples
    --------
    >>> load_profile().severity("V01")
    <Severity.CRITICAL: 'critical'>
    """
    if name.lower().endswith(".toml") or "/" in name or os.sep in name:
        return _read_own(Path(name))
    if name not in profile_names():
        known = ", ".join(profile_names())
        raise UsageError(f"no profile {name!r}", advice=f"there are {known}; or name a .toml file")
    try:
        return _profile(name, load_toml("profiles", f"{name}.toml"))
    except ValueError as error:
        raise PackagedDataError(f"profiles/{name}.toml: {error}") from error


def _read_own(path: Path) -> Profile:
    from litscan.rigor.registry import CHECKS

    try:
        read = _profile(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise MissingInputError(f"{path}: no such profile") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # of the TOML, its encoding or its content
        raise UsageError(f"{path}: not a profile: {error}") from error
    unknown = sorted(set(read.severities) - {check.id for check in CHECKS})
    if unknown:
        raise UsageError(f"{path}: not a profile: no check {unknown[0]!r}")
    return read


def _profile(name: str, data: Mapping[str, Any]) -> Profile:
    """Return the profile that a TOML file holds; raise ValueError with what is wrong in it."""
    tables = {key: data.get(key) for key in ("weights", "severity")}
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise ValueError(f"no table [{key}]")
    weights, severities = tables["weights"] or {}, tables["severity"] or {}
    ranks = [str(severity) for severity in Severity]
    for severity, weight in weights.items():
        if severity not in ranks:
            raise ValueError(f"[weights] {severity}: no severity; there are {', '.join(ranks)}")
        if type(weight) not in (int, float) or not 0 <= weight < math.inf:
            raise ValueError(f"[weights] {severity} = {weight!r}: no weight of 0 or more")
    missing = [severity for severity in ranks if severity not in weights]
    if missing:
        raise ValueError(f"[weights] gives none to {missing[0]}")
    for check, severity in severities.items():
        if severity not in ranks:
            raise ValueError(f"[severity] {check} = {severity!r}: one of {', '.join(ranks)}")
    return Profile(
        name=name,
        description=str(data.get("description", "")),
        weights={severity: float(weights[severity]) for severity in Severity},
        severities={check: Severity(value) for check, value in severities.items()},
    )
