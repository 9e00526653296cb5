"""Loading the content: all or nothing, twice is once, and staff have the last word."""

import shutil
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.content import files, loader
from webapp.core import clock, content_version
from webapp.core.translated import Translated
from webapp.events.models import DateStatus, Event
from webapp.extensions import db
from webapp.places.models import Basis, Place, by_slug
from webapp.race.models import Edition, OpenQuestion, questions
from webapp.visits.models import Goal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content files, to break."""
    copy = tmp_path / "content"
    shutil.copytree(files.FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def test_everything_of_the_facts_is_there(loaded: Session) -> None:
    assert len(loaded.scalars(select(Place)).all()) == 52
    assert len(loaded.scalars(select(Event)).all()) == 11
    assert [e.number for e in loaded.scalars(select(Edition).order_by(Edition.year))] == [
        5,
        9,
        13,
        14,
    ]
    goals = {(g.year, g.metric.value): g.value for g in loaded.scalars(select(Goal))}
    assert goals == {(2024, "visits"): 1_400_000, (2024, "revenue"): 500_000_000}


def test_every_chinese_text_has_an_english_one(loaded: Session) -> None:
    for place in loaded.scalars(select(Place)):
        assert place.name.en and place.summary.en, place.slug


def test_loading_twice_changes_nothing(loaded: Session) -> None:
    version = content_version.current(loaded.get_bind())
    outcome = loader.load(loaded, files.read())
    loaded.commit()
    assert set(outcome) == {"unchanged"}
    assert content_version.current(loaded.get_bind()) == version


def test_what_staff_edited_is_never_overwritten(loaded: Session, folder: Path) -> None:
    place = loaded.scalars(by_slug("wudangzhao")).one()
    place.summary, place.edited_at = Translated(zh="编辑写的。"), clock.now()
    loaded.commit()
    path = folder / "places" / "wudangzhao.toml"
    path.write_text(path.read_text().replace("checked_on = 2026-11-23", "checked_on = 2026-12-01"))
    outcome = loader.load(loaded, files.read(folder))
    loaded.commit()
    assert outcome["kept"] == 1
    assert loaded.scalars(by_slug("wudangzhao")).one().summary.zh == "编辑写的。"
    assert loaded.scalars(by_slug("suguqin-hall")).one().checked_on.month == 12


def test_a_changed_file_changes_its_record_and_raises_the_version(
    loaded: Session, folder: Path
) -> None:
    before = content_version.current(loaded.get_bind())
    path = folder / "goals.toml"
    path.write_text(
        path.read_text().replace("1400000", "1500000").replace("1_400_000", "1_500_000")
    )
    outcome = loader.load(loaded, files.read(folder))
    loaded.commit()
    assert outcome["changed"] == 1
    assert loaded.get(Goal, (2024, "visits")).value == 1_500_000
    assert content_version.current(loaded.get_bind()) > before


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "reason"),
    [
        ("goals.toml", "[[goal]]", "[[goal", "", ""),
        ("goals.toml", 'metric = "visits"', 'metric = "people"', "goal[0] (2024).metric", "people"),
        (
            "goals.toml",
            'metric = "visits"',
            'metric = "visits"\nvalu = 3',
            "goal[0] (2024)",
            "valu",
        ),
        (
            "places/wudangzhao.toml",
            'parent = "wudangzhao"',
            'parent = "atlantis"',
            "parent",
            "atlantis",
        ),
        (
            "places/wudangzhao.toml",
            "lat = 40.791111",
            "lat = 4.791111",
            "(wudangzhao).position.lat",
            "40.4",
        ),
        ("race.toml", '"bike2012"', '"nowhere"', "sources", "nowhere"),
        (
            "places/wudangzhao.toml",
            'parent = "wudangzhao"',
            'parent = "suguqin-hall"',
            "(suguqin-hall).parent",
            "itself",
        ),
        ("goals.toml", 'metric = "revenue"', 'metric = "visits"', "goal (2024 visits)", "already"),
        (
            "events.toml",
            'status = "tba"\n',
            'status = "confirmed"\n',
            "(wudangzhao-cup).dates[3]",
            "starts_on",
        ),
    ],
)
def test_a_broken_file_is_named_with_key_and_reason(
    folder: Path, file: str, old: str, new: str, key: str, reason: str
) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(files.BrokenContent) as caught:
        files.read(folder)
    assert caught.value.file == file
    assert key in caught.value.key
    assert reason in caught.value.reason


def test_a_broken_file_leaves_the_database_as_it_was(app, folder: Path) -> None:
    (folder / "goals.toml").write_text("[[goal]]\nyear = 'x'\n")
    result = app.test_cli_runner().invoke(args=["content", "load", str(folder)])
    assert result.exit_code == 1
    assert "goals.toml" in result.output
    assert "Traceback" not in result.output
    assert app.test_client().get("/places/wudangzhao").status_code == 404


def test_what_the_files_no_longer_say_is_gone_unless_staff_wrote_it(
    loaded: Session, folder: Path
) -> None:
    before = [question.text.zh for question in loaded.scalars(questions())]
    loaded.add(OpenQuestion(id=99, text=Translated(zh="编辑问的？")))
    loaded.commit()
    version = content_version.current(loaded.get_bind())
    path = folder / "race.toml"
    head, first, _, *others = path.read_text().split("[[question]]")
    path.write_text("[[question]]".join([head, first, *others]))
    outcome = loader.load(loaded, files.read(folder))
    loaded.commit()
    assert outcome["removed"] == 1
    after = [question.text.zh for question in loaded.scalars(questions())]
    assert after == [before[0], *before[2:], "编辑问的？"]
    assert content_version.current(loaded.get_bind()) > version
    loaded.rollback()
    assert set(loader.load(loaded, files.read(folder))) == {"unchanged"}


def test_a_date_that_is_gone_is_no_longer_what_another_was_postponed_to(
    loaded: Session, folder: Path
) -> None:
    event = loaded.scalars(select(Event).filter_by(slug="wudangzhao-cup")).one()
    held = {date.key: date for date in event.dates}
    held["next"].status, held["next"].postponed_to = DateStatus.postponed, held["2023"]
    held["2016"].postponed_to = held["2012"]
    loaded.commit()
    path = folder / "events.toml"
    text = path.read_text()
    start = text.index('[[event.dates]]\n  id = "2023"')
    path.write_text(text[:start] + text[text.index("[[event", start + 1) :])
    loader.load(loaded, files.read(folder))
    loaded.commit()
    assert {date.key: date.postponed_to for date in event.dates} == {
        "next": None,
        "2012": None,
        "2016": held["2012"],
    }


def test_two_servers_that_start_at_once_load_it_once(app) -> None:
    outcomes: list[set[str]] = []

    def start() -> None:
        with app.app_context():
            outcomes.append(set(loader.load(db.session, files.read())))
            db.session.commit()

    starters = [Thread(target=start) for _ in range(2)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert outcomes == [{"added"}, {"unchanged"}]


def test_positions_are_published_approximate_or_unknown(loaded: Session) -> None:
    assert loaded.scalars(by_slug("wudangzhao")).one().basis is Basis.published
    assert loaded.scalars(by_slug("qingshan-village")).one().basis is Basis.approximate
    assert loaded.scalars(by_slug("coal-museum")).one().located is False
