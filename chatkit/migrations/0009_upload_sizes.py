"""The size of each uploaded file, for the quota of all of them."""

import logging

from django.core.files.storage import default_storage
from django.db import migrations, models

logger = logging.getLogger(__name__)


def measure(apps, schema_editor):
    """A storage that does not answer must not stop the migration."""
    Attachment = apps.get_model('chatkit', 'Attachment')
    for pk, name in Attachment.objects.exclude(file='').values_list('pk', 'file'):
        try:
            size = default_storage.size(name)
        except FileNotFoundError:
            continue
        except Exception as error:  # noqa: BLE001
            logger.warning('Existing uploads do not count against the quota: %s', error)
            return
        Attachment.objects.filter(pk=pk).update(size=size)


class Migration(migrations.Migration):

    dependencies = [
        ('chatkit', '0008_image_origins'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='size',
            field=models.PositiveBigIntegerField(db_default=0, default=0),
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
