"""What a visitor is told about a file that is not taken."""

from chatkit.api.errors import (
    Failure,
    InvalidRequest,
    NotFound,
    TooLarge,
    UnsupportedMediaType,
)


class UploadsDisabled(Failure):
    code = "uploads_disabled"
    status = 403
    message = "Files can't be attached here."


class TooManyFiles(InvalidRequest):
    message = "That is more files than can be attached."


class UnusableFile(InvalidRequest):
    message = "A file is not ready to be sent. Please attach it again."


class NoSuchFile(NotFound):
    message = "This file does not exist any more."


class FileTooLarge(TooLarge):
    message = "The file is too large."


class FileNotSupported(UnsupportedMediaType):
    message = (
        "What is in this file is not PDF, Word, text, PNG, JPEG or WebP. Please save"
        " it as one of these and attach that."
    )
