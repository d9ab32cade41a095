"""Parting items into splits: what stays together (`units`), fairly (`stratify`) or by time (`times`), for good, and checked."""
