"""What people send: a target in the admin, a judgement of a submission."""
