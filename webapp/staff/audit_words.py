"""Actions and objects of the audit trail in words; what is not named here is shown as it is."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.staff import role_words, signing_in
from webapp.staff.models import Role

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
    "save": N_("Draft saved"),
    "submit": N_("Submitted for review"),
    "take back": N_("Taken back from review"),
    "publish": N_("Published"),
    "return": N_("Returned with a reason"),
    "withdraw": N_("Withdrawn"),
    "drop": N_("Draft dropped"),
    "create": N_("Draft begun"),
    "confirm": N_("Urgent change confirmed"),
    "restore": N_("Brought back"),
    "call off": N_("Event called off at once"),
    "change address": N_("Address of a page changed"),
    "close place": N_("Place closed"),
    "reopen place": N_("Place reopened"),
    "survey position": N_("Position surveyed"),
    "add picture": N_("Picture added"),
    "change picture": N_("Picture's texts changed"),
    "delete picture": N_("Picture deleted"),
    "enter holidays": N_("Holiday notice entered"),
    "back up": N_("Backup made"),
    "report day": N_("Day reported"),
    "correct figure": N_("Figure corrected"),
    "approve correction": N_("Correction approved"),
    "refuse correction": N_("Correction refused"),
    "take back correction": N_("Correction taken back"),
    "verify days": N_("Days verified"),
    "seal month": N_("Month sealed"),
    "enter check total": N_("Check total entered"),
    "withdraw check total": N_("Check total withdrawn"),
    "upload sheet": N_("Table uploaded"),
    "store sheet": N_("Table stored"),
    "export visits": N_("Visitor numbers exported"),
    "enter revenue": N_("Tourism revenue entered"),
    "withdraw revenue": N_("Tourism revenue withdrawn"),
    "set precedence": N_("Who goes first changed"),
    "set factor": N_("Calibration factor set"),
    "end factor": N_("Calibration factor ended"),
    "set re-entry": N_("Re-entry rate set"),
    "end re-entry": N_("Re-entry rate ended"),
    "say opening": N_("Opening days said"),
    "withdraw opening": N_("Opening days withdrawn"),
    "approve capacity": N_("Approved capacity entered"),
    "withdraw capacity": N_("Approved capacity withdrawn"),
    "add device": N_("Device added"),
    "revoke device": N_("Device revoked"),
    "set goal": N_("Goal set"),
    "upload riders": N_("List of riders uploaded"),
    "store riders": N_("List of riders stored"),
    "assign bibs": N_("Bibs given"),
    "change rider": N_("Rider changed"),
    "mask rider": N_("Rider's name masked or shown"),
    "confirm rider change": N_("Rider's change confirmed by a second person"),
    "put back rider change": N_("Rider's change put back by a second person"),
    "erase rider": N_("Rider's data deleted on request"),
    "read rider data": N_("Rider's personal data read"),
    "export riders": N_("Riders exported"),
    "export rider data": N_("Riders exported with personal data"),
    "forget rider data": N_("Riders' personal data deleted on time"),
    "announce": N_("Race announcement made"),
    "end announcement": N_("Race announcement ended"),
    "add file": N_("Document of the race handed in"),
    "bring results": N_("Results brought in"),
    "publish results": N_("Results published at once"),
    "submit results": N_("Results submitted as official"),
    "make results official": N_("Results made official"),
    "return results": N_("Results returned with a reason"),
    "drop results": N_("Draft of results dropped"),
    "correct result": N_("Rider's result corrected"),
    "make column preset": N_("Column preset made"),
    "mask name": N_("Name masked in the results"),
    "show name": N_("Name shown in the results again"),
    "upload course": N_("GPX file of a course uploaded"),
    "close road": N_("Road closed"),
    "open road": N_("Road opened"),
    "take back opening": N_("Opening of a road taken back"),
    "extend road closure": N_("Road closed for longer"),
    "change road closure": N_("Road closure changed"),
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
    "visits": N_("visits"),
    "tourism revenue": N_("tourism revenue"),
    "correction": N_("correction"),
    "month": N_("month"),
    "check total": N_("check total"),
    "device": N_("device"),
    "goal": N_("goal"),
    "rider": N_("rider"),
    "results": N_("results"),
    "column preset": N_("column preset"),
    "start list": N_("start list"),
    "race": N_("race"),
    "edition": N_("edition of the race"),
    "race file": N_("document of the race"),
    "course": N_("course of the race"),
    "track": N_("GPX file of a course"),
    "road closure": N_("road closure"),
}

FIELDS: dict[str, Any] = {
    "account": N_("Account name"),
    "action": N_("Action"),
    "audit_days": N_("Days the audit trail is kept"),
    "entries": N_("Entries"),
    "full_name": N_("The person's name"),
    "idle_minutes": N_("Minutes without use until a session ends"),
    "locked_until": N_("Locked until"),
    "name": N_("Name"),
    "object": N_("Object"),
    "password_days": N_("Days until a password has to be changed"),
    "places": N_("Places"),
    "reason": N_("Reason"),
    "refused": N_("Why"),
    "roles": N_("Roles"),
    "second_factor": N_("Roles that sign in with a code as well"),
    "state": N_("State"),
    "text": N_("Text"),
    "title": N_("Title"),
    "title.zh": N_("Title"),
    "unused_days": N_("Days without a sign-in until an account is disabled"),
    "version": N_("Version"),
}
VALUES: dict[str, Any] = {
    "active": N_("in use"),
    "disabled": N_("disabled"),
    "command line": N_("command line"),
    "maintenance": N_("maintenance"),
    signing_in.Refusal.unknown.value: N_("unknown name"),
    signing_in.Refusal.disabled.value: N_("account disabled"),
    signing_in.Refusal.unused.value: N_("account unused for too long"),
    signing_in.Refusal.locked.value: N_("account locked"),
    signing_in.Refusal.password.value: N_("wrong password"),
    signing_in.Refusal.code.value: N_("wrong code"),
}


def field(name: str) -> str:
    """The name of a value in words."""
    return str(FIELDS.get(name, name))


def value(text: str) -> str:
    """A value in words, or several between commas; what is not known is shown as it is."""
    roles = {role.value: role_words.name(role) for role in Role}
    return ", ".join(str(roles.get(one) or VALUES.get(one, one)) for one in text.split(", "))


def action(name: str) -> str:
    """An action in words."""
    return str(ACTIONS.get(name, name))


def object(name: str) -> str:
    """An object in words: “event 17” in the reader's language."""
    kind, _blank, number = name.rpartition(" ")
    if name in KINDS:
        return str(KINDS[name])
    return _("%(kind)s %(number)s", kind=KINDS[kind], number=number) if kind in KINDS else name
