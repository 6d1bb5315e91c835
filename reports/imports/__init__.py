"""A file's way from its upload over reading, review and writing to its undoing, for any purpose."""
