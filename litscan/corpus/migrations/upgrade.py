"""Bringing a database's tables up to the version this litscan knows.

alembic is driven without a configuration file: the connection is handed over as it is, inside
the caller's transaction, so that an upgrade that fails leaves the corpus as it was.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

__all__ = ["known_revisions", "upgrade"]


@cache
def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def known_revisions() -> tuple[str, ...]:
    """Return the revisions this litscan knows, newest first."""
    return tuple(script.revision for script in _scripts().walk_revisions())


def upgrade(connection: sa.Connection) -> None:
    """Run the migrations that a database lacks, in the connection's transaction."""
    scripts = _scripts()
    context = EnvironmentContext(
        Config(),
        scripts,
        fn=lambda revision, _: scripts._upgrade_revs("head", revision),
    )
    with context:
        context.configure(connection=connection, transactional_ddl=False)
        context.run_migrations()
