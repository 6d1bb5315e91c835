"""The sentences about a level that is tried: what changes, for whom, and where the next one is."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.compliance import words
from directives.text.words import listed, some_listed
from directives.whatif.domain import Candidate, LevelOutcome, Trial
from directives.whatif.rewording import Occurrence
from reports.figures.figures import format_points


def names(candidates: Iterable[Candidate]) -> str:
    """ "xã Vĩnh Long (70,3) và …": units with their values; of many the first."""
    return some_listed(
        f"{words.unit_label(candidate.unit)} ({words.figure_text(candidate.figure)})"
        if candidate.figure
        else words.unit_label(candidate.unit)
        for candidate in candidates
    )


def verdict_word(outcome: LevelOutcome) -> str:
    """The result in three words, for the chip."""
    parts = []
    if outcome.fallen:
        count = len(outcome.fallen)
        parts.append(ngettext("%(count)s unit falls", "%(count)s units fall", count))
        parts[-1] %= {"count": count}
    if outcome.risen:
        count = len(outcome.risen)
        parts.append(ngettext("%(count)s more unit passes", "%(count)s more units pass", count))
        parts[-1] %= {"count": count}
    return ", ".join(parts) or _("No unit falls")


def answer(trial: Trial, outcome: LevelOutcome, before: LevelOutcome) -> tuple[str, ...]:
    """All that is said of a level, a sentence each, with its levels between stars for bold."""
    sentences = [_change(trial, outcome), _turn(trial, outcome), _all_met(outcome, before)]
    return tuple(sentence for sentence in sentences if sentence)


def _change(trial: Trial, outcome: LevelOutcome) -> str:
    values = {"now": format_points(trial.now), "tried": format_points(outcome.level)}
    if outcome.level == trial.now:
        return _("%(now)s is the level in force.") % values
    if outcome.fallen:
        values["units"] = names(outcome.fallen)
        return _("From **%(now)s** to **%(tried)s** these no longer pass: %(units)s.") % values
    if outcome.risen:
        values["units"] = names(outcome.risen)
        return _("From **%(now)s** to **%(tried)s** these pass as well: %(units)s.") % values
    return _("From **%(now)s** to **%(tried)s** no verdict changes: %(why)s.") % {
        **values,
        "why": _nobody_between(trial, outcome),
    }


def _nobody_between(trial: Trial, outcome: LevelOutcome) -> str:
    below, above = trial.around(outcome.level)
    if below is None or above is None:
        return _("no unit has a value in between")
    return _("no unit lies between %(below)s and %(above)s") % {
        "below": words.figure_text(below.figure) if below.figure else "",
        "above": words.figure_text(above.figure) if above.figure else "",
    }


def _turn(trial: Trial, outcome: LevelOutcome) -> str:
    turn = trial.turn(outcome.level)
    if turn is None:
        return ""
    return _("At **%(level)s** the next fall: %(units)s; %(left)s are left.") % {
        "level": format_points(turn.level),
        "units": names(turn.fallen),
        "left": turn.met,
    }


def _all_met(outcome: LevelOutcome, before: LevelOutcome) -> str:
    values = {"before": len(before.all_met), "after": len(outcome.all_met)}
    units = some_listed(words.unit_label(unit) for unit in outcome.all_met)
    if before.all_met == outcome.all_met:
        text = _("Every target with a number is met by %(after)s, as before") % values
    else:
        text = _("Every target with a number is met by %(after)s instead of %(before)s") % values
    return f"{text} ({units})." if units else f"{text}."


def moved(outcome: LevelOutcome, trial: Trial) -> str:
    """Whose verdict differs from that at the level in force, for a row of the table."""
    if outcome.level == trial.now:
        return ""
    short = listed(candidate.unit.short_name for candidate in (*outcome.risen, *outcome.fallen))
    if outcome.risen:
        return _("more: %(units)s") % {"units": short}
    if outcome.fallen:
        return _("fallen: %(units)s") % {"units": short}
    return _("nobody falls")


def without_value(trial: Trial) -> str:
    """The units that no level says anything about, each with its state."""
    units = some_listed(
        f"{words.unit_label(candidate.unit)} ({words.state_word(candidate.figure.state)})"
        if candidate.figure
        else words.unit_label(candidate.unit)
        for candidate in trial.unvalued
    )
    return _("Without a value, so no level changes them: %(units)s.") % {"units": units}


def wording_note(occurs: Occurrence, number: str, clause: int) -> str:
    """Why the clause's words stay as they are, and what to do; "" where they change."""
    values = {"number": number, "clause": clause}
    if occurs is Occurrence.NEVER:
        return (
            _("The words of clause %(clause)s do not say %(number)s: correct them by hand.")
            % values
        )
    if occurs is Occurrence.TWICE:
        return (
            _("Clause %(clause)s says %(number)s more than once: correct its words by hand.")
            % values
        )
    return ""
