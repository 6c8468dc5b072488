"""One résumé, its entries, and their highlights.

A column is null if the document lacks the key and empty if its text is empty, so that
export returns the document as it was loaded. ``extra`` columns hold non-standard keys,
``older_keys`` the keys that the document has from an earlier version of the standard.
"""

import json
from hashlib import sha256
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from resume.dates import EXPECTED, require_date
from resume.document import ids
from resume.options import SiteOptions as SiteOptions
from resume.sections import SECTIONS
from resume.stories.record import Story as Story
from resume.versions.record import Picture as Picture
from resume.versions.record import PublishedVersion as PublishedVersion
from resume.visibility import Visibility

OptionalText: TypeAlias = "models.CharField[str | None, str | None]"


def optional_text(verbose_name: str | None = None, **options: Any) -> OptionalText:
    """Null means "not in the document"; an empty form field is null, too.

    A CharField without a maximum, because a TextField never reads a form's as null.
    """
    return models.CharField(verbose_name, null=True, blank=True, **options)


def optional_date(verbose_name: str) -> OptionalText:
    return optional_text(verbose_name, help_text=EXPECTED, validators=[require_date])


class Resume(models.Model):
    """The draft, and which of its versions is published.

    An extra is null if the document lacks its object. The default is the first of
    ``DEFAULT_FIRST``. One with a ``private_link`` is found by nothing else.
    """

    DEFAULT_FIRST = ("-is_default", "pk")

    path = models.SlugField(
        "address",
        max_length=60,
        default="",
        db_default="",
        help_text="As in /r/<address>/",
    )
    display_name = models.CharField(
        "called",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="What visitors choose it by; the name of its language if empty",
    )
    is_default = models.BooleanField(default=False, db_default=False)
    private_link = models.CharField(default="", db_default="", editable=False)
    expires_at = models.DateTimeField("until", null=True, blank=True)

    name = optional_text()
    label = optional_text(help_text="For example: Staff Software Engineer")
    image = optional_text()
    email = optional_text("e-mail")
    phone = optional_text()
    url = optional_text("URL")
    summary = optional_text()

    address = optional_text()
    postal_code = optional_text()
    city = optional_text()
    region = optional_text()
    country_code = optional_text(help_text="Two letters, for example SE")

    schema = optional_text("$schema")
    meta_canonical = optional_text("canonical URL")
    meta_version = optional_text("version")
    meta_last_modified = optional_text("last modified")

    #: The last release keeps its passages by it; to be dropped in the next.
    revision = models.CharField(default="", editable=False, max_length=32)
    published = models.ForeignKey(
        PublishedVersion, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    visibility = models.JSONField(
        default=dict, null=True, blank=True, help_text="What is not shown to all"
    )

    older_keys = models.JSONField(null=True, editable=False)
    extra = models.JSONField(default=dict, blank=True)
    #: The same, in its order: PostgreSQL sorts the keys of what it stores as JSON.
    extra_text = models.TextField(default="{}", db_default="{}", editable=False)
    basics_extra = models.JSONField(null=True, blank=True)
    location_extra = models.JSONField(null=True, blank=True)
    meta_extra = models.JSONField(null=True, blank=True)
    empty_sections = models.JSONField(
        default=list,
        blank=True,
        help_text="Sections the document has as empty lists, not left out",
    )

    class Meta:
        verbose_name = "résumé"
        permissions = (("publish_resume", "Can publish the résumé"),)
        constraints = [
            models.UniqueConstraint(
                fields=("path",),
                condition=~models.Q(path=""),
                name="path_is_unique",
                violation_error_message="Another résumé has this address.",
            )
        ]

    def __str__(self) -> str:
        return self.name or "Résumé"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.path:
            taken = {*Resume.objects.values_list("path", flat=True)}
            self.path = ids.UsedIds(taken).take("main")
        if not self._state.adding:
            # It may have been published since it was read.
            columns = {f.name for f in self._meta.concrete_fields} - {"id", "published"}
            kwargs.setdefault("update_fields", columns)
        super().save(*args, **kwargs)

    @property
    def called(self) -> str:
        """What the owner knows it by."""
        return self.display_name or self.path

    @property
    def key(self) -> str:
        """What stands in its address."""
        return self.private_link or self.path

    @property
    def own_extra(self) -> dict[str, Any]:
        """``extra`` in the order of the document."""
        in_order: dict[str, Any] = json.loads(self.extra_text)
        return in_order if in_order == self.extra else self.extra


class Photo(models.Model):
    """A copy of the picture that ``image`` held or led to when it was ``source``."""

    resume = models.OneToOneField(Resume, models.CASCADE)
    source = models.CharField()
    content_type = models.CharField()
    content = models.BinaryField()
    digest = models.CharField(help_text="Of the content, for its address")

    def __str__(self) -> str:
        return f"Photograph of {self.resume}"


class TypesetFile(models.Model):
    """The PDF or the preview image, empty if it could not be made, by what it is of."""

    name = models.CharField(primary_key=True)
    digest = models.CharField()
    content = models.BinaryField()
    problem = models.CharField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def etag(self) -> str:
        return f'"{sha256(self.content).hexdigest()[:24]}"'


class Entry(models.Model):
    """A job, a degree, a skill, a profile …; ``SECTIONS`` maps columns to keys."""

    resume = models.ForeignKey(Resume, models.CASCADE, related_name="entries")
    section = models.CharField(choices=[(s.key, s.heading) for s in SECTIONS.values()])
    rank = models.PositiveIntegerField(
        default=0, help_text="Its place within the section; the lowest is first"
    )
    dom_id = models.SlugField(
        "id on the page",
        max_length=80,
        editable=False,
        help_text="Kept when the entry is reordered or reworded: links lead here",
    )

    title = optional_text()
    organization = optional_text()
    kind = optional_text(help_text="Of a degree or a project")
    level = optional_text(help_text="Level, fluency or score")
    username = optional_text()
    location = optional_text()
    url = optional_text("URL")
    start = optional_date("start or date")
    end = optional_date("end")
    description = optional_text()
    summary = optional_text()
    keywords = models.JSONField(null=True, blank=True)
    roles = models.JSONField(null=True, blank=True)

    visibility = models.CharField(
        choices=Visibility, default=Visibility.SHOWN, db_default=Visibility.SHOWN
    )
    older_keys = models.JSONField(null=True, editable=False)
    extra = models.JSONField(default=dict, blank=True)
    empty_highlights = models.BooleanField(
        default=False,
        help_text="The document has an empty list of highlights, not none",
    )

    class Meta:
        ordering = ("rank", "pk")
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=("resume", "dom_id"), name="entry_id_is_unique"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.title, self.organization))) or self.section

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.dom_id:
            wanted = ids.entry_id(self.section, self.name)
            self.dom_id = used_ids(self.resume).take(wanted)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """What it is known by: the employer of a job, the title of a skill."""
        known_by: str | None = getattr(self, SECTIONS[self.section].names)
        others = (self.title, self.organization, self.username, self.summary)
        return next(filter(None, (known_by, *others)), "")


class Highlight(models.Model):
    """One item of an entry's highlights, or of a degree's courses."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="highlights")
    rank = models.PositiveIntegerField(default=0)
    dom_id = models.SlugField("id on the page", max_length=100, editable=False)
    text = models.CharField(blank=True)

    class Meta:
        ordering = ("rank", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("entry", "dom_id"), name="highlight_id_is_unique"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.dom_id:
            wanted = ids.highlight_id(self.entry.dom_id, self.text)
            self.dom_id = used_ids(self.entry.resume).take(wanted)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if not SECTIONS[self.entry.section].items:
            raise ValidationError("Entries of this section can't have highlights.")


def used_ids(resume: Resume) -> ids.UsedIds:
    highlights = Highlight.objects.filter(entry__resume=resume)
    rows = (resume.entries, highlights)
    return ids.UsedIds(*(of.values_list("dom_id", flat=True) for of in rows))
