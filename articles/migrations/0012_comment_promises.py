"""What holds of every comment, now that the older ones have their place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_threads_of_comments")]

    operations = [
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('depth', 1), ('parent', None), ('thread', None)), models.Q(('depth__in', [2, 3]), ('parent__isnull', False), ('thread__isnull', False)), _connector='OR'), name='comment_in_its_thread'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), ('shown', True), _connector='OR'), name='comment_approved_shown'),
        ),
    ]
