"""Alembic's environment: runs on the connection that `core.storage.migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

connection = context.config.attributes.get("connection")
if isinstance(connection, Connection):
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, transactional_ddl=False)
    context.run_migrations()
