from pathlib import Path

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_delete, post_migrate, post_save


class ChatKitConfig(AppConfig):
    name = "chatkit"
    verbose_name = "Chat"
    default_auto_field = "django.db.models.BigAutoField"
    # The package has two folders (see __init__.py): this one is the app's.
    path = str(Path(__file__).parent)

    def ready(self) -> None:
        from chatkit.config import conf, roles, upstream
        from chatkit.models import (
            AllowedOrigin,
            AnswerPolicy,
            ChatKitSettings,
            OwnAnswer,
        )
        from chatkit.models.owner import create_policies
        from chatkit.operations import system_checks
        from chatkit.turns import retention

        conf.from_environment()  # a malformed variable stops start-up
        conf.locked()
        conf.on_renewal(upstream.refresh)
        for model in (ChatKitSettings, AllowedOrigin, AnswerPolicy, OwnAnswer):
            for signal in (post_save, post_delete):
                signal.connect(conf.renew_after_commit, sender=model)
        conf.on_renewal(retention.start_if_due)
        post_migrate.connect(roles.create_roles, sender=self)
        post_migrate.connect(create_policies, sender=self)
        register(system_checks.check_environment, Tags.security)
        register(system_checks.check_deployment, Tags.security, deploy=True)
