"""Runs the migrations on the connection that the program opened; one transaction for all of them."""

from __future__ import annotations

from alembic import context

from mutua.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
