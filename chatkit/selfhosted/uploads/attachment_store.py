"""The SDK's AttachmentStore: an attachment is created here and uploaded to a view."""

from chatkit import database
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.store import ATTACHMENT
from chatkit.selfhosted.uploads import intake
from chatkit.store import AttachmentStore
from chatkit.types import Attachment, AttachmentCreateParams


class Attachments(AttachmentStore[Context]):
    """Two-phase uploads."""

    async def create_attachment(
        self, input: AttachmentCreateParams, context: Context
    ) -> Attachment:
        """An attachment with its upload URL.

        Raises FileTooLarge, FileNotSupported, or TooManyFiles when as many as a
        message may carry were not sent yet.
        """
        data = await database.run(
            intake.create,
            context.visitor_id,
            intake.FileInfo(input.name, input.mime_type, input.size),
            context.site,
            context.config,
        )
        return ATTACHMENT.validate_python(data)

    async def delete_attachment(self, attachment_id: str, context: Context) -> None:
        """Nothing: the SDK deletes the row next, which deletes the file."""
