"""What a record that came from the content files remembers about it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column


class ContentRecord:
    """Mixin: `content_revision` is the digest of the file's text the record was last set from.

    Staff editing a record sets `edited_at`; the loader then never writes it again.
    """

    content_revision: Mapped[str | None] = mapped_column(default=None)
    edited_at: Mapped[datetime | None] = mapped_column(default=None)
