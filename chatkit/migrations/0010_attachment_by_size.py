"""Apart from the data: PostgreSQL alters no table with pending changes of its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chatkit', '0009_upload_sizes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(models.F('size'), name='attachment_by_size'),
        ),
    ]
