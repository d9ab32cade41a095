"""Alembic migrations of a workspace."""
