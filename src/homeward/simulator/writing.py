"""How sources write a name: in another language, in another case, with a slip, with a wrong date."""

from __future__ import annotations

from datetime import date
from random import Random

from homeward.names import Standard, transliterate
from homeward.simulator.people import TruePerson

_SLIPS = {"и": "і", "і": "и", "е": "є", "о": "а", "а": "о", "г": "х", "ь": "", "нн": "н", "лл": "л", "я": "а", "ы": "и"}
_GENITIVE = (
    ("ський", "ського"), ("цький", "цького"), ("ский", "ского"), ("цкий", "цкого"), ("ий", "ого"), ("ый", "ого"),
    ("ець", "ця"), ("ко", "ка"), ("ло", "ла"), ("ій", "ія"), ("ей", "ея"), ("рь", "ря"), ("ль", "ля"), ("й", "я"),
    ("о", "а"),
)  # fmt: skip


def name(person: TruePerson, language: str, random: Random, *, patronymic: bool) -> str:
    """Given name and surname, in either order, as a writer of `language` puts them; one in twelve has a slip."""
    if language == "en":
        standard = Standard.CMU55 if random.random() < 0.6 else Standard.ICAO9303
        forms = person.uk if standard == Standard.CMU55 else person.ru
        words = [transliterate(word, standard) for word in (forms[1], forms[0])]
    else:
        surname, given, father = person.uk if language == "uk" else person.ru
        words = [given, surname] if random.random() < 0.5 else [surname, given]
        if patronymic:
            words.insert(words.index(given) + 1, father)
    if random.random() < 1 / 12:
        place = random.randrange(len(words))
        words[place] = slip(words[place], random)
    return " ".join(words)


def genitive(written: str, person: TruePerson) -> str:
    """A man's name as the object of a sentence (бачили Коваленка Сергія); women's names are left as they are."""
    return written if person.sex == "f" else " ".join(_genitive(word) for word in written.split())


def _genitive(word: str) -> str:
    for ending, case in _GENITIVE:
        if word.endswith(ending):
            return word[: -len(ending)] + case
    if word.endswith("ь"):
        return word[:-1] + "я"
    return word + "а" if word[-1].lower() in "бвгґджзклмнпрстфхцчшщ" else word


def slip(word: str, random: Random) -> str:
    """`word` with one slip of the pen."""
    places = [(at, old) for old in _SLIPS for at in range(1, len(word)) if word.startswith(old, at)]
    if not places:
        return word
    at, old = places[random.randrange(len(places))]
    return word[:at] + _SLIPS[old] + word[at + len(old) :]


def birth(born: date, random: Random) -> str:
    """A date of birth as sources give it: mostly right, else day and month changed or one figure wrong."""
    fate = random.random()
    if fate < 0.05 and born.day <= 12:
        return f"{born.month:02}.{born.day:02}.{born.year}"
    if fate < 0.10:
        return f"{born.day:02}.{born.month:02}.{born.year + random.choice((-1, 1, 10))}"
    return f"{born.day:02}.{born.month:02}.{born.year}"


def born(person: TruePerson, language: str, random: Random) -> str:
    """The age as a text gives it behind a name, or nothing: (1989 р. н.); in one of fifteen the year is wrong."""
    if random.random() < 0.4:
        return ""
    year = person.born.year + (random.choice((-1, 1)) if random.random() < 1 / 15 else 0)
    forms = {"uk": f" ({year} р. н.)", "ru": f" ({year} г. р.)", "en": f" (born {person.born:%d.%m.}{year})"}
    return forms[language]
