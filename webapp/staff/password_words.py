"""What is asked of a password, in words: before it is typed, and when it is not taken."""

from flask_babel import gettext as _

from webapp.staff.passwords import KINDS, LONGEST, NOT_AGAIN, SHORTEST, Refusal


def rules() -> list[str]:
    """What a password has to be."""
    return [
        _("At least %(n)s characters; any letters and signs, Chinese too.", n=SHORTEST),
        _("At least %(n)s of these: a–z, A–Z, digits, others.", n=KINDS),
        _("Nothing that is guessed first: no common words, rows of keys or years alone."),
        _("Neither your name nor the name of this service."),
        _("None of your last %(n)s passwords.", n=NOT_AGAIN),
    ]


def refused(refusal: Refusal) -> str:
    """Why a password was not taken, and what to do about it."""
    words = {
        Refusal.short: _("It is too short: take %(n)s characters or more.", n=SHORTEST),
        Refusal.long: _("It is too long: take %(n)s characters at most.", n=LONGEST),
        Refusal.kinds: _(
            "It has too few kinds of characters: mix small letters, capitals, digits and others."
        ),
        Refusal.guessable: _(
            "It is easy to guess: common words, rows of keys, years and repetitions count little."
            " Take words that do not belong together."
        ),
        Refusal.name: _("It contains your name."),
        Refusal.brand: _("It contains the name of this service."),
        Refusal.used: _("You have used it before: take a new one."),
    }
    return words[refusal]
