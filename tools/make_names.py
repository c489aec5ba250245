"""Makes the name lists of `homeward.names` from two packages whose licences allow it.

    python tools/make_names.py WHEELS OUT

WHEELS is a folder in which the wheels names_translator 2.1.0 (MIT) and russiannames 2.0.0 (BSD-3-Clause) were unpacked;
needs pyarrow and dawg2-python, in an environment of its own. The lists hold names and aggregate counts, never people.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as parquet
from dawg_python import RecordDAWG

SURNAMES = 4000
UKRAINIAN = ("ко", "ук", "юк", "як", "ак", "ик", "ець", "ський", "цький", "ишин", "ай", "уб", "ич", "ло", "ба", "ний")
RUSSIAN = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ой", "ый", "их", "ых")
IRREGULAR = {
    "Микола": ("Миколайович", "Миколаївна"),
    "Ілля": ("Ілліч", "Іллівна"),
    "Лука": ("Лукич", "Луківна"),
    "Кузьма": ("Кузьмич", "Кузьмівна"),
    "Яків": ("Якович", "Яківна"),
    "Федір": ("Федорович", "Федорівна"),
    "Лев": ("Львович", "Львівна"),
    "Григорій": ("Григорович", "Григорівна"),
}
CANONICAL = {
    row["ru"]: row["uk"]
    for row in csv.DictReader(Path(__file__).with_name("canonical_given.csv").open(encoding="utf-8"))
}


class Pool:
    """One dictionary of names_translator: a Ukrainian name and its Russian forms, best first."""

    def __init__(self, folder: Path, name: str) -> None:
        self.words = RecordDAWG(">BH")
        self.words.load(str(folder / f"{name}.dawg"))
        self.every = self.words.keys
        self.rules = json.loads((folder / f"{name}.rules.json").read_text())

    def russian(self, key: str) -> str:
        _, rule = min(self.words[key])
        drop, suffix, _ = self.rules[rule]
        return (key[: len(key) - drop] + suffix).capitalize()


def main(wheels: Path, out: Path) -> None:
    folder = wheels / "names_translator" / "data"
    counts = wheels / "russiannames" / "data"
    given(folder, counts, out)
    patronymics(folder, counts, out)
    surnames(folder, counts, out)


def given(folder: Path, counts: Path, out: Path) -> None:
    """All Ukrainian spellings of a given name; `usual` marks the one in use today (by hand, canonical_given.csv)."""
    known = {row["text"]: row for row in parquet.read_table(counts / "names.parquet").to_pylist() if row["count"] >= 40}
    pool = Pool(folder, "first")
    pairs = {(key.capitalize(), pool.russian(key)) for key in pool.every() if simple(key)}
    pairs |= {(uk, ru) for ru, uk in CANONICAL.items()}
    rows = [
        (uk, ru, known[ru]["gender"], known[ru]["count"], int(CANONICAL.get(ru) == uk))
        for uk, ru in pairs
        if ru in known
    ]
    write(out / "given.csv", "uk ru sex weight usual", sorted(rows, key=lambda row: (-row[3], -row[4], row[0])))


def patronymics(folder: Path, counts: Path, out: Path) -> None:
    table = parquet.read_table(counts / "midnames.parquet").to_pylist()
    known = {row["text"]: row for row in table if row["count"] >= 20}
    pool = Pool(folder, "patronymic")
    spelled = group((pool.russian(key), key.capitalize()) for key in pool.every() if simple(key))
    rows = []
    for russian, forms in spelled.items():
        row = known.get(russian)
        if row is None:
            continue
        father = CANONICAL.get(row["fname"] or "", "")
        usual = patronymic_uk(father, row["gender"]) if father else ""
        for form in sorted({*forms, *filter(None, [usual])}):
            rows.append((form, russian, row["fname"] or "", row["gender"], row["count"], int(form == usual)))
    write(
        out / "patronymics.csv",
        "uk ru father_ru sex weight usual",
        sorted(rows, key=lambda row: (-row[4], -row[5], row[0])),
    )


def surnames(folder: Path, counts: Path, out: Path) -> None:
    table = parquet.read_table(counts / "surnames.parquet").to_pylist()
    men = {row["text"]: row["count"] for row in table if row["gender"] != "f" and row["count"] >= 3}
    pool = Pool(folder, "last")
    spelled = group((pool.russian(key), key.capitalize()) for key in pool.every() if simple(key))
    usual = {russian: min(forms, key=oddness) for russian, forms in spelled.items()}
    ukrainian = [
        (uk, woman_uk(uk), ru, men[ru]) for ru, uk in usual.items() if ru in men and uk.lower().endswith(UKRAINIAN)
    ]
    write(out / "surnames_uk.csv", "uk uk_f ru weight", heaviest(ukrainian))
    russian = [(ru, woman_ru(ru), usual.get(ru, ""), count) for ru, count in men.items() if ru.endswith(RUSSIAN)]
    write(out / "surnames_ru.csv", "ru ru_f uk weight", heaviest(russian))


def heaviest(rows: list[tuple[str, str, str, int]]) -> list[tuple[str, str, str, int]]:
    return sorted(rows, key=lambda row: (-row[3], row[0]))[:SURNAMES]


def group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for russian, form in pairs:
        found.setdefault(russian, []).append(form)
    return found


def patronymic_uk(father: str, sex: str) -> str:
    """Today's Ukrainian patronymic of a father's name."""
    if father in IRREGULAR:
        return IRREGULAR[father][sex == "f"]
    if father.endswith("й"):
        return father + "ович" if sex == "m" else father[:-1] + "ївна"
    stem = father.rstrip("оаь")
    soft = "ь" if father.endswith("ь") and sex == "m" else ""
    return stem + soft + ("ович" if sex == "m" else "івна")


def oddness(form: str) -> int:
    """How little a spelling looks like today's Ukrainian; the dictionary keeps old and mistaken spellings too."""
    low = form.lower()
    odd = 5 * sum(low.count(letter) for letter in "ыэёъ") + 5 * low.startswith("и") + low.count("і")
    odd += 3 * sum(low[place] == "є" and low[place - 1] not in "аеєиіїоуюя'" for place in range(1, len(low)))
    odd += 4 * sum(low.count(pair) for pair in ("л'", "с'", "т'", "н'", "д'", "з'", "ц'"))
    odd -= 2 * low.endswith(("івна", "ївна"))
    return odd


def simple(key: str) -> bool:
    return key.replace("'", "").isalpha() and len(key) >= 3


def woman_uk(name: str) -> str:
    if name.endswith(("ський", "цький", "ний")):
        return name[:-2] + "а"
    return name + "а" if name.endswith(("ишин",)) else name


def woman_ru(name: str) -> str:
    if name.endswith(("ский", "цкий", "ый", "ой")):
        return name[:-2] + "ая"
    return name if name.endswith(("их", "ых")) else name + "а"


def write(path: Path, header: str, rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)
    print(path.name, len(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
