"""Handing out a file that somebody brought."""

from django.http import FileResponse, Http404

from communities.models import KeptFile
from wufaan.content_types import CONTENT_TYPES


def hand_out(kept: KeptFile) -> FileResponse:
    """To be saved, never to be run: as an attachment, of the type that its content was found to
    be."""
    try:
        content = kept.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    content_type = CONTENT_TYPES[kept.name.rpartition(".")[2]]
    response = FileResponse(
        content, as_attachment=True, filename=kept.name, content_type=content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
