"""The letter: as a page, as PDF, and as a Word file on an office's own template."""
