"""A document as an answer that cannot do harm, whatever is in it."""

from urllib.parse import quote

from flask import Response, request

from webapp.race.models import RaceFile

# A file never changes under its number; only whether it is public does, which shared caches learn.
FOR_CACHES = "public, max-age=31536000, s-maxage=600, immutable"
ALONE = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; sandbox"


def answer(file: RaceFile) -> Response:
    """A PDF that the browser shows by itself, in a sandbox, under the name it was handed in by.

    Its bytes are read only when the asker does not have them yet.
    """
    response = Response(mimetype="application/pdf")
    response.set_etag(file.sha256)
    response.headers["Cache-Control"] = FOR_CACHES
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = (
        f"inline; filename=\"document-{file.id}.pdf\"; filename*=UTF-8''{quote(file.name)}"
    )
    response.make_conditional(request)
    if response.status_code == 200:
        response.set_data(file.content)
        response.make_conditional(request, accept_ranges=True, complete_length=file.size)
    return response
