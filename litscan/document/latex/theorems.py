r"""Theorems and their kin: which counters they share, so that references to them can be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from litscan.document.latex.counters import Counters
from litscan.document.latex.scan import words

__all__ = ["Theorem", "find_theorems"]

_NEW = re.compile(
    r"\\newtheorem\s*(?P<star>\*?)\s*\{(?P<name>[^{}]{1,40})\}\s*(?:\[(?P<shared>[^\[\]]*)\])?\s*"
    r"\{(?P<title>[^{}]{0,60})\}\s*(?:\[(?P<within>[^\[\]]*)\])?"
)
_DECLARED = re.compile(
    r"\\declaretheorem\s*(?:\[(?P<options>[^\[\]]*)\])?\s*\{(?P<name>[^{}]{1,40})\}"
)
_OPTION = re.compile(r"(?P<key>\w+)\s*=\s*\{?(?P<value>[^,{}]*)\}?")
_SHARED = words("sibling numberlike sharenumber sharecounter")
_WITHIN = words("numberwithin parent within")
_USUAL = words("theorem lemma proposition corollary definition remark assumption example claim")
_UNSTYLED = re.compile(r"\\[A-Za-z]+\s*|[.:]\s*$")


@dataclass(frozen=True, slots=True)
class Theorem:
    """A theorem environment: the word it prints and the counter it steps, if any."""

    title: str
    counter: str | None


def find_theorems(text: str, counters: Counters) -> dict[str, Theorem]:
    r"""Return the theorem environments that a paper declares, or that its class is known for.

    Parameters
    ----------
    text : str
        The LaTeX, its preamble included.
    counters : Counters
        Told which theorems are numbered within a section.

    Examples
    --------
    >>> source = r"\newtheorem{thm}{Theorem}[section]\newtheorem{lem}[thm]{Lemma}"
    >>> find_theorems(source, Counters("", chapters=False))["lem"]
    Theorem(title='Lemma', counter='thm')
    """
    found = {name: Theorem(name.capitalize(), name) for name in _USUAL}
    for match in _NEW.finditer(text):
        counter = (match["shared"] or match["name"]).strip()
        title = _UNSTYLED.sub("", match["title"]).strip() or match["name"]
        shared = found.get(counter) if match["shared"] else None
        counter = shared.counter or counter if shared else counter
        found[match["name"].strip()] = Theorem(title, None if match["star"] else counter)
        if match["within"]:
            counters.nest(counter, match["within"].strip())
    for match in _DECLARED.finditer(text):
        options = {o["key"]: o["value"].strip() for o in _OPTION.finditer(match["options"] or "")}
        name = match["name"].strip()
        shared_name = next((options[key] for key in sorted(_SHARED & options.keys())), None)
        within = next((options[key] for key in sorted(_WITHIN & options.keys())), None)
        numbered = options.get("numbered", "yes") not in ("no", "unless unique")
        title = options.get("name") or options.get("title") or name.capitalize()
        found[name] = Theorem(title, (shared_name or name) if numbered else None)
        if within and not shared_name:
            counters.nest(name, within)
    return found
