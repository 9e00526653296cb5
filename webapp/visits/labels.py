"""What the ledger's terms are called: metrics, statuses, kinds of entries and of submissions."""

import enum
from collections.abc import Mapping

from flask_babel import gettext as _

from webapp.visits import late_counts
from webapp.visits.ledger import MONEY
from webapp.visits.models import Basis, EntryKind, Metric, Status, SubmissionKind


def metrics() -> Mapping[enum.Enum, str]:
    """Metrics; those of money with their unit, all others count person-times or people."""
    return {
        Metric.in_: _("Through the gates, in"),
        Metric.out: _("Through the gates, out"),
        Metric.visits: _("Admissions"),
        Metric.full: _("Full price"),
        Metric.discount: _("Discount"),
        Metric.free: _("Free"),
        Metric.reentry_correction: _("Re-entry correction"),
        Metric.deduplicated: _("De-duplicated"),
        Metric.peak_in_park: _("Peak in park"),
        Metric.ticket_revenue: _("Ticket revenue (yuan)"),
        Metric.other_revenue: _("Other revenue (yuan)"),
    }


def unit(metric: Metric) -> str:
    """In which a metric is written."""
    if metric in MONEY:
        return _("yuan")
    return _("people") if metric is Metric.peak_in_park else _("person-times")


def statuses() -> Mapping[enum.Enum, str]:
    """How firm a figure is."""
    return {
        Status.advance: _("advance"),
        Status.preliminary: _("preliminary"),
        Status.verified: _("verified"),
        Status.sealed: _("sealed"),
    }


def bases() -> Mapping[enum.Enum, str]:
    """What a figure rests on."""
    return {Basis.report: _("reported"), Basis.gates: _("gates")}


def entry_kinds() -> Mapping[enum.Enum, str]:
    """What an entry says of those before it."""
    return {
        EntryKind.report: _("report"),
        EntryKind.correction: _("correction"),
        EntryKind.retraction: _("retraction"),
        EntryKind.estimate: _("estimate"),
    }


def submission_kinds() -> Mapping[enum.Enum, str]:
    """How a submission came."""
    return {
        SubmissionKind.import_: _("sent as a file"),
        SubmissionKind.staff: _("reported at the desk"),
        SubmissionKind.device: _("sent by a device"),
    }


def reason(of_correction: str) -> str:
    """Why a figure was corrected: in somebody's own words, or that a gate's counts came late."""
    return reasons().get(of_correction, of_correction)


def reasons() -> Mapping[str, str]:
    """The reasons that nobody wrote: what stands for each in the ledger, and how it is said."""
    return {late_counts.REASON: _(late_counts.REASON)}
