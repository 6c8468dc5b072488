"""Removes the help texts from the columns' state; the database does not change."""

from django.db import migrations, models

FIELDS = {
    'answer_seconds': models.PositiveIntegerField(blank=True, null=True, verbose_name='Answer seconds'),
    'budget_warning_percent': models.PositiveIntegerField(blank=True, null=True, verbose_name='Budget warning percent'),
    'chat_enabled': models.BooleanField(blank=True, null=True, verbose_name='Chat enabled'),
    'custom_url': models.TextField(blank=True, null=True, verbose_name='Custom URL'),
    'disclaimer': models.TextField(blank=True, null=True, verbose_name='Disclaimer'),
    'domain_key': models.TextField(blank=True, null=True, verbose_name='Domain key'),
    'enable_uploads': models.BooleanField(blank=True, null=True, verbose_name='Enable uploads'),
    'greeting': models.TextField(blank=True, null=True, verbose_name='Greeting'),
    'input_price': models.DecimalField(blank=True, decimal_places=4, max_digits=10, null=True, verbose_name='Input price'),
    'instructions': models.TextField(blank=True, null=True, verbose_name='Instructions'),
    'integration_type': models.CharField(blank=True, choices=[('hosted', 'hosted'), ('custom', 'custom')], max_length=20, null=True, verbose_name='Integration type'),
    'launcher_label': models.TextField(blank=True, null=True, verbose_name='Launcher label'),
    'max_file_size_mb': models.PositiveIntegerField(blank=True, null=True, verbose_name='Max file size MB'),
    'max_files': models.PositiveIntegerField(blank=True, null=True, verbose_name='Max files'),
    'max_requests_per_minute': models.PositiveIntegerField(blank=True, null=True, verbose_name='Max requests per minute'),
    'max_requests_per_minute_per_address': models.PositiveIntegerField(blank=True, null=True, verbose_name='Max requests per minute per address'),
    'max_streams': models.PositiveIntegerField(blank=True, null=True, verbose_name='Max streams'),
    'messages_per_day': models.PositiveIntegerField(blank=True, null=True, verbose_name='Messages per day'),
    'messages_per_day_per_visitor': models.PositiveIntegerField(blank=True, null=True, verbose_name='Messages per day per visitor'),
    'model': models.TextField(blank=True, null=True, verbose_name='Model'),
    'model_api': models.CharField(blank=True, choices=[('auto', 'auto'), ('responses', 'responses'), ('chat_completions', 'chat_completions')], max_length=20, null=True, verbose_name='Model api'),
    'output_price': models.DecimalField(blank=True, decimal_places=4, max_digits=10, null=True, verbose_name='Output price'),
    'placeholder': models.TextField(blank=True, null=True, verbose_name='Placeholder'),
    'prompts': models.TextField(blank=True, null=True, verbose_name='Prompts'),
    'retention_days': models.PositiveIntegerField(blank=True, null=True, verbose_name='Retention days'),
    'session_cookie': models.TextField(blank=True, null=True, verbose_name='Session cookie'),
    'theme': models.CharField(blank=True, choices=[('auto', 'auto'), ('light', 'light'), ('dark', 'dark')], max_length=20, null=True, verbose_name='Theme'),
    'tokens_per_day': models.PositiveIntegerField(blank=True, null=True, verbose_name='Tokens per day'),
    'tokens_per_day_per_visitor': models.PositiveIntegerField(blank=True, null=True, verbose_name='Tokens per day per visitor'),
    'widget': models.CharField(blank=True, choices=[('auto', 'auto'), ('openai', 'openai'), ('builtin', 'builtin')], max_length=20, null=True, verbose_name='Widget'),
    'workflow_id': models.TextField(blank=True, null=True, verbose_name='Workflow ID'),
}


class Migration(migrations.Migration):

    dependencies = [
        ('chatkit', '0006_usage_label'),
    ]

    operations = [
        migrations.AlterField(model_name=model, name=name, field=field)
        for model in ('chatkitsettings', 'historicalchatkitsettings')
        for name, field in FIELDS.items()
    ]
