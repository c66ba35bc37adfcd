"""Settings: a file, then the environment, then the command line; the later wins.

``SETTINGS`` is the one list of what can be set; the documentation and ``litscan --help`` read it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from litscan.errors import UsageError

__all__ = ["SETTINGS", "Setting", "Settings", "load_settings"]

ARXIV_API = "https://export.arxiv.org"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a user can set: name, default, and a line of help.

    It is the key ``name`` of ``litscan.toml`` and the variable ``LITSCAN_NAME``.
    """

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"LITSCAN_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("corpus", "litscan.db", "Corpus: path of a SQLite file, or a database URL."),
    Setting("files", "", "Folder of downloaded files; empty: beside the corpus."),
    Setting("base_url", ARXIV_API, "Where arXiv is asked: a mirror or a replay may stand in."),
    Setting("delay", "3", "Seconds between two requests to arXiv; its rules ask for 3."),
    Setting("budget", "400", "Papers of which arXiv is asked for the text in a day."),
    Setting("contact", "", "Mail address or URL that arXiv sees with every request."),
    Setting(
        "arxiv_auth",
        "",
        "Header for a server that wants a key, such as `Bearer KEY` or `X-Api-Key: KEY`;"
        " only the base URL's server gets it.",
    ),
    Setting("profile", "blalock", "Severities and weights of the rigor checks."),
    Setting("reader", "", "Who corrects facts; empty: the user's login name."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Resolved settings; see `SETTINGS` for what each means.

    `delay` and `budget` are None where nobody gave them: what is polite then depends on who is
    asked.
    """

    corpus: str = "litscan.db"
    files: str = ""
    base_url: str = ARXIV_API
    delay: float | None = None
    budget: int | None = None
    contact: str = ""
    arxiv_auth: str = field(default="", repr=False)
    profile: str = "blalock"
    reader: str = ""


def _read_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a settings file: {error}") from error
    unknown = sorted(set(values) - {setting.name for setting in SETTINGS})
    if unknown:
        known = ", ".join(setting.name for setting in SETTINGS)
        raise UsageError(f"{path}: unknown setting {unknown[0]!r}", advice=f"known: {known}")
    return values


def load_settings(
    folder: Path | None = None, environ: Mapping[str, str] | None = None, **given: object
) -> Settings:
    """Return the settings from ``litscan.toml`` in a folder, the environment and given values.

    Parameters
    ----------
    folder : Path, optional
        Where ``litscan.toml`` is looked for; the current folder by default.
    environ : mapping, optional
        The environment; ``os.environ`` by default.
    **given
        Values that outrank both; None means not given.

    Raises
    ------
    UsageError
        If the file is malformed, names an unknown setting, or a value has the wrong type.

    Examples
    --------
    >>> load_settings(Path("/nonexistent"), {"LITSCAN_DELAY": "5"}, corpus="my.db").delay
    5.0
    """
    environ = os.environ if environ is None else environ
    path = (folder or Path()) / "litscan.toml"
    values: dict[str, Any] = _read_file(path) if path.is_file() else {}
    for setting in SETTINGS:
        if environ.get(setting.variable):
            values[setting.name] = environ[setting.variable]
    values.update({name: value for name, value in given.items() if value is not None})
    if "delay" in values:
        try:
            values["delay"] = float(values["delay"])
        except (TypeError, ValueError):
            raise UsageError(f"delay: {values['delay']!r} is not a number of seconds") from None
        if not 0 <= values["delay"] < 86400:
            raise UsageError(f"delay: {values['delay']} is out of range", advice="0 to 86399")
    if "budget" in values:
        try:
            values["budget"] = int(str(values["budget"]))
        except ValueError:
            raise UsageError(f"budget: {values['budget']!r} is not a number of papers") from None
        if not 0 <= values["budget"] <= 1_000_000:
            raise UsageError(f"budget: {values['budget']} is out of range", advice="0 to 1000000")
    names = {each.name for each in fields(Settings)} - {"delay", "budget"}
    texts = {k: str(v) for k, v in values.items() if k in names}
    return Settings(**texts, delay=values.get("delay"), budget=values.get("budget"))
