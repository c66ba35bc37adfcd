"""What the columns of raw rows hold, read from text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["typed_rows"]


def typed_rows(text: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return rows whose values are texts with the values that their columns hold.

    Numbers come out as they were written, to the last digit.

    Parameters
    ----------
    text : DataFrame of str
    columns : mapping of str to str
        What each holds: ``text``, ``flag``, ``whole`` (from 0 up), ``number`` (finite, not
        negative), ``positive``, ``number or none``, or ``number or infinite``.

    Raises
    ------
    ValueError
        If a column is missing or holds something else.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"seed": ["0", "1"], "seconds": ["0.1", "0.25"]})
    >>> typed_rows(rows, {"seed": "whole", "seconds": "positive"})["seconds"].sum()
    np.float64(0.35)
    """
    import pandas as pd

    typed = {}
    for name, kind in columns.items():
        if name not in text:
            raise ValueError(f"there is no column {name}")
        try:
            typed[name] = _typed(text[name], kind)
        except (ValueError, OverflowError) as error:
            raise ValueError(f"column {name}: {error}") from error
    return pd.DataFrame(typed)


def _typed(values: pd.Series[str], kind: str) -> pd.Series[Any]:
    import numpy as np

    numbers: pd.Series[Any]
    if kind == "text":
        _ask((values != "").all(), "not everywhere a text")
        return values.astype(object)
    if kind == "flag":
        _ask(values.isin(["True", "False"]).all(), "not everywhere True or False")
        return values == "True"
    if kind == "whole":
        numbers = values.astype(object).astype("int64").astype(float)
        _ask((numbers >= 0).all(), "below 0")
        return numbers.astype("int64")
    if kind == "number or none":
        values = values.replace("", "nan")
    numbers = values.astype(object).astype("float64")
    known = numbers.dropna() if kind == "number or none" else numbers
    bounded = kind == "number or infinite" or bool(np.isfinite(known).all())
    least = known > 0 if kind == "positive" else known >= 0  # neither holds for NaN
    _ask(bounded and least.all(), f"not everywhere what a {kind} can be")
    return numbers


def _ask(holds: object, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
