"""The Items screen: all items of a project in one table, with search, facets, queues and bulk actions."""
