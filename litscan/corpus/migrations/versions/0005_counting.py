"""Indexes from which growth is counted, and what of arXiv a corpus is stated to hold whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COUNTED = ("submitted", "relevance", "source", "arxiv_id", "id")


def upgrade() -> None:
    op.drop_index("ix_papers_submitted", "papers")
    op.create_index("ix_papers_counted", "papers", list(_COUNTED))
    unscreened = sa.text("relevance IS NULL AND title IS NOT NULL")
    op.create_index(
        "ix_papers_unscreened",
        "papers",
        ["key"],
        sqlite_where=unscreened,
        postgresql_where=unscreened,
    )
    op.create_table(
        "complete_categories",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("through", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", "category", name="pk_complete_categories"),
    )
