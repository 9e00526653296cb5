"""The front door: the home page, search, what the service says of itself, site map."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import BadRequest

from webapp.core import blanks, clock, page_cache
from webapp.core.sources import sources_of
from webapp.events import schedule
from webapp.extensions import db
from webapp.home import reader, sitemap
from webapp.home import search as searching
from webapp.home.models import Climate, district_facts, seasons
from webapp.places.models import signature_places
from webapp.race import present
from webapp.race.public import WORDS as RACE_WORDS
from webapp.visits import figures

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> str:
    """What is on now and next, the signature places, the seasons, the race, the year's progress."""
    now, today = clock.now(), clock.today()
    counted = clock.business_day(now)
    page_cache.public(until=clock.next_business_day())
    race, latest = present.now_and_next(db.session, now)
    return render_template(
        "home/index.html",
        places=db.session.scalars(signature_places()).all(),
        events=schedule.now_and_next(db.session, now),
        seasons=db.session.scalars(seasons()).all(),
        season_now=sitemap.season_of(today),
        race=race,
        edition=latest,
        progress=figures.progress(db.session, counted.year, counted),
        now=now,
        **RACE_WORDS,
    )


@bp.get("/search")
def search() -> str:
    """Places and events that match a question."""
    page_cache.public()
    question = blanks.single(request.args.get("q", ""))
    if len(question) > searching.LONGEST:
        words = _("Please search for fewer words (at most %(n)s characters).", n=searching.LONGEST)
        raise BadRequest(words)
    found = searching.search(db.session, question)
    return render_template(
        "home/search.html",
        question=question,
        found=found,
        asks_for_settings=reader.is_called(question),
    )


@bp.get("/about")
def about() -> str:
    """What is known of the district, and of this service."""
    page_cache.public()
    facts = db.session.scalars(district_facts()).all()
    climate = db.session.scalar(select(Climate))
    keys = [key for fact in facts for key in fact.statement.sources]
    sources = sources_of(db.session, [*keys, *(climate.sources if climate else ())])
    return render_template("home/about.html", facts=facts, climate=climate, sources=sources)


@bp.get("/privacy")
def privacy() -> str:
    """What the service knows of its readers: nothing it could avoid."""
    page_cache.public()
    return render_template("home/privacy.html")


@bp.get("/accessibility")
def accessibility() -> str:
    """What works for whom, what does not yet, and whom to tell."""
    page_cache.public()
    return render_template("home/accessibility.html")


@bp.get("/site-map")
def site_map() -> str:
    """Every page, for people."""
    page_cache.public()
    return render_template("home/site_map.html", **sitemap.contents(db.session))


@bp.get("/sitemap.xml")
def sitemap_xml() -> ResponseReturnValue:
    """Every page in every language, for search engines."""
    page_cache.public()
    body = render_template("home/sitemap.xml", **sitemap.contents(db.session))
    return Response(body, mimetype="application/xml")


@bp.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Everything public may be read; a demonstration may not be indexed."""
    page_cache.public()
    return Response(render_template("home/robots.txt"), mimetype="text/plain")


@bp.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """What a phone needs to put the service on its home screen."""
    page_cache.public()
    body = render_template("home/manifest.webmanifest")
    return Response(body, mimetype="application/manifest+json")
