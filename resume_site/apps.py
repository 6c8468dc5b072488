from django.apps import AppConfig
from django.core.checks import register


class ResumeSiteConfig(AppConfig):
    name = "resume_site"

    def ready(self) -> None:
        from resume_site.public import check_middleware

        register(check_middleware)
