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


class FileUnreadable(UnsupportedMediaType):
    default_detail = (
        "No text can be read in this file. If it is protected, damaged or a scan, paste"
        " its text into your message instead."
    )


class NotStored(ChatError, status=503, code="not_stored"):
    default_detail = "The file could not be stored. Please try again in a few minutes."


class QuotaReached(ChatError, status=503, code="quota_reached"):
    default_detail = (
        "No more files can be taken at the moment. Please paste the text into your"
        " message instead."
    )
