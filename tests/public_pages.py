"""One address for every sort of public page, for the tests and measures that go through all."""

PAGES = {
    "home": "/",
    "map": "/map",
    "map of one kind": "/map?kind=museum",
    "places": "/places",
    "place with everything": "/places/wudangzhao",
    "place inside another": "/places/suguqin-hall",
    "place roughly located": "/places/huawu-renjian",
    "place nowhere yet": "/places/coal-museum",
    "place in a village": "/places/qingshan-village",
    "calendar": "/events",
    "calendar of a past month": "/events?month=2024-09",
    "event with dates": "/events/wudangzhao-cup",
    "event by the moon": "/events/aobao-worship",
    "event to be announced": "/events/zhuan-jiuqu",
    "race": "/race",
    "edition": "/race/2024",
    "visits": "/visits",
    "visits beside the year before": "/visits/comparisons",
    "search": "/search",
    "search with results": "/search?q=wdz",
    "search without result": "/search?q=zzzz",
    "about": "/about",
    "without signal": "/offline",
    "guide on one page": "/guide",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "site map": "/site-map",
}
# Problems are pages too, but they have neither cache nor budget.
PROBLEMS = {"not found": "/nowhere", "question too long": f"/search?q={'q' * 61}"}
EN = "/en"
# Of the Mongolian pages, one for every sort of layout; their words are the catalogues' business.
MONGOLIAN = (
    "/mn/",
    "/mn/race/2027",
    "/mvf/",
    "/mvf/places/wudangzhao",
    "/mvf/map",
    "/mvf/events?month=2024-09",
    "/mvf/race/2027",
    "/mvf/race/2026/results",
    "/mvf/search?q=wdz",
    "/mvf/settings",
)
# Pages of the simulated race of `tests.race.simulated`, where that has been stored.
RACE_PAGES = {
    "race with an edition to come": "/race",
    "edition to come": "/race/2027",
    "edition with results": "/race/2026",
    "course": "/race/2027/course",
    "road closures": "/race/2027/roads",
    "do I get there": "/race/2027/roads?to=wudangzhao&at=10:30",
    "start list": "/race/2027/start-list",
    "results": "/race/2026/results",
    "a rider's result": "/race/2026/results/17",
    "revisions of results": "/race/2026/results/revisions",
    "live": "/race/2027/live",
    "travel": "/race/2027/travel",
}
