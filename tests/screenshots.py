"""`python3 tests screenshots`: the README's picture, taken from the running service."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.servers import the_house

FOLDER = Path(__file__).parent / "screenshots"
PAGES = {"home": "/"}


def main() -> None:
    """Start the service on a database of its own, look at it as a phone does, end it."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        the_house("", Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        chromium = os.environ.get("CHROMIUM_PATH")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740}, device_scale_factor=2)
        for name, path in PAGES.items():
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            sys.stdout.write(f"tests/screenshots/{name}.png\n")
        browser.close()
