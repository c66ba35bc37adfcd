"""What must be known of a tree before it is walked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from litscan.document.html.roles import RoleOf
from litscan.document.html.source import PLACE

__all__ = ["survey"]


def survey(root: Any, role_of: RoleOf, blocks: Collection[str]) -> tuple[set[str], dict[str, Any]]:
    """Return which elements hold blocks, and the footnotes listed at the end.

    Returns
    -------
    holders : set of str
        The numbers of the elements that have a block somewhere inside them.
    notes : dict of str to element
        The elements with an id in lists of footnotes, by that id.
    """
    holders: set[str] = set()
    notes: dict[str, Any] = {}
    for element in root.iter("*"):
        kind = role_of(element).kind
        if kind not in blocks:
            continue
        if kind == "notes":
            for inner in element.iter("*"):
                if inner.get("id"):
                    notes.setdefault(inner.get("id"), inner)
        above = element.getparent()
        while above is not None and above is not root:
            place = above.get(PLACE)
            if place is None or place in holders:
                break
            holders.add(place)
            above = above.getparent()
    return holders, notes
