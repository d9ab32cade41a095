"""Connections to models: their part of the settings, and what all screens about models share."""
