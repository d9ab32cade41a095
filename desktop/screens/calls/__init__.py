"""Calls: what was sent to models and what came back, on record."""
