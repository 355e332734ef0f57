from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_minutes")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="update_note",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Public: what was new at `changed_at`, if it was said.",
                max_length=300,
            ),
        ),
    ]
