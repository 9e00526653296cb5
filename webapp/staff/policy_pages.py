"""The rules of the house: read by the auditor, set by the administrator."""

from typing import Any, get_type_hints

import msgspec
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from flask_babel.speaklater import LazyString
from wtforms import Form, IntegerField, SelectMultipleField
from wtforms.validators import NumberRange

from webapp.core.audit import KEPT_AT_LEAST
from webapp.core.database import db
from webapp.staff import lock, role_words
from webapp.staff.lock import allowed
from webapp.staff.models import Policy, PolicyRow, Role
from webapp.staff.pages import bp

TYPES = get_type_hints(Policy, include_extras=True)


class WholeNumber(IntegerField):
    """A number; what is none is out of its range."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it; WTForms would complain in English."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


def _number(label: LazyString, name: str) -> WholeNumber:
    """A field for a number of the policy, within the range that the policy has for it."""
    (meta,) = (one for one in TYPES[name].__metadata__ if isinstance(one, msgspec.Meta))
    within = NumberRange(
        meta.ge, meta.le, N_("This has to be a whole number from %(min)s to %(max)s.")
    )
    keywords = {"min": meta.ge, "max": meta.le, "inputmode": "numeric"}
    return WholeNumber(label, [within], render_kw=keywords)


class PolicyForm(Form):
    """Every rule that can be set."""

    password_days = _number(N_("Days until a password has to be changed"), "password_days")
    idle_minutes = _number(N_("Minutes without use until a session ends"), "idle_minutes")
    unused_days = _number(N_("Days without a sign-in until an account is disabled"), "unused_days")
    audit_days = _number(N_("Days the audit trail is kept"), "audit_days")
    second_factor = SelectMultipleField(
        N_("Roles that sign in with a code as well"), validate_choice=False
    )

    def offer(self) -> None:
        """Offer every role."""
        self.second_factor.choices = [(role.value, role_words.name(role)) for role in Role]

    def policy(self) -> Policy:
        """The rules as the form has them; it has been validated."""
        chosen = tuple(role for role in Role if role.value in (self.second_factor.data or ()))
        numbers = {name: self[name].data for name in TYPES if name != "second_factor"}
        return Policy(second_factor=chosen, **numbers)


@bp.get("/policy")
@allowed(Role.administrator, Role.auditor)
def policy() -> str:
    """The rules as they are."""
    return _page(PolicyForm(data=msgspec.to_builtins(lock.current_policy())))


@bp.post("/policy")
@allowed(Role.administrator)
def change_policy() -> ResponseReturnValue:
    """Set them; they hold from now on, the second factor from the next sign-in."""
    form, before = PolicyForm(request.form), lock.current_policy()
    if not form.validate():
        if isinstance(form.audit_days.data, int) and form.audit_days.data < KEPT_AT_LEAST:
            form.audit_days.errors = [_too_short()]
        return _page(form), 422
    after = form.policy()
    if after != before:
        db.session.merge(PolicyRow(id=1, value=after))
        lock.record("change policy", "policy", **_differing(before, after))
    db.session.commit()
    flash(_("Saved: it holds from now on."))
    return redirect(url_for("bureau.staff.policy"), 303)


def _page(form: PolicyForm) -> str:
    form.offer()
    may_change = lock.may_open("bureau.staff.change_policy")
    return render_template("bureau/policy.html", form=form, may_change=may_change)


def _too_short() -> str:
    return _(
        "The law asks for six months: less than %(n)s days cannot be set.",
        n=KEPT_AT_LEAST,
    )


def _differing(before: Policy, after: Policy) -> dict[str, Any]:
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    names = [name for name in new if new[name] != old[name]]
    return {"before": {n: old[n] for n in names}, "after": {n: new[n] for n in names}}
