"""Names of kinds and states of places, in the reader's language."""

from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.places.models import PlaceKind, PlaceStatus

KINDS = {
    PlaceKind.monastery: N_("Monastery"),
    PlaceKind.scenic: N_("Scenic area"),
    PlaceKind.village: N_("Village"),
    PlaceKind.heritage: N_("Heritage site"),
    PlaceKind.museum: N_("Museum"),
    PlaceKind.park: N_("Park"),
    PlaceKind.nature: N_("Hills and valleys"),
    PlaceKind.ski: N_("Skiing"),
    PlaceKind.hot_spring: N_("Hot spring"),
    PlaceKind.town: N_("Town"),
    PlaceKind.hotel: N_("Hotel"),
    PlaceKind.homestay: N_("Homestay"),
    PlaceKind.food: N_("Food"),
    PlaceKind.shop: N_("Shop"),
    PlaceKind.service: N_("Public service"),
}
STATUSES = {
    PlaceStatus.open: N_("Open"),
    PlaceStatus.planned: N_("Planned, not open"),
    PlaceStatus.under_repair: N_("Under repair"),
    PlaceStatus.unknown: N_("Opening to be verified"),
}


def kind_name(kind: PlaceKind) -> str:
    """What a place is, as a heading or a filter says it."""
    return str(KINDS[kind])


def status_name(status: PlaceStatus) -> str:
    """Whether one can go there, in a word or two."""
    return str(STATUSES[status])
