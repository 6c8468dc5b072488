import json
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


OWN = {'id', 'revision', 'published', 'resume', 'entry', 'rank'}


def publish_rows(apps, schema_editor):
    """What visitors see today is the first version."""
    for resume in apps.get_model('resume', 'Resume').objects.all():
        photo = apps.get_model('resume', 'Photo').objects.filter(resume=resume).first()
        if photo:
            apps.get_model('resume', 'Picture').objects.create(
                digest=photo.digest, content_type=photo.content_type, content=photo.content
            )
        entries = resume.entries.order_by('rank', 'pk').prefetch_related('highlights')
        content = {
            **columns(resume),
            'entries': [
                {
                    **columns(entry),
                    'highlights': [
                        columns(found)
                        for found in sorted(entry.highlights.all(), key=lambda h: (h.rank, h.pk))
                    ],
                }
                for entry in entries
            ],
            'stories': [],
            'photo': photo and {
                'source': photo.source, 'digest': photo.digest, 'content_type': photo.content_type
            },
        }
        resume.published = apps.get_model('resume', 'PublishedVersion').objects.create(
            resume=resume, number=1, content=json.dumps(content, ensure_ascii=False)
        )
        resume.save()


def columns(row):
    fields = row._meta.concrete_fields
    return {f.name: getattr(row, f.attname) for f in fields if f.name not in OWN}


class Migration(migrations.Migration):

    dependencies = [
        ('resume', '0005_typeset_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('digest', models.CharField(primary_key=True, serialize=False)),
                ('content_type', models.CharField()),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.AlterModelOptions(
            name='resume',
            options={'permissions': (('publish_resume', 'Can publish the résumé'),), 'verbose_name': 'résumé'},
        ),
        migrations.AddField(
            model_name='entry',
            name='visibility',
            field=models.CharField(choices=[('shown', 'shown'), ('on request', 'in the chat, when asked'), ('hidden', 'hidden')], default='shown', db_default='shown'),
        ),
        migrations.AddField(
            model_name='resume',
            name='visibility',
            field=models.JSONField(blank=True, default=dict, help_text='What is not shown to all', null=True),
        ),
        migrations.AddField(
            model_name='resume',
            name='extra_text',
            field=models.TextField(db_default='{}', default='{}', editable=False),
        ),
        migrations.CreateModel(
            name='PublishedVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('published_at', models.DateTimeField(auto_now_add=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('content', models.TextField()),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resume', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='resume.resume')),
            ],
            options={
                'ordering': ('-number',),
            },
        ),
        migrations.AddField(
            model_name='resume',
            name='published',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='resume.publishedversion'),
        ),
        migrations.RunPython(publish_rows, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='publishedversion',
            constraint=models.UniqueConstraint(fields=('resume', 'number'), name='version_number_is_unique'),
        ),
    ]
