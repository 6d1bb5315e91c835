"""The season that tests share has what it says."""

from cchc.demo.overdue import install_overdue
from cchc.demo.rounds import install_round
from directives.clauses.models import Directive
from directives.publications.models import Publication
from reports.rounds.submission_models import Submission
from tests.cast import Cast
from tests.season import NEW, OLD, install_season


def test_a_season_has_every_state(district: Cast) -> None:
    install_round(district.office)
    install_overdue()
    install_season()
    assert Publication.objects.get().period.code == OLD
    assert Directive.objects.filter(issued_on=None).count() == 1 == Directive.objects.count() - 1
    states = Submission.objects.filter(round__period__code=NEW).values_list("state", flat=True)
    assert sorted(states) == ["accepted", "returned", "submitted", "submitted"]
