"""Notes what goes wrong while a page is used."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

INSIDE = ("data:", "blob:", "about:")


class Watch:
    """Collects script errors, failed answers and requests that leave the origin."""

    def __init__(self, origin: str, expected_failures: set[str]) -> None:
        self.origin, self.expected_failures = origin, expected_failures
        self.faults: list[str] = []

    def over(self, page: Page) -> None:
        """Listen to one page from its first request on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _expected(self, address: str) -> bool:
        return urlsplit(address).path in self.expected_failures

    def _console(self, message: ConsoleMessage) -> None:
        address = message.location.get("url", "")
        if message.type == "error" and not self._expected(address):
            self.faults.append(f"console: {message.text} ({address})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", *INSIDE)):
            self.faults.append(f"leaves the site: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not self._expected(response.url):
            self.faults.append(f"{response.status}: {response.url}")
