"""The forms with which the administrator keeps accounts."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectMultipleField, StringField

from webapp.core import languages
from webapp.staff import role_words
from webapp.staff.accounts import LONGEST_FULL_NAME, Refusal, Wish
from webapp.staff.models import Account, Role
from webapp.staff.places_known import KnownPlace
from webapp.staff.signing_in import LONGEST_NAME

# Which field a refusal is shown at; the others are shown above the form.
AT_FIELD = {
    Refusal.bad_name: "name",
    Refusal.name_taken: "name",
    Refusal.full_name: "full_name",
    Refusal.no_role: "roles",
    Refusal.auditor_alone: "roles",
    Refusal.own_roles: "roles",
    Refusal.last_administrator: "roles",
    Refusal.no_place: "places",
    Refusal.unknown_place: "places",
}


class AccountForm(Form):
    """Whose account it is and what they may do."""

    full_name = StringField(
        _("The person's name"), render_kw={"maxlength": LONGEST_FULL_NAME, "autocomplete": "off"}
    )
    roles = SelectMultipleField(_("Roles"), validate_choice=False)
    places = SelectMultipleField(_("Places of an operator"), coerce=int, validate_choice=False)

    def offer(self, places: Sequence[KnownPlace]) -> None:
        """Offer every role and these places."""
        self.roles.choices = [(role.value, role_words.name(role)) for role in Role]
        self.places.choices = [(place.id, languages.words(place.name)) for place in places]

    def wish(self, places: Sequence[KnownPlace]) -> Wish:
        """What the form asks for; roles that do not exist count as none."""
        chosen = tuple(role for role in Role if role.value in (self.roles.data or ()))
        known = [place.id for place in places]
        return Wish(self.full_name.data or "", chosen, tuple(self.places.data or ()), known)


class NewAccountForm(AccountForm):
    """An account that is not there yet."""

    name = StringField(
        _("Account name"),
        render_kw={
            "maxlength": LONGEST_NAME,
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


def filled_in(account: Account) -> AccountForm:
    """The form as an account is now."""
    roles = [role.value for role in account.roles]
    places = list(account.places)
    return AccountForm(data={"full_name": account.full_name, "roles": roles, "places": places})
