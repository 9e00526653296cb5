"""Actions and objects of the audit trail in words; what is not named here is shown as it is."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

ACTIONS: dict[str, Any] = {
    "sign in": N_("Sign-in"),
    "sign out": N_("Sign-out"),
    "set password": N_("Password set by one-time link"),
    "change password": N_("Password change"),
    "set up second factor": N_("Second factor set up"),
    "lock account": N_("Account locked after failures"),
    "refused": N_("Page refused"),
    "add account": N_("Account made"),
    "change account": N_("Account changed"),
    "make link": N_("One-time link made"),
    "disable account": N_("Account disabled"),
    "enable account": N_("Account enabled"),
    "unlock account": N_("Account unlocked"),
    "reset second factor": N_("Second factor reset"),
    "end sessions": N_("Signed out everywhere"),
    "change policy": N_("Rules changed"),
    "export audit trail": N_("Audit trail exported"),
    "forget": N_("Old entries removed"),
    "begin": N_("Draft begun"),
    "save": N_("Draft saved"),
    "submit": N_("Submitted for review"),
    "take back": N_("Taken back from review"),
    "publish": N_("Published"),
    "return": N_("Returned with a reason"),
    "withdraw": N_("Withdrawn"),
    "drop": N_("Draft dropped"),
    "urgent": N_("Published at once"),
    "confirm urgent": N_("Urgent change confirmed"),
    "close place": N_("Place closed"),
    "reopen place": N_("Place reopened"),
    "survey position": N_("Position surveyed"),
    "add picture": N_("Picture added"),
    "change picture": N_("Picture's texts changed"),
    "delete picture": N_("Picture deleted"),
    "enter holidays": N_("Holiday notice entered"),
    "back up": N_("Backup made"),
    "restore": N_("Backup restored"),
}
KINDS: dict[str, Any] = {
    "account": N_("account"),
    "policy": N_("rules"),
    "audit trail": N_("audit trail"),
    "event": N_("event"),
    "place": N_("place"),
    "picture": N_("picture"),
    "manuscript": N_("manuscript"),
    "holidays": N_("holidays"),
    "backup": N_("backup"),
}


def action(name: str) -> str:
    """An action in words."""
    return str(ACTIONS.get(name, name))


def object(name: str) -> str:
    """An object in words: “event 17” in the reader's language."""
    kind, _blank, number = name.rpartition(" ")
    if name in KINDS:
        return str(KINDS[name])
    return _("%(kind)s %(number)s", kind=KINDS[kind], number=number) if kind in KINDS else name
