"""Pages that need all three rooms: dashboard, ranking, compliance, one unit, one directive."""
