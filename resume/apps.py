from django.apps import AppConfig


class ResumeConfig(AppConfig):
    name = "resume"
    verbose_name = "Résumé"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from resume import revision

        revision.connect_signals()
