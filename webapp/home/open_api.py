"""The description of the open data, for programs and the people who write them."""

import msgspec
from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from webapp.core import languages, page_cache
from webapp.core.open_api import describe, licence_of
from webapp.core.words import absolute
from webapp.events import api as events
from webapp.places import api as places
from webapp.race.results import api as race
from webapp.race.roads import api as roads
from webapp.visits.api import OPERATIONS as VISITS
from webapp.visits.device_api import OPERATIONS as DEVICES

bp = Blueprint("open_api", __name__, url_prefix="/api/v1")


@bp.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """Every operation of the API as OpenAPI 3.1."""
    page_cache.public()
    server = absolute(languages.root() or "/")
    features = (places, events, race, roads)
    open_data = [one for feature in features for one in feature.operations()]
    operations = (*open_data, *DEVICES, *VISITS)
    document = describe(operations, "玩儿在石拐", server, licence_of(current_app.config))
    headers = {"Access-Control-Allow-Origin": "*"}
    return Response(msgspec.json.encode(document), mimetype="application/json", headers=headers)
