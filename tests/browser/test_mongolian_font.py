"""The font of the vertical pages is a part of one: what it holds it writes as the whole does."""

import json
import re
from itertools import product

import pytest

from tests.browser.conftest import PHONE, NewPage
from tests.test_mongolian import catalogue, forms
from webapp.bootstrap import ROOT

LETTERS = [chr(code) for code in range(0x1820, 0x1843)]
SELECTORS = ["", "\u180b", "\u180c", "\u180d", "\u180f", "\u180e\u1820", "\u202f\u1824\u1828"]
HELD = re.compile("[\u1800-\u180f\u1820-\u1842\u200c\u200d\u202f]+")
# The words of each line that do not come out alike, to the last pixel.
UNLIKE = """async ([lines, part, whole]) => {
  for (const [name, address] of [['Part', part], ['Whole', whole]])
    document.fonts.add(await new FontFace(name, `url(${address})`).load());
  const canvas = document.createElement('canvas');
  canvas.width = 2400; canvas.height = 100;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const drawn = (words, font) => {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, 2400, 100);
    pen.rotate(0.01); // so that no hints of a font move its outlines
    pen.font = `32px ${font}`;
    let at = 8;
    for (const word of words) {
      pen.fillText(word, at, 50);
      at += pen.measureText(word).width + 8;
    }
    if (at > 2400) throw new Error('too long a line');
    return [at, new Uint32Array(pen.getImageData(0, 0, 2400, 100).data.buffer)];
  };
  const same = ([at, one], [other, two]) => at === other && one.every((v, i) => v === two[i]);
  return lines.filter((words) => !same(drawn(words, 'Part'), drawn(words, 'Whole')));
}"""


def rows(words: list[str], length: int) -> list[list[str]]:
    return [words[at : at + length] for at in range(0, len(words), length)]


@pytest.mark.usefixtures("live")
def test_every_word_and_every_pair_of_letters_looks_as_in_the_whole_font(
    new_page: NewPage, live: str
) -> None:
    texts = [one for message in catalogue("mvf") for one in forms(message)]
    words = {word for one in texts for word in HELD.findall(one)}
    pairs = ["".join(pair) for pair in product(LETTERS, LETTERS)]
    marked = [one + selector + LETTERS[8] for one, selector in product(LETTERS, SELECTORS)]
    ending = [LETTERS[8] + one + selector for one, selector in product(LETTERS, SELECTORS)]
    lines = rows(sorted(words), 8) + rows([*pairs, *marked, *ending], 16)
    assert len(lines) > 250
    built = json.loads((ROOT / "static" / "build" / "manifest.json").read_text())
    part, whole = (
        f"{live}/static/{built[f'noto-sans-mongolian-{name}.woff2']}"
        for name in ("hudum", "mongolian-400-normal")
    )
    page = new_page(**PHONE, bypass_csp=True)
    page.goto("/mvf/privacy")
    assert page.evaluate(UNLIKE, [lines, part, whole]) == []
    # A letter that the part lacks is told apart: the comparison sees what differs.
    other = ["\u1820\u1828", "\u1820\u1887"]
    assert page.evaluate(UNLIKE, [[other], part, whole]) == [other]
