"""Which rows a list shows, each by an allow-list."""
