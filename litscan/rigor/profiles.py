"""Profiles: how severe a failed check is and what it weighs, as data.

A profile is a TOML file under ``data/profiles/``: ``[weights]`` gives a weight to each severity,
``[severity]`` a severity to each check. Disagreeing about weights means writing another profile,
never touching a check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from litscan.errors import PackagedDataError, UsageError
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
    """Return a profile by name.

    Raises
    ------
    UsageError
        If there is no profile of that name.
    PackagedDataError
        If its file is malformed.

    Examples
    --------
    >>> load_profile().severity("V01")
    <Severity.CRITICAL: 'critical'>
    """
    if name not in profile_names():
        raise UsageError(f"no profile {name!r}", advice=f"there are {', '.join(profile_names())}")
    data = load_toml("profiles", f"{name}.toml")
    try:
        return Profile(
            name=name,
            description=str(data["description"]),
            weights={severity: float(data["weights"][severity]) for severity in Severity},
            severities={check: Severity(value) for check, value in data["severity"].items()},
        )
    except (KeyError, ValueError, TypeError) as error:
        raise PackagedDataError(f"profiles/{name}.toml: {error!r}") from error
