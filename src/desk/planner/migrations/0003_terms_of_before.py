"""Proposals made before the terms knew more rules: what was not asked for is written down as such."""

from django.db import migrations

_NOT_ASKED = {
    "scale": "bands",
    "all_of": [],
    "everybody": False,
    "most_camps": 0,
    "odds": 0,
    "per_day": 0,
    "days": 1,
    "step": 0,
    "most_bodies": [0, 0],
    "body_ratio": [0, 0],
    "third_country": [],
    "stay_country": "",
    "stays": 0,
    "tied": [],
}
_ORDER = ["art_109", "unwell", "vulnerable", "months", "imbalance", "expected", "given"]
_LESS_IS_BETTER = ("imbalance", "given")
_WEAK = 10**9  # a bound that holds for certain, where none was kept


def complete(apps, schema_editor):
    for row in apps.get_model("planner", "Proposal").objects.all():
        row.terms = _NOT_ASKED | row.terms
        row.order = row.order or _ORDER
        row.levels = [_level(**level) for level in row.levels]
        row.save(update_fields=["terms", "order", "levels"])


def _level(key, value, proven=None, bound=None):
    if bound is None:
        bound = value if proven else 0 if key in _LESS_IS_BETTER else _WEAK
    return {"key": key, "value": value, "bound": bound}


class Migration(migrations.Migration):
    dependencies = [("planner", "0002_terms_jobs_answers")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
