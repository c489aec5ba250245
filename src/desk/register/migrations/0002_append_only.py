from django.db import migrations

from desk.sql import append_only


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [append_only("register_statement"), append_only("register_retraction")]
