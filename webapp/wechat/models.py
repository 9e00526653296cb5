"""The ticket with which pages are signed: one row for all instances of the service."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Model


class WechatTicket(Model):
    """What WeChat has given to one account. Never public, and in no backup."""

    __tablename__ = "wechat_ticket"
    app_id: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[str | None]
    expires_at: Mapped[datetime | None]
    not_before: Mapped[datetime]  # until then nobody asks: somebody is asking, or it has failed

    def holds(self, now: datetime) -> bool:
        """Whether pages can be signed with it."""
        return bool(self.ticket and self.expires_at and self.expires_at > now)
