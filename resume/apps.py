from django.apps import AppConfig


class ResumeConfig(AppConfig):
    name = "resume"
    verbose_name = "Résumé"
    default_auto_field = "django.db.models.BigAutoField"
