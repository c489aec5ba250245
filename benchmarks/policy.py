"""People home after sixty rounds: the planner's policy against plain one-for-one, for each stated counterpart.

The same seeds, captures and weather for both; every assumption stands in homeward/simulator/data/policy.csv. An
interval is the 95 per cent confidence interval of the mean over the runs."""

from __future__ import annotations

from benchmarks import _command
from homeward.simulator.policy.counterpart import COUNTERPARTS
from homeward.simulator.policy.policies import Policy
from homeward.simulator.policy.rounds import Interval, compare

RUNS, QUICK_RUNS, SEED, ROUNDS, QUICK_ROUNDS = 20, 4, 1, 60, 20


def main() -> None:
    asked = _command.asked("People home after sixty rounds, by policy and counterpart.")
    runs, rounds = (QUICK_RUNS, QUICK_ROUNDS) if asked.quick else (RUNS, ROUNDS)
    figures: dict[str, float] = {"runs": runs, "rounds": rounds}
    apart = True
    for other in COUNTERPARTS:
        ours, plain = (compare(other, policy, runs, SEED, rounds)[-1] for policy in Policy)
        figures[f"people_home_ratio_{other.name}"] = round(ours.mean / max(plain.mean, 1e-9), 2)
        figures |= _told(f"ours_{other.name}", ours) | _told(f"plain_{other.name}", plain)
        apart = apart and ours.low > plain.high
    asked.show(figures | {"intervals_apart": int(apart)})


def _told(name: str, found: Interval) -> dict[str, float]:
    parts = {"mean": found.mean, "low": found.low, "high": found.high}
    return {f"home_{name}_{key}": round(value, 1) for key, value in parts.items()}


if __name__ == "__main__":
    main()
