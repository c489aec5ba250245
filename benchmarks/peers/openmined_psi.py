"""Run by `benchmarks.matching` where openmined-psi is installed: CPU seconds and MB of one intersection of N and N
items, half of them shared, exact (not a Bloom filter), of which the client alone learns the result."""

from __future__ import annotations

import json
import resource
import sys
import time

import private_set_intersection.python as psi  # type: ignore[import-not-found]


def main() -> None:
    size = int(sys.argv[1])
    client, server = psi.client.CreateWithNewKey(True), psi.server.CreateWithNewKey(True)
    ours = [f"item {number}" for number in range(size)]
    theirs = [f"item {number + size // 2}" for number in range(size)]
    start = time.process_time()
    setup = server.CreateSetupMessage(1e-9, size, theirs, psi.DataStructure.RAW)
    answer = server.ProcessRequest(client.CreateRequest(ours))
    found = client.GetIntersection(setup, answer)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory_mb": memory, "found": len(found)}))


if __name__ == "__main__":
    main()
