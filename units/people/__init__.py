"""Who logs in: invitations, roles, accounts and second factors."""
