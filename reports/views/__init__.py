"""Pages of the import: upload, progress, review, and the facts of a report."""
