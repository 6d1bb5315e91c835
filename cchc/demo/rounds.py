"""An open round of the demonstration case, so that its officers have something to enter.

The letter says nothing of it: the deadline is illustrative.
"""

from cchc.demo import letter
from reports.figures.periods import span_for_code
from reports.rounds.models import Round
from reports.rounds.services import round_plan, round_step
from units.models import Unit, User


def install_round(office: Unit) -> Round:
    """The round of the letter's period, open; one that is there already stays as it is."""
    demo_round = round_plan(office=office, span=span_for_code(letter.PERIOD))
    if demo_round.state == Round.State.PLANNED:
        staff = User.objects.get(username="vanphong")
        demo_round = round_step(round_=demo_round, to=Round.State.OPEN, user=staff)
    return demo_round
