"""/api/chatkit/uploads receives files, /api/chatkit/attachments shows images.

PUT and POST both take a raw body or the multipart field ``file``: OpenAI's widget and
ours send one or the other.
"""

from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.db.models.fields.files import FieldFile
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chatkit.api import limits, schema, visitors
from chatkit.config import conf
from chatkit.models import Attachment
from chatkit.selfhosted.uploads import attachments, previews
from chatkit.selfhosted.uploads.content_type import IMAGES
from chatkit.selfhosted.uploads.errors import NoSuchFile
from chatkit.selfhosted.uploads.request_file import CHUNK

BINARY = {"type": "string", "format": "binary"}
FORM = {"type": "object", "required": ["file"], "properties": {"file": BINARY}}
NO_STORE = {"Cache-Control": "no-store"}

#: Of ``extend_schema``, for the file of a created attachment.
CREATED: dict[str, Any] = {
    "request": {"application/octet-stream": BINARY, "multipart/form-data": FORM},
    "responses": {
        200: OpenApiTypes.OBJECT,
        **schema.errors(400, 403, 404, 413, 415, 429, 503),
    },
}


class DirectUploadView(APIView):
    """POST: create an attachment with its file."""

    http_method_names = ["post"]

    @extend_schema(
        operation_id="upload",
        request={"multipart/form-data": FORM},
        responses={
            200: OpenApiTypes.OBJECT,
            **schema.errors(400, 403, 413, 415, 429, 503),
        },
    )
    def post(self, request: Request) -> Response:
        """Upload a file in one request, as the multipart field ``file``."""
        config = conf.current()
        attachments.require_enabled(config)
        visitor = visitors.identify(request, config)
        limits.spend(request, visitor, config)
        site = request.build_absolute_uri("/").rstrip("/")
        attachment = attachments.create_and_receive(
            request._request, visitor.visitor_id, site, config
        )
        response = Response(attachment, headers=NO_STORE)
        return visitors.remember(response, visitor, config)


class UploadView(APIView):
    """PUT or POST: the file of an attachment made by ``attachments.create``."""

    http_method_names = ["put", "post"]

    @extend_schema(operation_id="uploadAnnounced", **CREATED)
    def put(self, request: Request, attachment_id: str) -> Response:
        """Upload the file of an attachment, raw or as the field ``file``."""
        config = conf.current()
        limits.require_enabled(config)
        attachments.require_enabled(config)
        visitor = visitors.identify(request, config)
        limits.browse(request, config)
        attachment = attachments.receive(
            request._request, visitor.visitor_id, attachment_id, config
        )
        return Response(attachment, headers=NO_STORE)

    @extend_schema(operation_id="uploadAnnouncedByPost", **CREATED)
    def post(self, request: Request, attachment_id: str) -> Response:
        """The same, for clients that can't PUT."""
        return self.put(request, attachment_id)


class PreviewView(APIView):
    """GET: an uploaded image at its signed URL."""

    http_method_names = ["get", "head"]

    @extend_schema(
        operation_id="preview",
        parameters=[OpenApiParameter("token", str, required=True)],
        responses={
            (200, "image/*"): OpenApiTypes.BINARY,
            **schema.errors(403, 404, 429, 503),
        },
    )
    def get(self, request: Request, attachment_id: str) -> StreamingHttpResponse:
        """An image; its URL is signed and valid for 15 minutes."""
        config = conf.current()
        attachments.require_enabled(config)
        limits.browse(request, config)
        if not previews.is_valid(attachment_id, request.GET.get("token", "")):
            raise NoSuchFile("The token is invalid or expired.")
        try:
            row = Attachment.objects.exclude(file="").get(id=attachment_id)
            size = row.file.size
        except (Attachment.DoesNotExist, FileNotFoundError) as error:
            raise NoSuchFile(str(error)) from error
        is_image = row.data["mime_type"] in IMAGES
        disposition = content_disposition_header(not is_image, row.data["name"])
        return StreamingHttpResponse(
            read_chunks(row.file),
            content_type=row.data["mime_type"],
            headers={
                "Content-Length": str(size),
                "Content-Disposition": disposition or "inline",
                "Cache-Control": f"private, max-age={previews.LIFETIME.seconds}",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
            },
        )


async def read_chunks(stored: FieldFile) -> AsyncIterator[bytes]:
    """The file in chunks, read beside the event loop."""
    file = await sync_to_async(stored.open, thread_sensitive=False)("rb")
    try:
        while chunk := await sync_to_async(file.read, thread_sensitive=False)(CHUNK):
            yield chunk
    finally:
        file.close()
