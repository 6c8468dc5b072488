"""The chat SDK's AttachmentStore: files are announced here, then uploaded.

    attachments.create -> announced() -> the SDK saves it -> PUT /api/chatkit/uploads/<id>

The SDK's objects are built from the same data that the upload views answer with, so
that those need no SDK.
"""

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
        """The attachment with the address its file goes to.

        Raises:
            FileTooLarge: the size is over the limit.
            FileNotSupported: the type is none of those that are taken.
            TooManyFiles: the visitor has as many waiting as a message may carry.
        """
        data = await database.run(
            intake.announce,
            context.visitor_id,
            intake.Announced(input.name, input.mime_type, input.size),
            context.site,
            context.config,
        )
        return ATTACHMENT.validate_python(data)

    async def delete_attachment(self, attachment_id: str, context: Context) -> None:
        """Nothing: the SDK has the store delete the row next, which takes the file."""
