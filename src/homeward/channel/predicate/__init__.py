"""Who belongs to a category: a rule that is data. Both sides sign it, and the program of each answers yes, no or not
known for anybody. A vague date answers only what is true of every day it may mean.

Form: {"fact": "sex", "in": ["female"]}, {"age": {"from": 60}}, {"age": {"below": 25}}, {"held": {"days": 365}},
{"stated": "seriously_wounded"}, {"all": [...]}, {"any": [...]}, {"not": ...}.
"""

from homeward.channel.predicate.person import Fact as Fact
from homeward.channel.predicate.person import Person as Person
from homeward.channel.predicate.reading import MOST_RULES as MOST_RULES
from homeward.channel.predicate.reading import BadPredicate as BadPredicate
from homeward.channel.predicate.reading import read as read
from homeward.channel.predicate.rules import Aged as Aged
from homeward.channel.predicate.rules import Every as Every
from homeward.channel.predicate.rules import Held as Held
from homeward.channel.predicate.rules import OneOf as OneOf
from homeward.channel.predicate.rules import Other as Other
from homeward.channel.predicate.rules import Rule as Rule
from homeward.channel.predicate.rules import Some as Some
from homeward.channel.predicate.rules import Stated as Stated
