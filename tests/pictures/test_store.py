"""The files of pictures: whole or not there."""

import fcntl
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from tests.pictures.made import drawn, upload
from webapp.pictures import store
from webapp.pictures.refusals import Refused


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return store.folder(tmp_path)


def names(media: Path) -> list[str]:
    return sorted(path.name for path in media.iterdir())


def test_a_picture_is_nine_files_that_a_web_server_may_read(media: Path):
    stored = store.take_in(media, upload("PNG", drawn(1800, 900)))
    assert (stored.width, stored.height, stored.widths) == (1600, 800, (480, 960, 1600))
    assert names(media) == sorted(
        f"{stored.name}-{width}.{ending}"
        for width in (480, 960, 1600)
        for ending in ("avif", "webp", "jpg")
    )
    assert {stat.S_IMODE(path.stat().st_mode) for path in media.iterdir()} == {0o644}
    assert all(store.is_file_name(name) for name in names(media))


def test_the_same_picture_again_is_the_same_files(media: Path):
    first = store.take_in(media, upload("PNG"))
    before = names(media)
    assert store.take_in(media, upload("PNG", compress_level=1)) == first
    assert names(media) == before
    store.take_in(media, upload("PNG", drawn(seed=5)))
    assert len(names(media)) == 2 * len(before)


def test_a_refused_file_leaves_nothing(media: Path):
    with pytest.raises(Refused):
        store.take_in(media, b"GIF89a")
    with pytest.raises(Refused):
        store.take_in(media, upload("JPEG")[:-200])
    assert names(media) == []


def test_a_full_disk_leaves_no_half_file(media: Path, monkeypatch: pytest.MonkeyPatch):
    written = os.fsync
    calls = iter(range(100))

    def full(handle: int) -> None:
        if next(calls) == 2:
            raise OSError(28, "No space left on device")
        written(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.take_in(media, upload("PNG"))
    assert len(names(media)) == 2 and not [name for name in names(media) if "new" in name]
    assert store.find(media, names(media)[0][:32]) is None


def test_what_was_taken_in_is_found_again_and_only_whole(media: Path):
    stored = store.take_in(media, upload("PNG", drawn(1000, 700)))
    assert store.find(media, stored.name) == stored
    (media / f"{stored.name}-480.webp").unlink()
    assert store.find(media, stored.name) is None


@pytest.mark.parametrize("name", ["", "../secret", "0" * 31, "0" * 32, "*", "0" * 32 + "/.."])
def test_nothing_is_found_under_other_names(media: Path, name: str):
    store.take_in(media, upload("PNG"))
    assert store.find(media, name) is None


@pytest.mark.parametrize(
    "name",
    [
        "../webapp.sqlite",
        "a" * 32 + "-480.svg",
        "A" * 32 + "-480.jpg",
        "a" * 32 + "-480.jpg\n",
        "a" * 32 + "-048.jpg",
        ".new-abc",
        "a" * 32 + "-480.jpg/..",
    ],
)
def test_no_other_file_has_a_name_of_ours(name: str):
    assert not store.is_file_name(name)


def test_tidying_removes_what_no_row_names_but_nothing_that_has_just_come(media: Path):
    known = store.take_in(media, upload("PNG", drawn(seed=1)))
    orphan = store.take_in(media, upload("PNG", drawn(seed=2)))
    for one in (known, orphan):
        assert store.make_square(media, store.square_name(one.name))
    long_ago = time.time() - 2 * store.STAYS_S
    (media / ".new-left").write_bytes(b"half")
    for path in media.iterdir():
        os.utime(path, (long_ago, long_ago))
    fresh = store.take_in(media, upload("PNG", drawn(seed=3)))
    assert store.tidy(media, {known.name}) == 8
    assert store.find(media, known.name) and store.find(media, fresh.name)
    assert store.find(media, orphan.name) is None
    assert len(names(media)) == 13


def test_an_upload_waits_for_one_of_another_process(media: Path):
    other = os.open(media, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    waiting = threading.Thread(target=store.take_in, args=(media, upload("PNG")))
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive() and names(media) == []
    os.close(other)
    waiting.join()
    assert len(names(media)) == 6
