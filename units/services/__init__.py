"""What is written about people: invitations, memberships, accounts."""
