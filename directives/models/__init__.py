"""What was ordered, what was published of it, and the registers that go with it."""

from directives.models.directives import (
    Clause,
    Directive,
    Obligation,
    Signatory,
    Target,
    are_kinds,
)
from directives.models.feedback import Feedback, FeedbackFile
from directives.models.letters import Finding, LetterTemplate
from directives.models.overdue import ApologyLetter, OverdueFile
from directives.models.publications import Publication, PublicationRequest
from directives.models.scoring import Criterion, Rubric, Score, ScoreEvidence

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
