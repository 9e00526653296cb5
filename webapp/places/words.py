"""Names of kinds and states of places, in the reader's language."""

from flask_babel import gettext as _

from webapp.places.models import PlaceKind, PlaceStatus


def kind_name(kind: PlaceKind) -> str:
    """What a place is, as a heading or a filter says it."""
    names: dict[PlaceKind, str] = {
        PlaceKind.monastery: _("Monastery"),
        PlaceKind.scenic: _("Scenic area"),
        PlaceKind.village: _("Village"),
        PlaceKind.heritage: _("Heritage site"),
        PlaceKind.museum: _("Museum"),
        PlaceKind.park: _("Park"),
        PlaceKind.nature: _("Hills and valleys"),
        PlaceKind.ski: _("Skiing"),
        PlaceKind.hot_spring: _("Hot spring"),
        PlaceKind.town: _("Town"),
        PlaceKind.hotel: _("Hotel"),
        PlaceKind.homestay: _("Homestay"),
        PlaceKind.food: _("Food"),
        PlaceKind.shop: _("Shop"),
        PlaceKind.service: _("Public service"),
    }
    return names[kind]


def status_name(status: PlaceStatus) -> str:
    """Whether one can go there, in a word or two."""
    names: dict[PlaceStatus, str] = {
        PlaceStatus.open: _("Open"),
        PlaceStatus.planned: _("Planned, not open"),
        PlaceStatus.under_repair: _("Under repair"),
        PlaceStatus.unknown: _("Opening to be verified"),
    }
    return names[status]
