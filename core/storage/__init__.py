"""The workspace on disk: tables, the writer thread, the ledger, what is derived from it, backups."""
