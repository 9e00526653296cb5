"""What somebody does with a phone: every tap is counted, more generously than it is done."""

import time

from playwright.sync_api import Locator, Page


class Hands:
    """Two hands on a page; `taps` and `seconds` tell how much they had to do."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self._started = page, 0, time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._started

    def tap(self, target: Locator) -> None:
        """A link, a button, a fold."""
        self.taps += 1
        target.tap()

    def write(self, target: Locator, text: str) -> None:
        """One tap into a field; then one types."""
        self.taps += 1
        target.tap()
        target.press_sequentially(text)

    def choose(self, target: Locator, label: str) -> None:
        """One tap opens a list, one chooses from it."""
        self.taps += 2
        target.select_option(label=label)

    def pick_day(self, target: Locator, day: str) -> None:
        """A phone's calendar: open it, turn the month twice, tap a day, close it."""
        self.taps += 5
        target.fill(day)
