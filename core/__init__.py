"""Countersign without a window: everything a script, a server or a test needs. No Qt anywhere below."""
