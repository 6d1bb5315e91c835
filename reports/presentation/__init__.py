"""What was reported, turned into strings for templates and documents."""
