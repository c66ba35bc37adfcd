"""Runs of collection, hosts and their cooldown, readers' screening, and what came of fetching."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _collection_runs()
    _hosts()
    _screenings()
    _fetches()
    _write_papers_faster()


def _write_papers_faster() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # The index of titles takes a whole batch at once, and merges what is written less often.
        for option, value in (("hashsize", 32 * 1024 * 1024), ("automerge", 8)):
            insert = "INSERT INTO paper_search (paper_search, rank)"
            op.execute(f"{insert} VALUES ('{option}', {value})")
    else:
        # Abstract and search vector stay in the row: compressing them saved little and cost much.
        op.execute("ALTER TABLE papers SET (toast_tuple_target = 8160)")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _collection_runs() -> None:
    op.create_table(
        "collection_runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text()),
        sa.Column("outcome", sa.Text(), nullable=False),
        _text("message"),
        sa.Column("position", sa.JSON(none_as_null=True)),
        _number("requests"),
        sa.Column("promised", sa.Integer()),
        _number("received"),
        _number("added"),
        _number("updated"),
        _number("unchanged"),
        sa.PrimaryKeyConstraint("id", name="pk_collection_runs"),
    )
    op.create_index("ix_collection_runs_source", "collection_runs", ["source"])


def _hosts() -> None:
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("last_start", sa.Float(), nullable=False, server_default="0"),
        sa.Column("cooldown_until", sa.Float(), nullable=False, server_default="0"),
        _text("reason"),
        _number("refusals"),
        _text("day"),
        _number("fetched"),
        sa.PrimaryKeyConstraint("host", name="pk_hosts"),
    )


def _screenings() -> None:
    op.create_table(
        "screenings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False, server_default="named"),
        _text("reason"),
        _text("reader"),
        sa.Column("probability", sa.Float()),
        sa.Column("made", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_screenings"),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name="fk_screenings_paper_id_papers", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_screenings_paper_id", "screenings", ["paper_id"])


def _fetches() -> None:
    op.create_table(
        "fetches",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        _text("note"),
        sa.Column("raw_sha256", sa.Text()),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("paper_id", "version", name="pk_fetches"),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name="fk_fetches_paper_id_papers", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["raw_sha256"], ["raw_files.sha256"], name="fk_fetches_raw_sha256_raw_files"
        ),
        sqlite_with_rowid=False,
    )
