"""The history of one item, and its erasure."""
