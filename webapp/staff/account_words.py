"""Why an account is not made or changed, in words."""

from flask_babel import gettext as _

from webapp.staff.accounts import LONGEST_FULL_NAME, Refusal
from webapp.staff.signing_in import LONGEST_NAME


def refused(refusal: Refusal) -> str:
    """Why, and what to do about it."""
    words = {
        Refusal.bad_name: _(
            "An account name has letters and digits, with . - _ between them, "
            "and %(n)s characters at most.",
            n=LONGEST_NAME,
        ),
        Refusal.name_taken: _("There is an account of this name already."),
        Refusal.full_name: _(
            "Write the person's name, %(n)s characters at most.", n=LONGEST_FULL_NAME
        ),
        Refusal.no_role: _("Choose at least one role."),
        Refusal.auditor_alone: _(
            "An auditor holds no other role: somebody who checks does not do."
        ),
        Refusal.no_place: _("Choose at least one place for an operator."),
        Refusal.unknown_place: _("One of the places is not there any more. Choose again."),
        Refusal.own_roles: _("Nobody changes their own roles. Ask another administrator."),
        Refusal.last_administrator: _(
            "This is the last administrator in use: without one nobody could look after accounts."
        ),
    }
    return words[refusal]
