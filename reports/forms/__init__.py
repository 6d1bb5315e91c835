"""What people send, by page: files and decisions, entries, evidence, rounds, differences."""
