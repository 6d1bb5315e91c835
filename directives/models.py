"""What was ordered, what was published of it, and the registers that go with it."""

from directives.clauses.models import Clause, Directive, Obligation, Signatory, Target, are_kinds
from directives.feedback.models import Feedback, FeedbackFile
from directives.findings.models import Finding
from directives.letters.models import LetterTemplate
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.publications.models import Publication, PublicationRequest
from directives.scores.models import Criterion, Rubric, Score, ScoreEvidence

__all__ = [
    "ApologyLetter",
    "Clause",
    "Criterion",
    "Directive",
    "Feedback",
    "FeedbackFile",
    "Finding",
    "LetterTemplate",
    "Obligation",
    "OverdueFile",
    "Publication",
    "PublicationRequest",
    "Rubric",
    "Score",
    "ScoreEvidence",
    "Signatory",
    "Target",
    "are_kinds",
]
