"""The ladder of status in words that a family reads."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.assessment.judgement import CaseGrade
from homeward.names import Case, Language, Standard, decline, in_language, transliterate
from homeward.words import say

MEANING: dict[str, str | Promise] = {
    CaseGrade.NO_DATA: _("We have no news yet. The search goes on."),
    CaseGrade.REGISTERED: _("The file is open and we search. Nothing shows yet that he or she is captive."),
    CaseGrade.PROBABLY_HELD: _("Several signs say that he or she is captive. The other side has not confirmed it."),
    CaseGrade.CONFIRMED_HELD: _("It is confirmed that he or she is captive."),
    CaseGrade.CONFIRMED_BY_ICRC: _("The Red Cross has confirmed that he or she is captive."),
    CaseGrade.RETURNED: _("He or she has been received and is with us."),
    CaseGrade.DEAD_CLAIMED: _("Somebody says that he or she has died. It is not confirmed, and the search goes on."),
    CaseGrade.DEAD_CONFIRMED: _("The death is confirmed. We told you by voice, and somebody is there for you."),
}


def step_words(step: str) -> str:
    """The step of the ladder in the language of the page; empty for none."""
    return say("assessment", f"grade_{step}", get_language() or "en") if step else ""


def addressee(name: str) -> str:
    """Whom a letter is for, in the language of the page: `для Шевченка Олександра`; in English in Latin letters."""
    spoken = get_language() or "en"
    if spoken not in set(Language):
        return transliterate(in_language(name, Language.UKRAINIAN), Standard.CMU55)
    language = Language(spoken)
    return decline(in_language(name, language), Case.GENITIVE, language=language)
