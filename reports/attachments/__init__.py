"""Files that people bring along: what may be kept beside something, and how they are given out."""
