"""What arXiv's OAI-PMH sets are called: ``group:archive:CATEGORY``."""

from __future__ import annotations

import re

from litscan.errors import UsageError

__all__ = ["set_of"]

_CATEGORY = re.compile(r"([a-z]+(?:-[a-z]+)?)(?:\.([A-Za-z]{2}|[a-z]+(?:-[a-z]+)+))?")
_OWN_GROUP = frozenset({"cs", "econ", "eess", "math", "q-bio", "q-fin", "stat"})
_PHYSICS = frozenset(
    {
        "astro-ph", "cond-mat", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nlin",
        "nucl-ex", "nucl-th", "physics", "quant-ph",
    }
)  # fmt: skip


def set_of(category: str) -> str:
    """Return the set that holds the papers of a category, or of a whole archive.

    Raises
    ------
    UsageError
        If arXiv has no such archive.

    Examples
    --------
    >>> set_of("cs.LG"), set_of("hep-th"), set_of("physics.plasm-ph"), set_of("stat")
    ('cs:cs:LG', 'physics:hep-th', 'physics:physics:plasm-ph', 'stat:stat')
    """
    found = _CATEGORY.fullmatch(category.strip())
    archive = found[1] if found else ""
    if found is None or archive not in _OWN_GROUP | _PHYSICS:
        raise UsageError(
            f"category {category!r}: arXiv has no such archive", advice="write it like cs.LG"
        )
    group = archive if archive in _OWN_GROUP else "physics"
    return ":".join(part for part in (group, archive, found[2]) if part)
