"""Safe passage as a lease: (lease, event) → (lease, saying). Each party runs it over the words that reached it.

1. Nobody moves without an acknowledgement bound to the hash of this very notice.
2. What was acknowledged ends early only with the agreement of the side that moves.
3. Who guarantees the way holds fire from a skew of the clocks before the mover's window until a skew after it.
4. The mover never agrees while anybody of its people is on the road, and gives no other notice then.

The words of one party reach the other in the order in which they were said (the transcript sees to that); they may
come late or never. As long as the two clocks differ by no more than CLOCK_SKEW, people on the road within their
window are under the guarantee of every guarantor: searched in `tests/models`.
"""

from homeward.channel.passage.force import binding as binding
from homeward.channel.passage.force import holds as holds
from homeward.channel.passage.force import in_force as in_force
from homeward.channel.passage.light import HEARD_EVERY as HEARD_EVERY
from homeward.channel.passage.light import lamp as lamp
from homeward.channel.passage.machine import refusal_of_notice as refusal_of_notice
from homeward.channel.passage.machine import step as step
from homeward.channel.passage.state import CLOCK_SKEW as CLOCK_SKEW
from homeward.channel.passage.state import Acknowledgement as Acknowledgement
from homeward.channel.passage.state import Act as Act
from homeward.channel.passage.state import Event as Event
from homeward.channel.passage.state import Lease as Lease
from homeward.channel.passage.state import Step as Step
