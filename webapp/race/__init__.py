"""五当召杯, the cycling race."""

from flask import Flask

from webapp.core import due
from webapp.events import own_pages
from webapp.race import bureau, calendar_links, present, public
from webapp.race.courses import desk as course_desk
from webapp.race.courses import pages as course_pages
from webapp.race.results import bureau as results_bureau
from webapp.race.results import pages as results_pages
from webapp.race.riders import bureau as rider_desk
from webapp.race.riders import public as rider_pages
from webapp.race.roads import bureau as road_desk
from webapp.race.roads import pages as road_pages
from webapp.race.travel import pages as travel_pages
from webapp.staff import desk


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(public.bp)
    due.register(app, present.next_change)
    own_pages.register(app, calendar_links.page_of)
    desk.add_lines(app, calendar_links.desk_lines)
    bureau.init_app(app)
    course_desk.init_app(app)
    app.register_blueprint(course_pages.bp)
    app.register_blueprint(road_pages.bp)
    road_desk.init_app(app)
    app.register_blueprint(travel_pages.bp)
    results_bureau.init_app(app)
    results_pages.init_app(app)
    app.register_blueprint(rider_pages.bp)
    rider_desk.init_app(app)
