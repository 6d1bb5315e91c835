"""From the summary to words and shapes: what screen, print and files have in common."""
