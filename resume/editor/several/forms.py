# Django's forms take type arguments in the stubs only.
# mypy: disable-error-code="type-arg"
"""Where a résumé is found, and by whom."""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db import transaction
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from resume.models import Resume

PUBLIC, BY_LINK = "public", "link"


class NamedForm(forms.ModelForm):
    class Meta:
        model = Resume
        fields: tuple[str, ...] = ("display_name", "path")
        widgets = dict.fromkeys(("display_name", "path"), UnfoldAdminTextInputWidget)
        help_texts = {
            "display_name": "What visitors choose it by, such as Deutsch. The name of its"
            " language if it stays empty.",
            "path": "Letters, digits and hyphens, such as de: visitors find it at /r/de/.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["path"].required = True

    def clean_path(self) -> str:
        """Small letters: people type an address as they hear it."""
        path: str = self.cleaned_data["path"]
        return path.lower()


class AddForm(NamedForm):
    begins_as = forms.ModelChoiceField(
        Resume.objects.all(),
        required=False,
        label="Begin with",
        empty_label="an empty one",
        help_text="A copy can be translated entry by entry, side by side with the other.",
        widget=UnfoldAdminSelectWidget,
    )


class PlaceForm(NamedForm):
    found_by = forms.ChoiceField(
        label="Who finds it",
        choices=(
            (PUBLIC, "Everybody: visitors, search engines, assistants"),
            (BY_LINK, "Only people who have its link"),
        ),
        widget=UnfoldAdminSelectWidget,
    )
    until = forms.DateField(
        required=False,
        label="The link is valid until",
        help_text="To the end of this day (UTC). As long as you like if it stays empty.",
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
    )
    is_default = forms.BooleanField(
        required=False,
        label="Found at the site's own address",
        help_text="One of them is.",
        widget=UnfoldBooleanSwitchWidget,
    )

    class Meta(NamedForm.Meta):
        fields = ("display_name", "path", "is_default")

    def __init__(self, *args: Any, is_default: bool, **kwargs: Any) -> None:
        resume: Resume = kwargs["instance"]
        last = resume.expires_at and resume.expires_at - timedelta(seconds=1)
        kwargs["initial"] = {
            "found_by": BY_LINK if resume.private_link else PUBLIC,
            "until": last and last.date(),
            "is_default": is_default,
        }
        super().__init__(*args, **kwargs)
        self.fields["path"].help_text += " Links to the one before lead nowhere then."
        self.fields["is_default"].disabled = is_default

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        takes_over = given.get("is_default") and not self.fields["is_default"].disabled
        if takes_over and not self.instance.published_id:
            self.add_error(
                "is_default", "Publish it first: visitors would find nothing."
            )
        if given.get("is_default") and given.get("found_by") == BY_LINK:
            self.add_error(
                "found_by",
                "The one at the site's own address is for everybody. Choose another one"
                " for that address first.",
            )
        return given

    def save(self, commit: bool = True) -> Resume:  # noqa: ARG002
        """At once: visitors don't wait for a publication."""
        resume: Resume = self.instance
        given = self.cleaned_data
        if given["found_by"] == PUBLIC:
            resume.private_link = ""
        elif not resume.private_link:
            resume.private_link = new_link()
        resume.expires_at = end_of(given["until"])
        with transaction.atomic():
            if given["is_default"]:
                Resume.objects.exclude(pk=resume.pk).update(is_default=False)
            resume.save(update_fields=("private_link", "expires_at", *self.Meta.fields))
        return resume


def new_link() -> str:
    """128 bits that nobody guesses."""
    return secrets.token_urlsafe(16)


def end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) + timedelta(days=1) if day else None
