"""Private matching: two sides learn whom both know, and of the others no more than how many there are.

Tier 0 compares signed counts. Tier 1 is a Diffie-Hellman intersection on ristretto255 in which both sides commit
before either reveals. In tier 2 mediators key the names without seeing them (RFC 9497). In tier 3 only persons with a
file at the Red Cross are entered. `docs/protocol-matching.md` gives every byte; `docs/explanation/matching.md` what
it does not protect.
"""
