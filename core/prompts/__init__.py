"""Prompts: versions, templates, examples, what is sent, and what is made of the reply."""
