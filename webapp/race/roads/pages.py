"""The public page of closed roads, which answers whether a place can be reached at a time."""

from flask import Blueprint, abort, render_template, request

from webapp.core import clock, page_cache
from webapp.core.database import db
from webapp.race.models import edition_of
from webapp.race.parts import parts_of
from webapp.race.roads import asked, reach, roads_page, words
from webapp.race.roads.models import closures_of

bp = Blueprint("race_roads", __name__, url_prefix="/race/<int(fixed_digits=4):year>")


@bp.get("/roads")
def page(year: int) -> str:
    """What is closed when, and what that means for getting somewhere.

    Asked by `?to=slug&at=10:30`; without a time, of now or the midst of the closures.
    """
    page_cache.public()
    edition = db.session.scalar(edition_of(year)) or abort(404)
    closures = db.session.scalars(closures_of(year)).all()
    places = roads_page.destinations(db.session)
    usual = roads_page.usual_question(closures, clock.now())
    question = asked.asked(request.args, edition, places, usual)
    return render_template(
        "race/roads.html",
        edition=edition,
        parts=parts_of(db.session, edition),
        closures=closures,
        days=roads_page.days(closures),
        affected=roads_page.affected(closures, places),
        places=places,
        question=question,
        answer=reach.answer(closures, question.place, question.at) if question else None,
        usual=usual,
        on=reach.in_force(closures, clock.now()),
        clock=clock,
        reach=reach,
        words=words,
    )
