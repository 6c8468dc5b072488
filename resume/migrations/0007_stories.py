
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resume', '0006_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(max_length=100)),
                ('slug', models.SlugField(editable=False, max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('resume', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stories', to='resume.resume')),
            ],
            options={
                'verbose_name_plural': 'stories',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('resume', 'about'), name='story_is_of_one'), models.UniqueConstraint(fields=('resume', 'slug'), name='story_slug_is_unique')],
            },
        ),
    ]
