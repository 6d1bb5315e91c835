"""What was ordered: a directive, its clauses, their targets, and which target decides."""
