"""Prompts: versions, the editor with its preview, comparing, limits, and suggesting for a whole project."""
