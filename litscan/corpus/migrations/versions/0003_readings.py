"""What the tables of a document were read to mean, kept beside its facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("extractions", sa.Column("readings", sa.LargeBinary(), nullable=True))
