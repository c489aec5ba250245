import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import desk.sql


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("envelope", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("taken_in_at", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disclosures", to="channel.message"
                    ),
                ),
                (
                    "taken_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        desk.sql.append_only("channel_disclosure"),
    ]
