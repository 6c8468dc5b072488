"""Form fields that take what people write: "March 2019", "present", "example.com"."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from resume.dates import in_words, is_date
from resume.document.date_words import is_no_end, read_date
from resume.document.shapes import lacks_scheme

Line, Prose = UnfoldAdminTextInputWidget, UnfoldAdminTextareaWidget
PRESENT = "present"
LONGEST = 200_000  # characters of one text
SEPARATOR = re.compile(r"\s*[,;]\s*")


def plain(text: str | None) -> str:
    """Without what a browser or a person adds at the ends of lines and texts."""
    return (text or "").replace("\r\n", "\n").strip()


def too_long(text: str, limit: int = LONGEST) -> str:
    """Why, or "". A field's own limit would cut what is pasted, and say nothing."""
    length = len(text)
    return f"It has {length:,} characters; {limit:,} fit." if length > limit else ""


def refuse_long(form: Any) -> None:
    for name in form.changed_data:
        if problem := too_long(plain(str(form[name].data or ""))):
            form.add_error(name, problem)


class TextField(forms.CharField):
    """Null if empty. What is shown and sent back as it was counts as unchanged."""

    widget = Line

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, empty_value=None, **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value and value.replace("\r\n", "\n"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return plain(self.prepare_value(initial)) != plain(data)


class ProseField(TextField):
    widget = Prose


class AddressField(TextField):
    """Of a page; ``https://`` may be left out."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return f"https://{text}" if text and lacks_scheme(text) else text


class EmailField(TextField):
    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text and re.sub("(?i)^mailto:", "", text)


class DateField(TextField):
    def __init__(self, *, is_end: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.is_end = is_end
        self.widget.attrs["data-date"] = "end" if is_end else "start"

    def prepare_value(self, value: Any) -> Any:
        return in_words(value) if value and is_date(value) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text or is_date(text):
            return text
        if self.is_end and is_no_end(text):
            return None
        if found := read_date(text):
            return found
        or_present = ", or “present” if it goes on" if self.is_end else ""
        raise ValidationError(
            f"“{text}” is not a date that is certain. Write it like 2019, March 2019 or"
            f" 7 March 2019{or_present}."
        )


class LinesField(TextField):
    """A list of texts, one a line."""

    widget = Prose

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": "One a line.", **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = map(str.strip, (super().clean(value) or "").splitlines())
        return [line for line in lines if line] or None


class WordsField(TextField):
    """A list of texts, one a line or between commas.

    What has a comma of its own stays whole as long as its line is left as it was.
    """

    widget = Prose

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": "One a line, or between commas.", **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean_words(self, text: str | None, before: list[str] | None) -> list[str]:
        words: list[str] = []
        for line in map(str.strip, (text or "").splitlines()):
            words += [line] if line in (before or ()) else SEPARATOR.split(line)
        return [word for word in words if word]
