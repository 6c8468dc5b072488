from pathlib import Path

from django.apps import AppConfig


class ChatKitConfig(AppConfig):
    name = "chatkit"
    verbose_name = "Chat"
    default_auto_field = "django.db.models.BigAutoField"
    # The package has two folders (see __init__.py): this one is the app's.
    path = str(Path(__file__).parent)
