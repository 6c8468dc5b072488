"""Errors of uploads."""

from chatkit.api.errors import (
    ChatError,
    InvalidRequest,
    NotFound,
    TooLarge,
    UnsupportedMediaType,
)


class UploadsDisabled(ChatError, status=403, code="uploads_disabled"):
    default_detail = "Files can't be attached here."


class TooManyFiles(InvalidRequest):
    default_detail = "That is more files than can be attached."


class UnusableFile(InvalidRequest):
    default_detail = "A file is not ready to be sent. Please attach it again."


class NoSuchFile(NotFound):
    default_detail = "This file does not exist any more."


class FileTooLarge(TooLarge):
    default_detail = "The file is too large."


class FileNotSupported(UnsupportedMediaType):
    default_detail = (
        "What is in this file is not PDF, Word, text, PNG, JPEG or WebP. Please save"
        " it as one of these and attach that."
    )
