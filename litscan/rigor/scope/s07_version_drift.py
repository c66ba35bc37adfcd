"""S07: did the headline numbers change between versions?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.base import Group
from litscan.rigor.undecided import Undecided


class VersionDrift(Undecided):
    """The headline numbers are those of the paper's earlier versions.

    Rationale
    ---------
    Preprints are revised, and who cites an early version may cite numbers that were withdrawn.

    Source
    ------
    No published source.

    Applies when
    ------------
    The paper has two versions or more.

    Evidence
    --------
    The abstracts of all versions, side by side. A document is one version, so that this check is
    always undetermined.
    """

    id: ClassVar[str] = "S07"
    name: ClassVar[str] = "Numbers stable over versions"
    group: ClassVar[Group] = Group.SCOPE
    since: ClassVar[str] = "0.1"
    why: ClassVar[str] = "only one version of the paper was read"
