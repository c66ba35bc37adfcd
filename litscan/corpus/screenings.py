"""Screenings: people's decisions whether a paper belongs, which outrank the model's probability.

Every decision is kept, with the probability that the model gave; the latest of a paper counts. Its
relevance then is 1 or 0, so that whoever counts papers by relevance follows the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.part import Part, frame, login_name, now
from litscan.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Chosen", "Screened", "Screenings"]

Screened = Literal["include", "exclude", "undo"]
"""What a person decided; ``undo`` takes the decision before it back."""
Chosen = Literal["uncertain", "random", "named"]
"""Why it was this paper's turn: the model was unsure, chance, or it was asked for by name."""

_TABLE = schema.screenings


class Screenings(Part):
    """The part of the corpus that keeps people's decisions on relevance."""

    def save_screening(
        self,
        key: str,
        decision: Screened,
        *,
        chosen: Chosen = "named",
        reason: str = "",
        reader: str = "",
    ) -> None:
        """Keep a decision on a paper, and let its relevance follow.

        Parameters
        ----------
        key : str
            The paper.
        decision : str
            ``include``, ``exclude``, or ``undo``: the model's probability counts again.
        chosen : str
            Why it was this paper's turn.
        reader : str
            Who decided; the user who runs this by default.

        Raises
        ------
        CorpusError
            If there is no such paper or decision, or nothing to undo.
        """
        if decision not in get_args(Screened):
            raise CorpusError(f"screening of {key}: {decision!r} is no decision")
        papers = schema.papers
        with self._database.writing() as connection:
            paper = self._paper_id(connection, key)
            of_paper = papers.c.id == paper
            before = connection.execute(
                _TABLE.select().where(_TABLE.c.paper_id == paper).order_by(_TABLE.c.id.desc())
            ).first()
            decided = before is not None and before.decision != "undo"
            if decision == "undo" and not decided:
                raise CorpusError(f"screening of {key}: there is no decision to undo")
            found = connection.execute(sa.select(papers.c.relevance).where(of_paper)).scalar_one()
            probability = before.probability if decided and before else found
            connection.execute(
                _TABLE.insert().values(
                    paper_id=paper,
                    decision=decision,
                    chosen=chosen,
                    reason=reason[:1000],
                    reader=(reader or login_name())[:200],
                    probability=probability,
                    made=now(),
                )
            )
            value = probability if decision == "undo" else float(decision == "include")
            connection.execute(papers.update().where(of_paper).values(relevance=value))

    def screenings(self) -> pd.DataFrame:
        """Return the decisions that count, one a paper, oldest first.

        Columns: ``key``, ``decision`` (``include`` or ``exclude``), ``chosen``, ``reason``,
        ``reader``, ``probability`` (the model's at the time), ``made``.
        """
        papers = schema.papers
        later = _TABLE.alias("later")
        newer = sa.exists().where(later.c.paper_id == _TABLE.c.paper_id, later.c.id > _TABLE.c.id)
        names = ("decision", "chosen", "reason", "reader", "probability", "made")
        query = (
            sa.select(papers.c.key, *(_TABLE.c[name] for name in names))
            .join(papers, papers.c.id == _TABLE.c.paper_id)
            .where(~newer, _TABLE.c.decision != "undo")
            .order_by(_TABLE.c.id)
        )
        with self._database.reading() as connection:
            return frame(connection.execute(query), ("key", *names))
