"""Readers' corrections: what they say of which fact, and which facts they changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ADDED = {
    "extractions": (("original", sa.JSON()), ("corrected", sa.Text())),
    "facts": (("address", sa.Text()),),
    "results": (("address", sa.Text()), ("correction", sa.JSON())),
    "audits": (("facts_digest", sa.Text()),),
    "corrections": (
        ("token", sa.Text()),
        ("action", sa.Text()),
        ("target", sa.Text()),
        ("fact", sa.JSON()),
        ("evidence", sa.JSON()),
        ("status", sa.Text()),
    ),
}


def upgrade() -> None:
    for table, columns in _ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index("ix_corrections_token", "corrections", ["token"], unique=True)
