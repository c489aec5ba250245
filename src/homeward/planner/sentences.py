"""The terms read aloud: every rule in force as a sentence, in the order in which one would read them."""

from __future__ import annotations

from homeward.planner.terms import Parity, Rule, Terms
from homeward.words import Saying, saying


def sentences(terms: Terms) -> tuple[tuple[Rule, Saying], ...]:
    """Each rule in force with its sentence."""
    return (*_counts(terms), *_numbered(terms), *_named(terms), (Rule.TOGETHER, _say("rule_together")))


def _counts(terms: Terms) -> list[tuple[Rule, Saying]]:
    found = [
        (Rule.MOST_RECEIVED, _say("rule_most_received", number=terms.most_received)),
        (Rule.MOST_GIVEN, _say("rule_most_given", number=terms.most_given)),
    ]
    if terms.parity is Parity.NONE:
        return found
    first, second = terms.ratio
    key = f"rule_parity_{terms.scale}" if terms.parity is Parity.POINTS else f"rule_parity_{terms.parity}"
    said = _say(key, tolerance=terms.tolerance, carried=terms.carried, first=first, second=second)
    return [*found, (Rule.PARITY, said)]


def _numbered(terms: Terms) -> list[tuple[Rule, Saying]]:
    numbers = [
        (Rule.CATEGORIES, len(terms.categories)),
        (Rule.ALL_OF, len(terms.all_of)),
        (Rule.EVERYBODY, int(terms.everybody)),
        (Rule.PLACES, terms.most_places),
        (Rule.CAMPS, terms.most_camps),
        (Rule.UNIT_SHARE, terms.unit_share),
        (Rule.STRETCHERS, terms.stretchers),
        (Rule.ODDS, terms.odds),
        (Rule.CIVILIANS, int(terms.civilians)),
        (Rule.NAMED, len(terms.named)),
        (Rule.EXCLUDED, len(terms.excluded)),
        (Rule.TIED, len(terms.tied)),
    ]
    return [(rule, _say(f"rule_{rule}", number=number)) for rule, number in numbers if number]


def _named(terms: Terms) -> list[tuple[Rule, Saying]]:
    found = []
    if terms.per_day:
        found.append((Rule.STAGES, _say("rule_stages", number=terms.per_day, days=terms.days)))
    if terms.most_bodies != (0, 0):
        received, given = terms.most_bodies
        first, second = terms.body_ratio
        key = "rule_bodies_ratio" if first else "rule_bodies"
        found.append((Rule.BODIES, _say(key, received=received, given=given, first=first, second=second)))
    if terms.third_country:
        said = _say("rule_stays", number=len(terms.third_country), country=terms.stay_country, stays=terms.stays)
        found.append((Rule.STAYS, said))
    return found


def _say(key: str, **values: str | int) -> Saying:
    return saying("planner", key, **values)
