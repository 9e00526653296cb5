"""Both Mongolian catalogues hold every word of the public pages, each in its own letters."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.test_house import ROOT, extracted
from webapp.core.languages import DESK, KNOWN

CATALOGUES = {
    code: ROOT / "translations" / KNOWN[code].locale / "LC_MESSAGES" / "messages.po"
    for code in ("mn", "mvf")
}
# Cyrillic has no place in mvf, nor the other script in mn.
FOREIGN = {"mn": re.compile("[\u1800-\u18af]"), "mvf": re.compile("[\u0400-\u04ff]")}
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|\{\w*\}")
# Python modules whose words stand on public pages; templates are those outside of bureau/.
SPOKEN = re.compile(
    r"events/(words|public|calling_words|series_words|cards)|places/(words|closed|search|kinds)"
    r"|race/(words|plan_words|day_words|notice_words|calendar_links|calendar_file|public|parts"
    r"|courses/(words|axis|course_page)|travel/words|results/(public_words|words|times|pages)"
    r"|roads/(words|elsewhere|closure_entry))"
    r"|core/(problems|words|maintenance)|pictures/words|holidays/words|home/\w+"
    r"|visits/(crowd_shown|words|statements|public|comparisons_words|revision_words|chart_words)"
)


def is_public(file: str) -> bool:
    """Whether words of this file are read by visitors."""
    inside = file.removeprefix("webapp/")
    if inside.startswith("templates/"):
        return not inside.startswith("templates/bureau/")
    return SPOKEN.fullmatch(inside.removesuffix(".py")) is not None


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """Every message that the code asks for."""
    return list(extracted(tmp_path_factory.mktemp("asked")))


def catalogue(code: str) -> Catalog:
    with CATALOGUES[code].open("rb") as file:
        return read_po(file, locale="mn")


def forms(message: Message | None) -> list[str]:
    """A translation in every plural form; none where there is none."""
    if message is None:
        return []
    said = message.string
    return [form for form in (said if isinstance(said, list | tuple) else [said]) if form]


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_public_word_has_its_mongolian(code: str, asked: list[Message]):
    known = catalogue(code)
    public = [m for m in asked if any(is_public(file) for file, _line in m.locations)]
    assert len(public) > 900
    missing = [m.id for m in public if not forms(known.get(m.id, m.context))]
    assert not missing, f"{len(missing)} public messages without Mongolian ({code})"
    ids = {key(m) for m in asked}
    unused = [m.id for m in known if m.id and key(m) not in ids]
    assert not unused, "translations that nothing asks for"


@pytest.mark.parametrize("code", CATALOGUES)
def test_mongolian_keeps_to_its_letters_and_to_what_is_filled_in(code: str):
    wrong = []
    for message in catalogue(code):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = [sorted(PLACEHOLDER.findall(one)) for one in ids]
        for form in forms(message):
            if FOREIGN[code].search(form) or sorted(PLACEHOLDER.findall(form)) not in allowed:
                wrong.append((message.id, form))
    assert not wrong


def test_only_mongolian_may_await_review():
    fuzzy = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
    for code in DESK:
        file = ROOT / "translations" / code / "LC_MESSAGES" / "messages.po"
        assert not file.exists() or not fuzzy.search(file.read_text())


def test_suffixes_stand_behind_the_narrow_blank_that_holds_them():
    """A case suffix after a plain blank could begin a line (C75)."""
    suffix = re.compile(
        " (ᠤᠨ|ᠦᠨ|ᠶᠢᠨ|ᠤ|ᠦ|ᠢ|ᠶᠢ|ᠳᠤ|ᠳᠦ|ᠲᠤ|ᠲᠦ|ᠠᠴᠠ|ᠡᠴᠡ|ᠢᠶᠠᠷ|ᠢᠶᠡᠷ|ᠪᠠᠷ|ᠪᠡᠷ|ᠲᠠᠢ|ᠲᠡᠢ)"
        "(?![\u180b-\u180f\u1820-\u18af])"
    )
    loose = [(m.id, one) for m in catalogue("mvf") for one in forms(m) if suffix.search(one)]
    assert not loose
