"""Settings: who reviews, the look, backups, keys."""
