"""The oldest browsers served (C99): WeChat's Chrome 86 on Android, and iOS 13."""

import re
import subprocess
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, NewPage
from tests.browser.test_outside import WECHAT
from tests.browser.test_reading import TOO_WIDE

STATIC = Path(__file__).resolve().parents[2] / "static"
# What one of the two lacks; where both have it, WeChat takes it away, or the reader's settings do.
MISSING = """
for (const [of, ...names] of [
  [window, "caches", "structuredClone", "requestIdleCallback", "ResizeObserver", "BroadcastChannel",
    "speechSynthesis", "SpeechSynthesisUtterance", "WeakRef", "HTMLDialogElement"],
  [Navigator.prototype, "serviceWorker", "clipboard", "sendBeacon", "share", "storage",
    "permissions", "connection", "userAgentData", "wakeLock"],
  [Array, "fromAsync"],
  [Array.prototype, "at", "findLast", "findLastIndex", "toSorted", "toReversed", "with"],
  [String.prototype, "at", "replaceAll"],
  [Object, "hasOwn", "groupBy"],
  [Promise, "any", "withResolvers"],
  [Intl, "Locale", "ListFormat", "RelativeTimeFormat", "DisplayNames", "Segmenter"],
  [AbortSignal, "timeout", "any"],
  [Element.prototype, "replaceChildren", "checkVisibility", "animate", "ariaLabel"],
  [HTMLElement.prototype, "inert", "showPopover"],
  [HTMLFormElement.prototype, "requestSubmit"],
  [SubmitEvent.prototype, "submitter"],
  [MediaQueryList.prototype, "addEventListener", "removeEventListener"],
  [Blob.prototype, "text", "arrayBuffer", "stream"],
  [CSS, "registerProperty"],
  [Crypto.prototype, "randomUUID"],
]) for (const name of names) delete of[name];
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError"); }});
"""
UNKNOWN = re.compile(r"(?<=[{;])inset(?:-[a-z]+)*:[^;}]*;?")


def as_the_oldest_read_it(route: Route) -> None:
    """A style sheet without what Chrome 86 does not know."""
    answer = route.fetch()
    css = UNKNOWN.sub("", answer.text().replace("(inset:0)", "(unknown:0)"))
    route.fulfill(response=answer, body=css)


def test_the_build_holds_nothing_too_new_and_refuses_it() -> None:
    node, _ = compute_driver_executable()
    script = """
    import { readFileSync, readdirSync } from "node:fs";
    import { check, lowered } from "./floor.mjs";
    const all = Object.values(JSON.parse(readFileSync("build/manifest.json")));
    const names = all.filter((one) => /[.](js|css)$/.test(one));
    for (const name of names) check(name, readFileSync(`build/${name}`, "utf8"));
    const tooNew = {
      "x.js": ["a?.b", "a ?? b", "class A { b = 1 }", "await a"],
      "x.css": [".a{inset:0}", ".a{margin-inline:0}", "a:is(b,c){}", ".a{height:1dvh}"],
    };
    const passes = (name, text) => {
      try { check(name, text); return true; } catch { return false; }
    };
    const kinds = Object.entries(tooNew);
    const passed = kinds.flatMap(([name, all]) => all.filter((one) => passes(name, one)));
    console.log(names.length > 10, passed.length);
    console.log(lowered(".a :is(b, .c):not(.d, e) { margin-inline: auto 1px; inset-block: 0 }"));
    console.log(lowered(".a:is(b) { overflow-wrap: anywhere } .f { display: flex; gap: 1em }"));
    """
    said = subprocess.run(
        [node, "--input-type=module", "-e", script], cwd=STATIC, capture_output=True, text=True
    )
    assert said.stderr == ""
    assert said.stdout.splitlines() == [
        "true 0",
        ".a b:not(.d):not(e), .a .c:not(.d):not(e) { margin-inline-start: auto;"
        " margin-inline-end: 1px; inset-block-start: 0; inset-block-end: 0 }"
        " @supports not (inset:0) { .a b:not(.d):not(e), .a .c:not(.d):not(e)"
        " { top: 0; bottom: 0 } }",
        "b.a { word-break: break-word; overflow-wrap: anywhere }.f { display: flex; gap: 1em }",
        "@supports (-webkit-touch-callout:none) and (not (inset:0))"
        " { .f > * { margin-inline-end: 0.5em } }",
    ]


def test_what_people_come_for_works_where_the_newer_half_is_missing(
    new_page: NewPage, a_race: None
) -> None:
    """The watch over every page fails the test for any error of a script."""
    page = new_page(**PHONE, user_agent=WECHAT)
    page.add_init_script(MISSING)
    page.route("**/*.css", as_the_oldest_read_it)
    page.goto("/")
    assert page.evaluate("[typeof caches, 'at' in [], typeof Intl.Locale]") == [
        "undefined",
        False,
        "undefined",
    ]
    page.get_by_role("button", name="长辈版").tap()
    expect(page.locator(".tiles")).to_be_visible()
    page.get_by_role("button", name="普通版").tap()
    expect(page.locator(".tiles")).to_be_hidden()
    walks_the_map_and_the_calendar(page)
    for address in ("/race/2027/course", "/race/2027/roads?to=wudangzhao&at=10:30"):
        fits(page, address)
    for address in ("/race/2026/results", "/race/2027/live", "/visits", "/offline"):
        fits(page, address)
    fits(page, "/settings")
    page.get_by_label("特大", exact=True).check()
    expect(page.locator("html")).to_have_css("font-size", "26px")
    fits(page, "/en/places/wudangzhao")
    expect(page.locator(".skip")).not_to_be_in_viewport()


def walks_the_map_and_the_calendar(page: Page) -> None:
    page.goto("/map")
    expect(page.locator(".leaflet-container")).to_be_visible()
    page.locator(".leaflet-marker-icon").first.tap()
    expect(page.locator(".leaflet-popup")).to_be_visible()
    fits(page, "/map?kind=museum")
    fits(page, "/events")
    page.locator("a[rel=next]").first.tap()
    expect(page).to_have_url(re.compile(r"month=\d{4}-\d\d"))


def fits(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    assert not page.evaluate(TOO_WIDE), address
