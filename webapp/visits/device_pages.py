"""Gate devices at the desk: which there are, adding one, taking its token away.

A statistician adds devices, for whoever holds a token writes numbers. Whoever keeps the accounts
may take a token away, for a stolen one cannot wait, and gives none.
"""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from sqlalchemy import select
from wtforms import BooleanField, Form

from webapp.core import clock, languages
from webapp.core.database import db
from webapp.places.known import known
from webapp.review import fields
from webapp.staff import lock
from webapp.staff.lock import allowed
from webapp.staff.models import Role
from webapp.visits import addressed, device_life, devices
from webapp.visits.bureau import bp
from webapp.visits.models import Device

READERS = (Role.statistician, Role.administrator, Role.auditor)
MOST = 2**31


class DeviceForm(Form):
    """A device to be added."""

    place = fields.Choice(N_("Place"), choices=[])
    gate = fields.line(N_("Gate"), devices.LONGEST_GATE)
    another = BooleanField(N_("It is one more counter at a gate that has one already"))


@bp.get("/devices")
@allowed(*READERS)
def device_list() -> str:
    """Every device, when it was heard last, and the form to add one."""
    return _page(_form())


@bp.post("/devices")
@allowed(Role.statistician)
def add_device() -> ResponseReturnValue:
    """Add a device; its token is shown on this answer and never again."""
    form = _form(request.form)
    if not form.validate():
        return _refused(form)
    place = addressed.place(form.place.data)
    if _active_at(place.id, form.gate.data) and not form.another.data:
        form.another.errors = [_("This gate has an active device. Tick this if both count there.")]
        return _refused(form)
    try:
        made, token = devices.register(db.session, place, form.gate.data, clock.now())
    except devices.BadGate:
        form.gate.errors = [_("Name the gate as people call it, in up to 100 characters.")]
        return _refused(form)
    after = {"place": place.slug, "gate": made.gate}
    lock.record("add device", f"device {made.id}", after=after)
    db.session.commit()
    return render_template("bureau/visits/device_token.html", device=made, place=place, token=token)


@bp.post("/devices/<int:number>/revoke")
@allowed(Role.statistician, Role.administrator)
def revoke_device(number: int) -> ResponseReturnValue:
    """Let a device's token count for nothing from now on."""
    found = db.session.get(Device, number) if number < MOST else None
    if found is None:
        abort(404)
    if found.revoked_at is None:
        devices.revoke(found, clock.now())
        lock.record("revoke device", f"device {found.id}", before={"gate": found.gate})
        db.session.commit()
        flash(_("Revoked. Its token counts for nothing; what it has counted stays."))
    else:
        db.session.rollback()
        flash(_("It was revoked before."))
    return redirect(url_for(".device_list"), 303)


def _form(sent: Any = None) -> DeviceForm:
    form = DeviceForm(sent)
    offered = [(one.slug, languages.words(one.name)) for one in known(db.session)]
    form.place.choices = offered or [("", _("there is no place yet"))]
    return form


def _active_at(place_id: int, gate: str) -> bool:
    found = select(Device.id).where(
        Device.place_id == place_id, Device.gate == gate, Device.revoked_at.is_(None)
    )
    return db.session.scalars(found).first() is not None


def _refused(form: DeviceForm) -> ResponseReturnValue:
    db.session.rollback()
    return _page(form), 422


def _page(form: DeviceForm) -> str:
    return render_template(
        "bureau/visits/devices.html",
        form=form,
        devices=devices.all_devices(db.session),
        lives=device_life.lives(db.session, clock.business_day(clock.now())),
    )
