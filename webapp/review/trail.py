"""What the audit trail keeps of a change to a manuscript: what was different before and after."""

from collections.abc import Mapping
from typing import Any

from webapp.review import merging
from webapp.review.models import Manuscript

Values = dict[str, Any]


def snapshot(manuscript: Manuscript) -> Values:
    """Each version's state and reason, and the text that is public."""
    public = manuscript.public_version
    values: Values = dict(public.fields) if public else {}
    for version in manuscript.versions:
        values[f"version {version.number}"] = version.state.value
        values[f"reason of {version.number}"] = version.reason
        values[f"confirmed {version.number}"] = version.reviewer_id if version.urgent else None
    return values


def differences(before: Values, after: Values) -> tuple[Values, Values]:
    """Of two snapshots, what is not the same in both."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return (
        {name: before[name] for name in names if before.get(name) is not None},
        {name: after[name] for name in names if after.get(name) is not None},
    )


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Values]:
    """Of the fields of two texts what is not the same: as it was, where it was, and as it is."""
    names = merging.changed(dict(before), dict(after))
    return {
        "before": {name: before[name] for name in names if before.get(name)},
        "after": {name: after.get(name) for name in names},
    }
