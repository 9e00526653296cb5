"""The fields of a place as staff read them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.core import languages
from webapp.places.coordinates import Datum
from webapp.places.draft import How, Position
from webapp.places.models import Basis

LABELS = {
    "name": N_("Name"),
    "kind": N_("Kind of place"),
    "summary": N_("In one sentence"),
    "status": N_("Can one go there?"),
    "status_note": N_("More about that"),
    "hours": N_("Opening hours"),
    "price": N_("Tickets"),
    "season": N_("Best season"),
    "getting_there": N_("Getting there"),
    "phone": N_("Phone"),
    "story": N_("The story"),
    "township": N_("Township or street"),
    "aliases": N_("Other names"),
    "pictures": N_("Pictures"),
    "position": N_("Position"),
    "checked_on": N_("Last verified on"),
}
DATUMS = {
    Datum.gcj02: N_("Amap or Tencent picker (GCJ-02)"),
    Datum.bd09: N_("Baidu picker (BD-09)"),
    Datum.wgs84: N_("Tianditu or GPS (WGS-84)"),
}
WAYS = {
    How.map: N_("pointed at on the map"),
    How.paste: N_("taken from a map picker"),
    How.device: N_("measured on the spot with a phone"),
    How.typed: N_("typed in"),
}
BASES = {
    Basis.surveyed: N_("surveyed"),
    Basis.published: N_("published"),
    Basis.approximate: N_("approximate"),
}


def labels() -> dict[str, str]:
    """Every field's name, in the order of the form."""
    return {name: str(label) for name, label in LABELS.items()}


def position_words(position: Position) -> str:
    """A position with everything that is known of it, one thing a line."""
    lines = [f"{position.lat:.6f}, {position.lon:.6f} (WGS-84)", str(BASES[position.basis])]
    if position.accuracy_m is not None:
        lines.append(_("within %(n)s m", n=position.accuracy_m))
    if position.found is not None:
        lines.append(str(WAYS[position.found]))
    if position.datum is not None and position.given:
        lines.append(_("given as %(text)s", text=f"{position.given} ({position.datum.value})"))
    if position.note.zh:
        lines.append(languages.words(position.note))
    return "\n".join(lines)
