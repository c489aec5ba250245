"""The deal: a pure machine. (deal, event) → (deal, saying); the same messages give the same deal on both sides.

An event is a message held in a transcript. Only the side to which the standing offer is addressed may accept, counter
or decline it; only the side that made it may confirm an acceptance. Either side may withdraw while nothing is
accepted, the offering side until it has confirmed. So no two messages under way at the same time can lead the two
sides to different ends. A sealed deal moves nobody yet: that takes a `start` from both. A date is a date once both
have signed it: one proposes, the other agrees. What the two sides cannot settle the mediator rules on; what was
under way when the dispute arose is kept.

Whether an answer came in time is the author's word, unless the terms name a mediator who keeps time: then an answer
counts that it postmarked by the time the offer ran out, and only that mediator says that none came. So what is sealed
at one end never lapses at the other; without a mediator nothing can promise that.
"""

from homeward.channel.deal.bargain import opened as opened
from homeward.channel.deal.bargain import overdue as overdue
from homeward.channel.deal.machine import step as step
from homeward.channel.deal.machine import step_among as step_among
from homeward.channel.deal.state import BINDING as BINDING
from homeward.channel.deal.state import OPEN as OPEN
from homeward.channel.deal.state import Day as Day
from homeward.channel.deal.state import Deal as Deal
from homeward.channel.deal.state import DealState as DealState
from homeward.channel.deal.state import Lapse as Lapse
from homeward.channel.deal.state import Link as Link
from homeward.channel.deal.state import Step as Step
from homeward.channel.event import Event as Event
from homeward.channel.event import Named as Named
