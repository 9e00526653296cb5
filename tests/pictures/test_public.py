"""Pictures as the public sees them."""

import io
import json

from PIL import Image

from tests.pictures.made import drawn, stored_picture
from tests.support import TestCase
from webapp.core.translated import Translated
from webapp.events.models import Event
from webapp.pictures import store
from webapp.pictures.models import Picture, in_order
from webapp.places.models import Place


class TheFiles(TestCase):
    def setUp(self) -> None:
        self.picture = stored_picture(self.app, self.session)
        self.file = f"/media/{self.picture.name}-480"

    def test_each_copy_is_what_its_ending_says_and_kept_for_ever(self) -> None:
        kinds = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
        for ending, kind in kinds.items():
            response = self.client.get(f"{self.file}.{ending}", buffered=True)
            assert response.status_code == 200 and response.mimetype == kind
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert "Set-Cookie" not in response.headers
            with Image.open(io.BytesIO(response.data)) as image:
                assert image.size == (480, 288)

    def test_no_path_leads_to_anything_else(self) -> None:
        (store.folder(self.app.config["DATA_DIR"]).parent / "secret.jpg").write_bytes(b"secret")
        name = self.picture.name
        for path in (
            "/media/",
            "/media/..%2fsecret.jpg",
            "/media/../secret.jpg",
            f"/media/{name}-480.svg",
            f"/media/{name}-480.jpg%00.svg",
            f"/media/{name}-481.jpg",
            f"/media/{name}-480.jpg/",
            f"/media/{name.upper()}-480.jpg",
            f"/media/./{name}-480.jpg/../../secret.jpg",
            f"/en/media/{name}-480.jpg",
        ):
            assert self.client.get(path).status_code in (400, 404), path


class PicturesOfAPlace(TestCase):
    content = True

    def setUp(self) -> None:
        self.place = self.session.query(Place).filter_by(slug="wudangzhao").one()
        caption = Translated(zh="清晨的五当召", en="Wudangzhao at dawn")
        self.first = stored_picture(self.app, self.session, caption=caption)
        self.second = stored_picture(
            self.app,
            self.session,
            "转经的人",
            seed=2,
            image=drawn(400, 600, 2),
            credit=Translated(zh="石拐区文旅局"),
        )

    def show(self, *pictures: Picture) -> None:
        self.place.pictures = tuple(picture.id for picture in pictures)
        self.session.commit()

    def test_the_first_stands_in_place_of_the_drawing(self) -> None:
        assert len(self.get("/places/wudangzhao").soup.select(".place-picture svg")) == 1
        self.show(self.first, self.second)
        page = self.get("/places/wudangzhao")
        assert not page.soup.select(".place-picture svg")
        image = page.one(".place-picture img")
        assert image["alt"] == "山谷里的白色殿堂" and not image.get("lang")
        assert (image["width"], image["height"]) == ("1000", "600")
        assert "loading" not in image.attrs and image["fetchpriority"] == "high"
        assert page.texts(".place-picture figcaption") == ["清晨的五当召"]

    def test_the_others_stand_below_the_story_and_wait_until_they_are_scrolled_to(self) -> None:
        self.show(self.first, self.second)
        page = self.get("/places/wudangzhao")
        image = page.one(".gallery img")
        assert image["alt"] == "转经的人" and image["loading"] == "lazy"
        assert page.texts(".gallery .picture-credit")[0].endswith("石拐区文旅局")

    def test_every_copy_that_the_page_names_is_there(self) -> None:
        self.show(self.first, self.second)
        page = self.get("/places/wudangzhao")
        sets = [tag["srcset"] for tag in page.soup.select("source, figure img")]
        named = [one.split()[0] for each in sets for one in each.split(", ")]
        assert len(named) == 3 * 2 + 3
        for path in [*named, *(tag["src"] for tag in page.soup.select("figure img"))]:
            assert self.client.get(path, buffered=True).status_code == 200, path

    def test_a_reader_of_english_hears_which_language_a_text_is_in(self) -> None:
        self.show(self.first, self.second)
        page = self.get("/en/places/wudangzhao")
        image = page.one(".place-picture img")
        assert image["alt"] == "山谷里的白色殿堂" and image["lang"] == "zh-Hans"
        assert page.texts(".place-picture figcaption") == ["Wudangzhao at dawn"]
        assert str(image["src"]).startswith("/media/")

    def test_who_shows_a_link_to_the_page_finds_the_picture(self) -> None:
        self.show(self.first)
        page = self.get("/en/places/wudangzhao")
        address = f"https://shiguai.example/media/{self.first.name}-600x600.jpg"
        for name in ("property='og:image'", "name='twitter:image'", "itemprop=image"):
            assert page.one(f"meta[{name}]")["content"] == address
        assert page.one("meta[property='og:image:alt']")["content"] == "山谷里的白色殿堂"
        data = json.loads(page.one("script[type='application/ld+json']").get_text())
        assert data["image"] == [f"https://shiguai.example/media/{self.first.name}-1000.jpg"]

    def test_its_middle_is_cut_out_once_as_a_square_that_wechat_takes(self) -> None:
        name = f"{self.first.name}-600x600.jpg"
        made = store.folder(self.app.config["DATA_DIR"]) / name
        made.unlink(missing_ok=True)  # as it is for pictures from before there were squares
        for _ in range(2):
            answer = self.client.get(f"/media/{name}", buffered=True)
            assert answer.status_code == 200 and answer.mimetype == "image/jpeg"
            assert "immutable" in answer.headers["Cache-Control"]
            assert len(answer.data) < 128_000 and answer.data == made.read_bytes()
        with Image.open(io.BytesIO(answer.data)) as square:
            assert square.size == (600, 600)
        assert self.client.get(f"/media/{'0' * 32}-600x600.jpg").status_code == 404

    def test_of_one_that_is_too_low_for_a_square_the_drawing_is_shared(self) -> None:
        self.show(stored_picture(self.app, self.session, seed=3, image=drawn(1000, 250, 3)))
        page = self.get("/places/wudangzhao")
        assert "/static/cards/wudangzhao-" in str(page.one("meta[property='og:image']")["content"])

    def test_the_page_that_was_kept_changes_with_the_words_of_its_picture(self) -> None:
        self.show(self.first)
        assert "清晨的五当召" in self.get("/places/wudangzhao").words
        self.first.caption = Translated(zh="傍晚的五当召")
        self.session.commit()
        assert "傍晚的五当召" in self.get("/places/wudangzhao").words

    def test_under_a_path_of_the_host_the_files_are_found_there(self) -> None:
        self.show(self.first)
        page = self.get("/places/wudangzhao", environ_overrides={"SCRIPT_NAME": "/travel"})
        assert str(page.one(".place-picture img")["src"]).startswith("/travel/media/")

    def test_a_picture_that_is_gone_is_left_out(self) -> None:
        self.show(self.second, self.first)
        found = in_order(self.session, (self.second.id, 999, self.first.id))
        assert found == [self.second, self.first]


class PicturesOfAnEvent(TestCase):
    content = True

    def test_they_stand_above_and_below_its_story(self) -> None:
        event = self.session.query(Event).filter(Event.withdrawn_at.is_(None)).first()
        assert event is not None
        pictures = [stored_picture(self.app, self.session, f"图{n}", seed=n) for n in (1, 2, 3)]
        event.pictures = tuple(picture.id for picture in pictures)
        self.session.commit()
        page = self.get(f"/events/{event.slug}")
        assert [tag["alt"] for tag in page.soup.select(".event-picture img")] == ["图1"]
        assert [tag["alt"] for tag in page.soup.select(".gallery img")] == ["图2", "图3"]
        assert not page.soup.select("[aria-hidden] img")
        assert page.one("meta[property='og:image:alt']")["content"] == "图1"
