"""An audit as a pandas table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from litscan.rigor.audit import Audit

__all__ = ["findings_frame"]

_COLUMNS = ("check", "name", "group", "severity", "outcome", "reason", "quote", "place", "fix")


def findings_frame(audit: Audit) -> pd.DataFrame:
    """Return a row for each check, with the first quote it stands on and the quote's place.

    Parameters
    ----------
    audit : Audit
        What `litscan.audit` returns.

    Examples
    --------
    >>> import litscan
    >>> found = litscan.audit(litscan.read_document(litscan.sample_paper("lean-masks")))
    >>> findings_frame(found).loc["A01", ["outcome", "place"]].tolist()
    ['fail', 'tables/cityscapes.tex:17']
    """
    import pandas as pd

    rows = []
    for one in audit.findings:
        first = one.evidence[0] if one.evidence else None
        place = f"{first.file}:{first.line}" if first else ""
        words = (one.check, one.name, str(one.group), str(one.severity), str(one.outcome))
        rows.append((*words, one.reason, first.quote if first else "", place, one.fix))
    return pd.DataFrame.from_records(rows, columns=list(_COLUMNS)).set_index("check")
