"""A project's settings: what can be changed of it while it lives."""
