"""The corpus's tables, for SQLite and PostgreSQL alike.

Text is kept as text and dates as ISO 8601 strings, so that both databases give back the same
bytes. Surrogate integer keys tie the tables; ``papers.key`` is the name the outside uses. Facts
and findings hang on their evidence through one table, in which each row belongs to exactly one
of them. The full-text indexes are not here but in `litscan.corpus.search`, since the two
databases have nothing in common there.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["REVISION", "metadata"]

REVISION = "0005"
"""The newest migration; the one this module describes."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _owned_by(column: str, *, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """Return a foreign key whose rows go when the row they belong to goes."""
    return Column(
        f"{column.rstrip('s')}_id",
        Integer,
        ForeignKey(f"{column}.id", ondelete="CASCADE"),
        nullable=nullable,
        primary_key=primary_key,
    )


papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("arxiv_id", Text, unique=True),
    Column("title", Text),
    Column("abstract", Text),
    Column("submitted", Text),
    Column("updated", Text),
    Column("listed", Text),
    Column("published", Text),
    Column("primary_category", Text),
    # As arXiv prints it, space-separated; paper_categories is its index and written with it.
    Column("categories", Text, nullable=False, server_default=""),
    Column("version", Integer),
    Column("comment", Text),
    Column("doi", Text),
    Column("venue", Text),
    Column("source", Text),
    Column("relevance", Float),
    Column("withdrawn", Boolean, nullable=False),
    Column("datestamp", Text),
    Column("citation_key", Text),
    # How recent the newest record was that went into this row, and JSON of the fields that an
    # older one filled; see litscan.corpus.merge.
    Column("recency", Text, nullable=False),
    Column("older", Text),
    Column("digest", Text, nullable=False),
)
# Growth is counted from this index alone, and what is not yet screened is found in the other.
Index(
    "ix_papers_counted",
    papers.c.submitted,
    papers.c.relevance,
    papers.c.source,
    papers.c.arxiv_id,
    papers.c.id,
)
_UNSCREENED = papers.c.relevance.is_(None) & papers.c.title.is_not(None)
Index(
    "ix_papers_unscreened",
    papers.c.key,
    sqlite_where=_UNSCREENED,
    postgresql_where=_UNSCREENED,
)

versions = Table(
    "versions",
    metadata,
    _owned_by("papers", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("submitted", Text, nullable=False),
    sqlite_with_rowid=False,
)

authors = Table(
    "authors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

paper_authors = Table(
    "paper_authors",
    metadata,
    _owned_by("papers", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("author_id", Integer, ForeignKey("authors.id"), nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_paper_authors_author_id", paper_authors.c.author_id)

paper_categories = Table(
    "paper_categories",
    metadata,
    Column("category", Text, primary_key=True),
    _owned_by("papers", primary_key=True),
    sqlite_with_rowid=False,
)
Index("ix_paper_categories_paper_id", paper_categories.c.paper_id)

raw_files = Table(
    "raw_files",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("origin", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("papers"),
    Column("version", Integer),
    Column("source_sha256", Text, nullable=False),
    Column("raw_sha256", Text, ForeignKey("raw_files.sha256")),
    Column("path", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("coverage", JSON, nullable=False),
    Column("digest", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("paper_id", "source_sha256"),
)

extractions = Table(
    "extractions",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("papers"),
    _owned_by("documents", nullable=True),
    Column("extractor", Text, nullable=False),
    Column("extractor_version", Text, nullable=False),
    Column("paper_type", Text, nullable=False),
    Column("header", JSON, nullable=False),
    Column("digest", Text, nullable=False),
    # Where a reader corrected something: what the extractor said, and a digest of the corrections
    Column("original", JSON(none_as_null=True)),
    Column("corrected", Text),
    # What the numbers of the document's tables mean, compressed: see readings_json
    Column("readings", LargeBinary),
)
Index("ix_extractions_paper_id", extractions.c.paper_id)
Index("ix_extractions_document_id", extractions.c.document_id)

facts = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("extractions"),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("payload", JSON, nullable=False),
    Column("confidence", Float),
    Column("address", Text),
)
Index("ix_facts_extraction_id", facts.c.extraction_id)
Index("ix_facts_kind", facts.c.kind)

results = Table(
    "results",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("extractions"),
    Column("method", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("architecture", Text),
    Column("dataset", Text),
    Column("task", Text),
    Column("metric", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("unit", Text, nullable=False),
    Column("uncertainty", Float),
    Column("uncertainty_kind", Text),
    Column("is_dense_baseline", Boolean, nullable=False),
    Column("point_kind", Text),
    Column("point_value", Float),
    Column("point_unit", Text),
    Column("confidence", Float, nullable=False),
    Column("address", Text),
    Column("correction", JSON(none_as_null=True)),
)
Index("ix_results_extraction_id", results.c.extraction_id)

audits = Table(
    "audits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("header", JSON, nullable=False),
    Column("digest", Text, nullable=False),
    # Of the facts it was made from: an audit whose facts have another digest by now is stale
    Column("facts_digest", Text),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("audits"),
    Column("check", Text, nullable=False),
    Column("check_version", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("numbers", JSON, nullable=False),
    Column("fix", Text, nullable=False),
)
Index("ix_findings_audit_id", findings.c.audit_id)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("facts", nullable=True),
    _owned_by("results", nullable=True),
    _owned_by("findings", nullable=True),
    Column("quote", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("table_label", Text),
    Column("table_row", Integer),
    Column("table_column", Integer),
    CheckConstraint(
        "(fact_id IS NOT NULL AND result_id IS NULL AND finding_id IS NULL)"
        " OR (fact_id IS NULL AND result_id IS NOT NULL AND finding_id IS NULL)"
        " OR (fact_id IS NULL AND result_id IS NULL AND finding_id IS NOT NULL)",
        name="one_owner",
    ),
)
Index("ix_evidence_fact_id", evidence.c.fact_id)
Index("ix_evidence_result_id", evidence.c.result_id)
Index("ix_evidence_finding_id", evidence.c.finding_id)

stage_runs = Table(
    "stage_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("documents", nullable=True),
    Column("stage", Text, nullable=False),
    Column("stage_version", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("finished", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("message", Text, nullable=False),
)
Index("ix_stage_runs_document_id", stage_runs.c.document_id)
Index("ix_stage_runs_stage", stage_runs.c.stage)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("papers"),
    Column("subject", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("reason", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("token", Text),
    Column("action", Text),
    Column("target", Text),
    Column("fact", JSON(none_as_null=True)),
    Column("evidence", JSON(none_as_null=True)),
    Column("status", Text),
)
Index("ix_corrections_paper_id", corrections.c.paper_id)
Index("ix_corrections_token", corrections.c.token, unique=True)

monthly_totals = Table(
    "monthly_totals",
    metadata,
    Column("source", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("submissions", Integer, nullable=False),
)

# What was asked of a source of papers, and where a run stands that has not come to its end.
collection_runs = Table(
    "collection_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("request", JSON, nullable=False),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("outcome", Text, nullable=False),
    Column("message", Text, nullable=False, server_default=""),
    Column("position", JSON(none_as_null=True)),
    Column("requests", Integer, nullable=False, server_default="0"),
    Column("promised", Integer),
    Column("received", Integer, nullable=False, server_default="0"),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("updated", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
)
Index("ix_collection_runs_source", collection_runs.c.source)

# When a host was asked last, until when it is left alone and after how many refusals in a row,
# and how much it gave on one day.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("last_start", Float, nullable=False, server_default="0"),
    Column("cooldown_until", Float, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("refusals", Integer, nullable=False, server_default="0"),
    Column("day", Text, nullable=False, server_default=""),
    Column("fetched", Integer, nullable=False, server_default="0"),
)

# A person's decision whether a paper belongs; the latest one counts.
screenings = Table(
    "screenings",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned_by("papers"),
    Column("decision", Text, nullable=False),
    Column("chosen", Text, nullable=False, server_default="named"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("reader", Text, nullable=False, server_default=""),
    Column("probability", Float),
    Column("made", Text, nullable=False),
)
Index("ix_screenings_paper_id", screenings.c.paper_id)

# What came of asking for a paper's full text, last time.
fetches = Table(
    "fetches",
    metadata,
    _owned_by("papers", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("outcome", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("raw_sha256", Text, ForeignKey("raw_files.sha256")),
    Column("tried", Text, nullable=False),
    sqlite_with_rowid=False,
)

coverage_notes = Table(
    "coverage_notes",
    metadata,
    Column("source", Text, primary_key=True),
    Column("text", Text, primary_key=True),
)

# Categories of which a source is stated to have brought every paper first submitted by a day.
complete_categories = Table(
    "complete_categories",
    metadata,
    Column("source", Text, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("through", Text, nullable=False),
)

claim_runs = Table(
    "claim_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_at", Text, nullable=False),
    Column("corpus_fingerprint", Text, nullable=False),
    Column("claim", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("published", Float),
    Column("recomputed", Float),
    Column("n", Integer),
    Column("record", JSON, nullable=False),
)
Index("ix_claim_runs_claim", claim_runs.c.claim)
