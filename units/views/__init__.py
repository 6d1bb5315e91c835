"""Pages about people: one's own account, invitations, and who has which role."""
