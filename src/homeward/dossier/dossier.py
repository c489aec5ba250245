"""What a dossier holds: one person's case as it is put to the other side, with every word tied to its exhibit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.assessment.judgement import Assessment
from homeward.evidence.item import Item
from homeward.evidence.mention import Mention
from homeward.register.statement import Grade, Statement
from homeward.words import Language, Saying


class Audience(StrEnum):
    """Whom the dossier is shown to. It decides which data points it may hold (data/shown.csv)."""

    OTHER_SIDE = "other_side"
    MEDIATOR = "mediator"
    RED_CROSS = "red_cross"


@dataclass(frozen=True, slots=True)
class Subject:
    """The person: public id, name in its owner's form, party code, and the names of parties and places by their
    codes and ids, so that answers are shown in words."""

    id: str
    name: str
    party: str
    names: tuple[tuple[str, str], ...] = ()

    def named(self, code: str) -> str:
        return dict(self.names).get(code, code)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An evidence item with its bytes, as a basis of the case. `text` is what was read in it, `mentions` the places
    that speak of this person, `strips` the pictures (PNG) of mentions on a photo by row number, `origin` the grade
    A-F of its source; `protected` if the source is a returned person or somebody else who must not be known."""

    item: Item
    data: bytes
    text: str
    mentions: tuple[Mention, ...]
    origin: str
    protected: bool
    strips: tuple[tuple[int, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of an exhibit: the words before the mention, the mention as written, the words after; or a picture
    (PNG) of the row where it stands, `row` its number from 1."""

    before: str
    written: str
    after: str
    picture: bytes = b""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A numbered proof. `sha256` is that of the original bytes; `attached` is what goes into the package: the
    original itself if `whole`, else the excerpts alone. `witness` is the letter of a protected witness, whose
    `source` and `name` are empty and whose `collected_on` (EDTF) is a month; for every other exhibit it is
    empty."""

    number: int
    sha256: str
    kind: str
    name: str
    media_type: str
    size: int
    source: str
    collected_on: str
    origin: str
    witness: str
    whole: bool
    attached: bytes
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing stated of the person and every exhibit it stands in, by number; `grade` is the best of them."""

    property: str
    group: str
    value: str
    written: str
    true_on: str
    grade: Grade
    exhibits: tuple[int, ...]
    contradicted: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that was kept out, and why."""

    what: Saying
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """One of the four judgements: its answer in words for each language, the certainty in per cent, the newest sign
    (EDTF: a month where the day could betray a protected witness, empty if unknown) and its age in days."""

    question: str
    answers: tuple[tuple[Language, str], ...]
    percent: int
    sign_on: str
    age_days: int | None
    reason: Saying
    exhibits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole case. `languages` are Ukrainian and Russian side by side, or English alone."""

    subject: Subject
    audience: Audience
    languages: tuple[Language, ...]
    made_at: datetime
    made_by: str
    lines: tuple[Line, ...]
    claims: tuple[Claim, ...]
    exhibits: tuple[Exhibit, ...]
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What a dossier is assembled from. `statements` stand (not retracted), `assessment` was made from them,
    `evidence` holds every item they rest on, and `conceal` the names and call-signs of protected witnesses, which
    must not be found anywhere in the dossier."""

    subject: Subject
    statements: tuple[Statement, ...]
    assessment: Assessment
    evidence: tuple[Evidence, ...]
    conceal: tuple[str, ...] = ()
