"""Settings: who reviews, the look, models, backups, keys."""
