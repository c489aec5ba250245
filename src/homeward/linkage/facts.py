"""What is known of a mention or of a person, in the form in which the two are compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Each field holds every form known, as written: names in any script and order; dates of birth as EDTF, years
    reckoned from an age as an interval (1984/1985); units, ranks and places as text; service numbers; names of kin;
    traits of appearance as `property=value`. A mention mostly has one name and little else."""

    names: tuple[str, ...]
    born: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    service_numbers: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    appearance: tuple[str, ...] = ()
