"""Suggesters: what proposes answers for items. The built-in one learns from the ledger; imported labels are proposed as such."""
