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
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "site map": "/site-map",
}
# Problems are pages too, but they have neither cache nor budget.
PROBLEMS = {"not found": "/nowhere", "question too long": f"/search?q={'q' * 61}"}
EN = "/en"
