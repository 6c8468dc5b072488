from django.apps import AppConfig


class ResumeSiteConfig(AppConfig):
    name = "resume_site"
