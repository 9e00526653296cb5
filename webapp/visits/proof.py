"""Proving the chain: every link worked out anew, from what the database holds."""

from contextlib import closing

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.database import hold_still
from webapp.core.marking import N_
from webapp.visits import canonical
from webapp.visits.chain import OUT_OF_ORDER, Broken, Head
from webapp.visits.decisions import Seal
from webapp.visits.models import ChainLink, Submission
from webapp.visits.stored import Astray, Stored, submissions

MISSING = N_("it is missing, or not in its order")
NOT_LINKED = N_("a submission stands there that was never linked")
FORKED = N_("it does not follow the link before it")
CHANGED = N_("what it stands for has been changed")
NOT_AS_SEALED = N_("a month was sealed with another head of the chain")
NO_SUBMISSION = N_("its submission is gone")
OLDER = N_("the submissions are older than the chain; --adopt links them")


def verify(session: Session) -> Head:
    """Work out every link anew; in a transaction that has read nothing yet.

    Takes memory for one submission at a time, however long the chain is.

    Raises:
        Broken: at the first link that is not as it should be.
    """
    connection = hold_still(session)
    last = Head()
    links = select(func.count()).select_from(ChainLink)
    if not connection.scalar(links) and connection.scalar(select(Submission.id).limit(1)):
        raise Broken(1, OLDER)
    promised = {
        row.chain_number: row.chain_hash
        for row in connection.execute(select(Seal.chain_number, Seal.chain_hash))
    }
    try:
        with closing(submissions(connection)) as found:
            for one in found:
                if reason := _fault(one, last):
                    raise Broken(last.number + 1, reason)
                last = Head(one.row.number, one.row.hash)
                if promised.pop(last.number, last.hash) != last.hash:
                    raise Broken(last.number, NOT_AS_SEALED)
    except Astray as astray:
        raise Broken(last.number + 1, NO_SUBMISSION) from astray
    if connection.scalar(links) != last.number:
        raise Broken(last.number + 1, NO_SUBMISSION)
    if promised:
        raise Broken(last.number + 1, NOT_AS_SEALED)
    return last


def _fault(one: "Stored", before: Head) -> str:
    link = one.row
    if link.number is None:
        return NOT_LINKED
    if link.number != before.number + 1:
        return MISSING
    if link.previous != before.hash:
        return FORKED
    envelope = canonical.envelope(link._asdict())
    if canonical.digest(envelope, one.lines, link.number, link.at, before.hash) != link.hash:
        return CHANGED
    return OUT_OF_ORDER if one.misplaced else ""
