from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channel', '0011_messages_to_fewer'),
    ]

    operations = [
        migrations.RemoveField(model_name='pen', name='salt'),
        migrations.AddField(
            model_name='pen',
            name='sealed',
            field=models.BinaryField(default=b''),
            preserve_default=False,
        ),
        migrations.RemoveField(model_name='draft', name='pen'),
        migrations.AddField(model_name='draft', name='pen', field=models.BinaryField(blank=True, default=b'')),
        migrations.AlterField(model_name='draft', name='pen', field=models.BinaryField(blank=True)),
    ]
