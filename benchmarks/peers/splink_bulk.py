"""Run by `benchmarks._linkage_bulk` where Splink is installed: a CSV of mentions linked with one of people (columns id,
names, born, units, places), names romanised beforehand. Writes the best person of each mention with its match weight to
a third CSV; prints CPU seconds, its threads included, and MB."""

from __future__ import annotations

import functools
import re
import resource
import sys
from typing import Any

import jellyfish  # type: ignore[import-not-found]
import pandas as pd  # type: ignore[import-untyped]
import splink.comparison_level_library as level  # type: ignore[import-not-found]
import splink.comparison_library as comparison  # type: ignore[import-not-found]
from anyascii import anyascii  # type: ignore[import-not-found]
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

_PATRONYMIC = re.compile("(vich|vych|vic|vyc|wicz|witsch|vitch|vna|wna)$")
_DATE = 10  # signs of a whole date


def parts(name: str) -> tuple[str | None, str | None, str | None]:
    """Surname, given name and patronymic of a romanised name, as far as they are told by order and ending."""
    words = re.findall("[a-z']+", anyascii(name).lower())
    patronymic = next((word for word in words[1:] if _PATRONYMIC.search(word)), None)
    rest = [word for word in words if word != patronymic]
    return (rest[0] if rest else None), (rest[1] if len(rest) > 1 else None), patronymic


@functools.cache
def heard(word: str | None) -> str | None:
    return (jellyfish.metaphone(word) or None) if word else None


def frame(path: str) -> Any:
    read = pd.read_csv(path, dtype=str, keep_default_na=False)
    named = [parts(name) for name in read.names]
    table = pd.DataFrame(named, columns=["s", "g", "p"])
    table["unique_id"] = read.id
    table["dob"] = [date if len(date) == _DATE else None for date in read.born]
    table["yr"] = [date[:4] or None for date in read.born]
    table["ob"], table["un"] = read.places.replace("", None), read.units.replace("", None)
    table["sg"] = [" ".join(sorted(word for word in (s, g) if word)) for s, g, _ in named]
    table["ms"], table["mg"] = [heard(s) for s, _, _ in named], [heard(g) for _, g, _ in named]
    table["t1"] = [min(s, g or s)[:5] if s else None for s, g, _ in named]
    table["t2"] = [max(s, g or s)[:5] if s else None for s, g, _ in named]
    return table


def near(one: str, other: str, least: float) -> str:
    return f"jaro_winkler_similarity({one}, {other}) > {least}"


def settings(people: int) -> Any:
    name = comparison.CustomComparison(
        output_column_name="sg",
        comparison_levels=[
            level.NullLevel("sg"),
            level.ExactMatchLevel("sg", term_frequency_adjustments=True),
            level.JaroWinklerLevel("sg", 0.95),
            level.CustomLevel(f"{near('s_l', 's_r', 0.9)} and {near('g_l', 'g_r', 0.9)}", "both close"),
            level.CustomLevel(f"{near('s_l', 'g_r', 0.9)} and {near('g_l', 's_r', 0.9)}", "swapped"),
            level.CustomLevel(f"{near('s_l', 's_r', 0.8)} and {near('g_l', 'g_r', 0.75)}", "both near"),
            level.CustomLevel(f"{near('s_l', 'g_r', 0.8)} and {near('g_l', 's_r', 0.75)}", "swapped near"),
            level.CustomLevel(f"{near('s_l', 's_r', 0.88)} or {near('s_l', 'g_r', 0.88)}", "surname near"),
            level.ElseLevel(),
        ],
    )
    born = comparison.CustomComparison(
        output_column_name="dobc",
        comparison_levels=[
            level.NullLevel("yr"),
            level.CustomLevel("dob_l = dob_r", "exact"),
            level.CustomLevel("damerau_levenshtein(dob_l, dob_r) <= 1", "one digit"),
            level.CustomLevel("yr_l = yr_r", "year"),
            level.ElseLevel(),
        ],
    )
    blocks = [
        block_on("t1", "t2"),
        block_on("ms", "substr(g,1,2)", "substr(s,1,3)"),
        "l.ms=r.mg and substr(l.g,1,2)=substr(r.s,1,2)",
        block_on("dob"),
        block_on("mg", "p", "substr(s,1,2)"),
        block_on("yr", "substr(s,1,3)", "substr(g,1,2)"),
        block_on("ob", "un", "substr(s,1,3)"),
    ]
    others = [comparison.ExactMatch("ob"), comparison.ExactMatch("un")]
    return SettingsCreator(
        link_type="link_only",
        comparisons=[name, comparison.JaroWinklerAtThresholds("p", [0.95, 0.88, 0.8]), born, *others],
        blocking_rules_to_generate_predictions=blocks,
        probability_two_random_records_match=0.9 / people,
    )


def main() -> None:
    mentions, people, out = sys.argv[1:]
    register, asked = frame(people), frame(mentions)
    asked["unique_id"] = "Q" + asked["unique_id"]
    database = DuckDBAPI()
    tables = [database.register(register, table_name="reg"), database.register(asked, table_name="que")]
    linker = Linker(tables, settings(len(register)))
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("s", "g"))
    found = linker.inference.predict(threshold_match_weight=-10)
    query = f"""select q[2:] as mention, r as person, w as weight from (
        select case when unique_id_l like 'Q%' then unique_id_l else unique_id_r end q,
               case when unique_id_l like 'Q%' then unique_id_r else unique_id_l end r, match_weight w,
               row_number() over (partition by q order by match_weight desc) k
        from {found.physical_name}) where k = 1"""  # noqa: S608
    database._con.execute(query).df().to_csv(out, index=False)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    print(f'{{"seconds": {spent.ru_utime + spent.ru_stime}, "memory_mb": {spent.ru_maxrss / 1024}}}')


if __name__ == "__main__":
    main()
