"""Grows the tables by which names are judged, from made-up people whose names are drawn from open lists."""
