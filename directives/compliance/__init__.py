"""Whether what was ordered was met: verdicts, the table of an office, its words and its papers."""
