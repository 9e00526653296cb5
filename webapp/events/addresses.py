"""Addresses of events: readable, never given twice, and never changed without a redirect."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import slugs
from webapp.events.models import Event, OldEventAddress


class AddressTaken(Exception):
    """Another event has this address, or once had it."""


class BadAddress(Exception):
    """An address may hold lower-case letters, digits and single hyphens, 80 at most."""


def new_address(session: Session, title: str) -> str:
    """A free address for an event with this Chinese title."""
    return slugs.slug(title, lambda one: _holder(session, one) is not None, fallback="event")


def change_address(session: Session, event: Event, address: str) -> None:
    """Move `event` to `address`; the old one goes on leading to it. The caller commits.

    Raises:
        BadAddress: it cannot be an address.
        AddressTaken: it leads to another event.
    """
    if not slugs.is_slug(address):
        raise BadAddress(address)
    if _holder(session, address) not in (None, event.id):
        raise AddressTaken(address)
    if address == event.slug:
        return
    returned = session.get(OldEventAddress, address)
    if returned is not None:
        session.delete(returned)
    session.add(OldEventAddress(slug=event.slug, event_id=event.id))
    event.slug = address


def moved_to(session: Session, address: str) -> str | None:
    """The address of the public event that once had `address`."""
    then = select(Event.slug).join(OldEventAddress, OldEventAddress.event_id == Event.id)
    public = then.where(Event.withdrawn_at.is_(None))
    return session.scalar(public.where(OldEventAddress.slug == address))


def withdrawn(session: Session, address: str) -> bool:
    """Whether `address` is or was that of an event that has been withdrawn."""
    holder = session.get(Event, _holder(session, address) or 0)
    return holder is not None and holder.withdrawn_at is not None


def _holder(session: Session, address: str) -> int | None:
    """The id of the event that has or once had `address`, in its page or in its calendar name.

    Withdrawn ones too: an address is never given twice.
    """
    now = select(Event.id).where(Event.slug == address)
    old = select(OldEventAddress.event_id).where(OldEventAddress.slug == address)
    named = select(Event.id).where(Event.uid == address)
    for query in (now, old, named):
        if (found := session.scalar(query)) is not None:
            return found
    return None
