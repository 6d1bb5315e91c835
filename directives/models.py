"""Tells Django of the tables of every room; nobody else imports from here."""

from directives.clauses import models as clauses
from directives.feedback import models as feedback
from directives.findings import models as findings
from directives.letters import models as letters
from directives.overdue import models as overdue
from directives.publications import models as publications
from directives.scores import models as scores

__all__ = ["clauses", "feedback", "findings", "letters", "overdue", "publications", "scores"]
