"""Comments people trust: threads, people, flags, appeals, rules, what is learned."""

import articles.models.person
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_desk_embargo'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=2000, verbose_name='what its author says')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='sent')),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'the comment was approved after all'), ('dismissed', 'the refusal stands')], editable=False, max_length=10, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
            ],
            options={
                'verbose_name': 'appeal',
                'verbose_name_plural': 'appeals',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('up_to', models.DateTimeField()),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='DiscussionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slow_minutes', models.PositiveSmallIntegerField(default=0, help_text='0: no slow mode.', verbose_name='slow mode: minutes between two comments of a person')),
                ('all_held', models.BooleanField(default=False, help_text='Also those of people who are trusted.', verbose_name='every comment is read first')),
                ('close_days', models.PositiveSmallIntegerField(blank=True, help_text='Counted from the publication of the story. Empty: as everywhere else; 0: never.', null=True, verbose_name='closed after so many days')),
            ],
            options={
                'verbose_name': 'rule of a discussion',
                'verbose_name_plural': 'rules of discussions',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('off_topic', 'off topic'), ('insult', 'insults or threats'), ('hate', 'hatred or apology of crimes'), ('danger', 'details that may endanger people'), ('privacy', 'private details of somebody'), ('false', 'a claim that is false'), ('advert', 'advertising'), ('other', 'another reason')], max_length=12, verbose_name='reason')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='in the reader’s words')),
                ('sender', models.CharField(blank=True, editable=False, help_text='Hash, dropped after 30 days.', max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='flagged')),
                ('settled_at', models.DateTimeField(editable=False, null=True, verbose_name='settled')),
            ],
            options={
                'verbose_name': 'flag',
                'verbose_name_plural': 'flags',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Learned',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spam', models.PositiveIntegerField(help_text='Comments filed as spam that it was shown.')),
                ('ham', models.PositiveIntegerField(help_text='Approved ones.')),
                ('weights', models.JSONField(help_text='{word: how much it speaks for spam, in log odds}')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='learned')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=100, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=245, verbose_name='name')),
                ('language', models.CharField(blank=True, help_text='Of the mails to this person.', max_length=2, verbose_name='language')),
                ('verified_at', models.DateTimeField(editable=False, null=True, verbose_name='verified')),
                ('key', models.CharField(default=articles.models.person.new_key, editable=False, max_length=32)),
                ('no_mail', models.BooleanField(default=False, verbose_name='wants no mail from here')),
                ('standing', models.CharField(blank=True, choices=[('premoderated', 'always read first'), ('muted', 'may not comment for a time'), ('banned', 'may not comment')], max_length=12, verbose_name='standing')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('note', models.TextField(blank=True, verbose_name='why, for colleagues')),
                ('judged_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'verbose_name': 'commenter',
                'verbose_name_plural': 'commenters',
                'ordering': ['email'],
            },
        ),
        migrations.CreateModel(
            name='Salt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='WordList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('terms', models.TextField(help_text='One a line. Accents and capitals do not count.', verbose_name='words and phrases')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'word list',
                'verbose_name_plural': 'word lists',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='comment',
            name='comment_status_known',
        ),
        migrations.RemoveConstraint(
            model_name='comment',
            name='comment_not_empty',
        ),
        migrations.RemoveIndex(
            model_name='comment',
            name='comment_of_story',
        ),
        migrations.RemoveIndex(
            model_name='comment',
            name='comment_queue',
        ),
        migrations.AddField(
            model_name='author',
            name='comment_mail',
            field=models.BooleanField(default=True, help_text='News of the comments under their stories, to the account.', verbose_name='mail about comments'),
        ),
        migrations.AddField(
            model_name='comment',
            name='announced_at',
            field=models.DateTimeField(editable=False, help_text='When it became visible and the author of the one it answers was told.', null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague'),
        ),
        migrations.AddField(
            model_name='comment',
            name='depth',
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='comment',
            name='edited_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='edited by its author'),
        ),
        migrations.AddField(
            model_name='comment',
            name='flagged',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='open flags'),
        ),
        migrations.AddField(
            model_name='comment',
            name='message',
            field=models.TextField(blank=True, editable=False, verbose_name='message to its author'),
        ),
        migrations.AddField(
            model_name='comment',
            name='notify',
            field=models.BooleanField(default=False, editable=False, help_text='Nothing is sent before `person` is set.', verbose_name='wants to hear of answers'),
        ),
        migrations.AddField(
            model_name='comment',
            name='picked_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='picked by the newsroom'),
        ),
        migrations.AddField(
            model_name='comment',
            name='refusal',
            field=models.CharField(blank=True, choices=[('off_topic', 'off topic'), ('insult', 'insults or threats'), ('hate', 'hatred or apology of crimes'), ('danger', 'details that may endanger people'), ('privacy', 'private details of somebody'), ('false', 'a claim that is false'), ('advert', 'advertising'), ('other', 'another reason')], editable=False, max_length=12, verbose_name='reason of the refusal'),
        ),
        migrations.AddField(
            model_name='comment',
            name='role',
            field=models.CharField(blank=True, choices=[('staff', 'the newsroom'), ('author', 'author of the story')], editable=False, max_length=10, verbose_name='badge'),
        ),
        migrations.AddField(
            model_name='comment',
            name='shown',
            field=models.BooleanField(default=False, editable=False, help_text='Whether it has a place in its thread.'),
        ),
        migrations.AddField(
            model_name='comment',
            name='thread',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='answers', to='articles.comment'),
        ),
        migrations.AddField(
            model_name='sender',
            name='barred_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='story',
            name='comment_count',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='Those that readers see.'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='body',
            field=models.TextField(blank=True, verbose_name='comment'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='email',
            field=models.EmailField(blank=True, max_length=100, verbose_name='e-mail'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='html',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name='comment',
            name='name',
            field=models.CharField(blank=True, max_length=245, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='replies', to='articles.comment', verbose_name='reply to'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='reasons',
            field=models.JSONField(default=list, help_text='A list of [code, detail], explained by lib/defences/.', verbose_name='why it is held'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='sender',
            field=models.CharField(blank=True, editable=False, help_text='Hash of the address it came from, for 30 days.', max_length=64),
        ),
        migrations.AlterField(
            model_name='comment',
            name='status',
            field=models.CharField(choices=[('pending', 'waiting'), ('approved', 'approved'), ('refused', 'refused'), ('spam', 'spam'), ('withdrawn', 'withdrawn by its author')], default='pending', max_length=10, verbose_name='status'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='comment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='articles.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decided_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='discussionrule',
            name='region',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='discussion_rule', to='articles.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='discussionrule',
            name='story',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='discussion_rule', to='articles.story', verbose_name='story'),
        ),
        migrations.AddField(
            model_name='flag',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='articles.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='flag',
            name='settled_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='judged_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comment',
            name='person',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to='articles.person', verbose_name='verified person'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('shown', True), ('thread', None)), fields=['story', 'created_at', 'id'], name='comment_threads'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('thread__isnull', False)), fields=['thread'], name='comment_thread'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('shown', True), ('thread__isnull', False)), fields=['thread', 'created_at', 'id'], name='comment_answers'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('picked_at__isnull', False)), fields=['story', '-picked_at'], name='comment_picks'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('status', 'approved')), fields=['-created_at', '-id'], name='comment_newest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['status', 'created_at', 'id'], name='comment_queue'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('flagged__gt', 0)), fields=['created_at', 'id'], name='comment_flagged'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['decided_at'], name='comment_decided'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['sender', 'status'], name='comment_sender'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'approved', 'refused', 'spam', 'withdrawn'])), name='comment_status_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'withdrawn'), models.Q(models.Q(('name', ''), _negated=True), models.Q(('body', ''), _negated=True)), _connector='OR'), name='comment_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('picked_at', None), ('status', 'approved'), _connector='OR'), name='comment_picked_is_approved'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('role', ''), ('role__in', ['staff', 'author']), _connector='OR'), name='comment_role_known'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('outcome__in', ['granted', 'dismissed'])), _connector='OR'), name='appeal_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='discussionrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('region__isnull', False), ('story', None)), models.Q(('region', None), ('story__isnull', False)), _connector='OR'), name='discussion_rule_of_one', violation_error_message='Choose a story or a region, not both.'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.UniqueConstraint(condition=models.Q(('sender', ''), _negated=True), fields=('comment', 'sender'), name='flag_once_a_reader'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['off_topic', 'insult', 'hate', 'danger', 'privacy', 'false', 'advert', 'other'])), name='flag_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='person_email_lower_case'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('standing', ''), ('standing__in', ['premoderated', 'muted', 'banned']), _connector='OR'), name='person_standing_known'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', 'muted'), _negated=True), ('until__isnull', False), _connector='OR'), name='person_muted_until'),
        ),
    ]
