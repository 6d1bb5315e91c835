"""Who is measured, and who may see it."""
