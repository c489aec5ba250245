"""Deals among many parties: people released by one state for people released by another to a third, groups that may
not be divided, stays in a third country, pardons that must come first, and states that only give or only host."""
