"""Exchanges in rings and chains between many parties, where no two of them alone could agree.

A vertex of the graph is what one party offers together with what it claims in return: it releases people to whoever
claims them and receives people from somebody else. A ring of offers closes on itself; a chain begins with a release
that asks for nothing. `graph` holds who can serve whom; `search` finds the best set of rings and chains, with proof."""
