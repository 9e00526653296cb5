"""Pictures at the desk: uploading, finding, saying what they show, deleting."""

import io
import os
import time
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.pictures.made import GPS_WORDS, archive, drawn, exif, stored_picture, upload
from tests.support import Page, TestCase
from webapp.core.audit import AuditEntry
from webapp.core.translated import Translated
from webapp.pictures import processing, store
from webapp.pictures.choosing import MOST_SENT
from webapp.pictures.models import Picture
from webapp.places.models import Place
from webapp.review.models import Manuscript, State, Version
from webapp.staff.models import Role

NEW = "/en/bureau/pictures/new"


def file(data: bytes, name: str = "IMG_2041.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


class TheDesk(TestCase):
    def send_picture(self, data: bytes | None = None, status: int = 303, **texts: Any) -> Page:
        values = {"new_picture": file(data or upload()), "new_picture_alt_zh": "白色的殿堂"}
        return self.send(self.get(NEW), values | texts, status=status)

    def pictures(self) -> list[Picture]:
        return list(self.session.scalars(select(Picture).order_by(Picture.id)))

    def errors(self, page: Page) -> str:
        return " ".join(page.texts(".form-errors li"))

    def media(self) -> set[str]:
        return {path.name for path in store.folder(self.app.config["DATA_DIR"]).iterdir()}


class Uploading(TheDesk):
    def setUp(self) -> None:
        self.editor = self.sign_in(Role.editor, full_name="The editor")

    def test_an_editor_uploads_a_picture_and_sees_it(self) -> None:
        page = self.send_picture(
            new_picture_alt_en="White halls",
            new_picture_caption_zh="五当召",
            new_picture_credit_zh="文旅局",
        )
        assert "The picture is stored." in page.words
        image = page.one("figure img")
        assert image["alt"] == "White halls"
        [picture] = self.pictures()
        assert picture.uploaded_by_id == self.editor.id
        assert picture.alt == Translated(zh="白色的殿堂", en="White halls")
        assert picture.caption == Translated(zh="五当召")
        shown = self.client.get(str(image["src"]), buffered=True)
        assert shown.status_code == 200 and shown.mimetype == "image/jpeg"

    def test_it_is_in_the_audit_trail(self) -> None:
        self.send_picture()
        [entry] = self.session.scalars(select(AuditEntry).where(AuditEntry.action == "add picture"))
        assert entry.account_id == self.editor.id
        assert entry.object == f"picture {self.pictures()[0].id}"

    def test_nothing_of_where_it_was_taken_is_stored(self) -> None:
        data = upload(exif=exif())
        assert GPS_WORDS in data
        self.send_picture(data)
        media = store.folder(self.app.config["DATA_DIR"])
        for path in media.glob(f"{self.pictures()[0].name}-*"):
            assert GPS_WORDS not in path.read_bytes()

    def test_without_a_description_the_picture_is_kept_but_not_taken_in(self) -> None:
        page = self.send_picture(
            new_picture_alt_zh=" ", new_picture_caption_zh="五当召", status=422
        )
        assert "Say what the picture shows" in self.errors(page)
        assert page.one("#new_picture_caption_zh")["value"] == "五当召"
        assert self.pictures() == []
        page = self.send(page, {"new_picture_alt_zh": "白色的殿堂"})
        assert "The picture is stored." in page.words
        assert len(self.pictures()) == 1

    def test_the_same_picture_twice_is_one_and_keeps_its_words(self) -> None:
        self.send_picture()
        page = self.send_picture(new_picture_alt_zh="别的话")
        assert "This picture was here before" in page.words
        [picture] = self.pictures()
        assert picture.alt.zh == "白色的殿堂"

    def test_words_without_a_picture_are_kept_and_a_picture_asked_for(self) -> None:
        page = self.send(self.get(NEW), {"new_picture_alt_zh": "白色的殿堂"}, status=422)
        assert "Choose the picture that these words are about." in self.errors(page)
        assert page.one("#new_picture_alt_zh").get_text().strip() == "白色的殿堂"
        page = self.send(self.get(NEW), {}, status=422)
        assert "Choose a picture first." in self.errors(page)

    def test_what_is_refused_is_told_with_its_reason(self) -> None:
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        before = self.media()
        for data, why in (
            (svg, "no JPEG, PNG, WebP or HEIC"),
            (b"MZ" + bytes(1000), "no JPEG, PNG, WebP or HEIC"),
            (upload("GIF"), "no JPEG, PNG, WebP or HEIC"),
            (upload()[:-500], "broken or did not arrive whole"),
            (upload() + archive(), "something else besides a picture"),
            (upload(image=drawn(200, 150)), "at least 320 pixels wide"),
            (upload(image=drawn(2000, 330)), "more than 5 times as long"),
            (upload("PNG", save_all=True, append_images=[drawn(seed=3)]), "This picture moves"),
        ):
            page = self.send_picture(data, status=422)
            assert why in self.errors(page), why
            assert page.one("#new_picture_alt_zh").get_text().strip() == "白色的殿堂"
        assert self.pictures() == [] and self.media() == before

    def send_bytes(self, address: str, data: bytes, status: int) -> Page:
        """As `post`, but without the temporary file that the client would forget."""
        token = self.get(NEW).soup.select("main [name=csrf_token]")[0]["value"]
        values = {"csrf_token": token, "new_picture": FileStorage(*file(data))}
        boundary, body = encode_multipart(values)
        kind = f"multipart/form-data; boundary={boundary}"
        response = self.client.post(address, data=body, content_type=kind)
        assert response.status_code == status
        return Page(response)

    def test_more_than_fifteen_megabytes_are_refused_in_words(self) -> None:
        page = self.send_bytes(NEW, upload() + bytes(processing.MOST_BYTES), 422)
        assert "more than 15 MB" in self.errors(page)
        assert self.pictures() == []

    def test_far_too_large_a_body_is_refused_unread_in_words(self) -> None:
        page = self.send_bytes(NEW, bytes(MOST_SENT), 413)
        assert "this page takes 16 MB at most" in page.words
        page = self.send_bytes("/en/bureau/sign-out", bytes(1_000_000), 413)
        assert "this page takes 1 MB at most" in page.words

    def test_a_description_is_one_line_of_what_can_be_seen(self) -> None:
        self.send_picture(new_picture_alt_zh=" 白色的\r\n殿堂\x07\u202e ")
        assert self.pictures()[0].alt.zh == "白色的 殿堂"

    def test_mark_up_in_a_description_is_only_text(self) -> None:
        page = self.send_picture(new_picture_alt_zh='"><script>alert(1)</script>')
        assert page.one("figure img")["alt"] == '"><script>alert(1)</script>'
        assert not page.soup.select("main script")

    def test_a_description_has_limits(self) -> None:
        page = self.send_picture(new_picture_alt_zh="长" * 201, status=422)
        assert "longer than 200 characters" in self.errors(page)
        page = self.send_picture(new_picture_caption_en="Only English", status=422)
        assert "Write it in Chinese first." in self.errors(page)

    def test_nobody_can_name_files_that_are_not_there(self) -> None:
        for name in ("../../webapp.sqlite", "0" * 32, "*", "a" * 31):
            values = {"new_picture_kept": name, "new_picture_alt_zh": "白色的殿堂"}
            page = self.post(NEW, values, status=422)
            assert "Choose the picture" in self.errors(page)

    def test_other_fields_than_those_of_the_form_change_nothing(self) -> None:
        other = self.staff(Role.operator)
        values = {
            "new_picture": file(upload()),
            "new_picture_alt_zh": "白色的殿堂",
            "uploaded_by_id": str(other.id),
            "name": "a" * 32,
            "width": "9999",
        }
        self.post(NEW, values)
        [picture] = self.pictures()
        assert picture.uploaded_by_id == self.editor.id
        assert picture.width == 640 and picture.name != "a" * 32

    def test_a_transaction_that_fails_leaves_files_that_tidying_removes(self) -> None:
        data = upload("PNG", drawn(seed=77))
        name = processing.read(data).name
        with self.app.test_client():
            self.post("/en/bureau/pictures/receive", {"new_picture": file(data)}, status=200)
        mine = {one for one in self.media() if one.startswith(name)}
        assert len(mine) == 6 and self.pictures() == []
        media = store.folder(self.app.config["DATA_DIR"])
        for one in mine:
            os.utime(media / one, (time.time() - 2 * store.STAYS_S,) * 2)
        result = self.app.test_cli_runner().invoke(args=["maintenance", "run"])
        assert result.exit_code == 0, result.output
        assert not mine & self.media()


class ReceivingBeforeTheFormIsSent(TheDesk):
    def setUp(self) -> None:
        self.sign_in(Role.editor)

    def receive(self, data: bytes, status: int = 200) -> Any:
        address = "/en/bureau/pictures/receive"
        return self.post(address, {"new_picture": file(data)}, status=status).response.json

    def test_the_form_needs_the_file_no_more(self) -> None:
        told = self.receive(upload())
        assert self.client.get(told["shown"], buffered=True).status_code == 200
        assert self.pictures() == []
        values = {"new_picture_kept": told["kept"], "new_picture_alt_zh": "白色的殿堂"}
        self.send(self.get(NEW), values)
        assert [picture.name for picture in self.pictures()] == [told["kept"]]

    def test_a_refusal_is_told_at_once(self) -> None:
        assert "no JPEG, PNG" in self.receive(b"GIF89a", status=422)["problem"]

    def test_it_can_be_added_to_a_form_at_once(self) -> None:
        told = self.receive(upload())
        values = {
            "new_picture_kept": told["kept"],
            "new_picture_alt_zh": "白色的殿堂",
            "answer": "choice",
        }
        response = self.post(NEW, values, status=200).response
        [picture] = self.pictures()
        piece = response.json["choices"]
        assert f'value="{picture.id}"' in piece and "checked" in piece
        del values["new_picture_alt_zh"]
        response = self.post(NEW, values, status=422).response
        assert response.json["problems"] == [
            "Say what the picture shows, for those who cannot see it."
        ]


class Finding(TheDesk):
    def setUp(self) -> None:
        self.editor = self.sign_in(Role.editor, full_name="The editor")
        more = {"uploaded_by_id": self.editor.id}
        caption = Translated(zh="五当召", en="Wudangzhao at dawn")
        self.temple = stored_picture(self.app, self.session, "白色的殿堂", caption=caption)
        self.race = stored_picture(self.app, self.session, "骑手冲过终点", seed=1, **more)

    def names(self, query: str) -> list[str]:
        return self.get(f"/en/bureau/pictures/{query}").texts(".picture-cards a span span")

    def test_the_newest_come_first_with_who_and_whether_translated(self) -> None:
        page = self.get("/en/bureau/pictures/")
        assert page.texts(".picture-cards a > span") == ["骑手冲过终点", "白色的殿堂"]
        assert "The editor" in page.texts(".picture-cards p")[0]
        assert page.texts(".untranslated") == ["not translated", "not translated"]

    def test_they_are_found_by_their_words_in_any_script(self) -> None:
        for words in ("殿堂", "五当召", "wudangzhao", "bsddt", "DAWN"):
            assert self.names(f"?q={words}") == ["白色的殿堂"], words
        assert self.names("?q=五当召+骑手") == []
        assert "No picture is described so." in self.get("/en/bureau/pictures/?q=nothing").words

    def test_ones_own_alone_can_be_shown(self) -> None:
        assert self.names("?mine=1") == ["骑手冲过终点"]

    def test_there_are_pages_and_no_others(self) -> None:
        assert self.names("?page=2") == []
        for page in ("0", "-1", "x", "999999999999", "１"):
            self.get(f"/en/bureau/pictures/?page={page}", status=404)

    def test_forms_find_pictures_while_one_types(self) -> None:
        text = self.get("/en/bureau/pictures/choices?q=骑手").response.json["choices"]
        assert f'value="{self.race.id}"' in text and f'value="{self.temple.id}"' not in text


class ChangingWhatIsSaid(TheDesk):
    content = True

    def setUp(self) -> None:
        self.editor = self.sign_in(Role.editor)
        self.picture = stored_picture(self.app, self.session, "白色的殿堂")
        self.address = f"/en/bureau/pictures/{self.picture.id}"

    def test_the_new_words_are_stored_and_noted(self) -> None:
        page = self.send(
            self.get(self.address),
            {"alt_zh": "雪中的殿堂", "alt_en": "Halls in snow", "credit_zh": "文旅局"},
            button="Store",
        )
        assert page.one("figure img")["alt"] == "Halls in snow"
        [entry] = self.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "change picture")
        )
        assert entry.before is not None and entry.before["alt"] == {"zh": "白色的殿堂"}
        assert entry.after is not None and entry.after["alt"]["zh"] == "雪中的殿堂"

    def test_a_description_cannot_be_taken_away(self) -> None:
        page = self.send(self.get(self.address), {"alt_zh": ""}, button="Store", status=422)
        assert "Say what the picture shows" in self.errors(page)
        assert self.picture.alt.zh == "白色的殿堂"

    def shown_at_a_place(self) -> None:
        place = self.session.scalars(select(Place).where(Place.slug == "wudangzhao")).one()
        place.pictures = (self.picture.id,)
        self.session.commit()

    def hand_in(self, text: str) -> None:
        page = self.get(self.address)
        assert "new words go through the review" in page.words
        page = self.send(page, {"alt_zh": text}, button="Hand in for review")
        assert "Handed in." in page.words

    def public_words(self) -> str:
        return str(self.get("/places/wudangzhao").one(".place-picture img")["alt"])

    def review(self) -> Page:
        [manuscript] = self.session.scalars(select(Manuscript).where(Manuscript.kind == "picture"))
        return self.get(f"/en/bureau/review/{manuscript.id}")

    def test_what_readers_see_is_said_anew_by_two_people_only(self) -> None:
        self.shown_at_a_place()
        self.hand_in("雪中的殿堂")
        assert self.public_words() == "白色的殿堂"
        self.sign_in(Role.editor, Role.reviewer, full_name="Second editor")
        assert "雪中的殿堂" in self.get(self.address).one("textarea#alt_zh").get_text()
        page = self.review()
        assert "Withdraw it from the public" not in page.words
        self.send(page, {}, button="Publish version 2")
        assert self.public_words() == "雪中的殿堂"

    def test_nobody_publishes_their_own_words(self) -> None:
        self.shown_at_a_place()
        self.sign_in(Role.editor, Role.reviewer)
        self.hand_in("雪中的殿堂")
        page = self.review()
        assert "Publish version 2" not in page.words
        [manuscript] = self.session.scalars(select(Manuscript).where(Manuscript.kind == "picture"))
        self.post(f"/en/bureau/review/{manuscript.id}/2/publish", {"seen": "1"})
        assert "You have written some of this yourself." in self.review().words
        assert self.public_words() == "白色的殿堂"

    def test_what_a_reviewer_reads_or_has_approved_changes_no_more_by_itself(self) -> None:
        now = self.picture.uploaded_at
        for state in (State.submitted, State.approved):
            manuscript = Manuscript(kind="leaflet", record_id=None, created_at=now)
            fields = {"pictures": [self.picture.id]}
            version = Version(number=1, state=state, fields=fields, created_at=now, saved_at=now)
            manuscript.versions = [version]
            self.session.add(manuscript)
            self.session.commit()
            self.hand_in(f"雪中的殿堂 {state.value}")
            self.session.rollback()
            assert self.session.get_one(Picture, self.picture.id).alt.zh == "白色的殿堂"

    def test_a_colleague_who_was_faster_is_not_overwritten(self) -> None:
        self.shown_at_a_place()
        late = self.get(self.address)
        self.hand_in("雪中的殿堂")
        page = self.send(late, {"alt_zh": "雨中"}, button="Hand in for review", status=409)
        assert "A colleague has changed these words" in self.errors(page)
        assert page.one("textarea#alt_zh").get_text().strip() == "雨中"

    def test_the_words_of_a_version_are_seen_with_the_picture(self) -> None:
        self.shown_at_a_place()
        self.hand_in("雪中的殿堂")
        [version] = self.session.scalars(select(Version).where(Version.state == State.submitted))
        page = self.get(f"/en/bureau/pictures/words/versions/{version.id}")
        assert "雪中的殿堂" in page.words
        found = self.client.get(f"/en/bureau/pictures/words/{version.manuscript_id}")
        assert found.location.endswith(f"/bureau/pictures/{self.picture.id}")

    def test_an_unknown_picture_is_no_page(self) -> None:
        for address in ("/bureau/pictures/99999", "/bureau/pictures/abc"):
            self.get(address, status=404)
        self.post("/bureau/pictures/99999", {"alt_zh": "x"}, status=404)
        self.post("/bureau/pictures/99999/delete", status=404)


class Deleting(TheDesk):
    content = True

    def setUp(self) -> None:
        self.sign_in(Role.editor)
        self.picture = stored_picture(self.app, self.session)
        self.address = f"/en/bureau/pictures/{self.picture.id}"

    def test_an_unused_picture_is_deleted_and_noted(self) -> None:
        page = self.send(self.get(self.address), {}, button="Delete the picture")
        assert "The picture is deleted." in page.words
        assert self.pictures() == []
        assert self.session.scalar(select(AuditEntry).where(AuditEntry.action == "delete picture"))

    def refused(self) -> None:
        page = self.get(self.address)
        assert "Delete the picture" not in page.words
        page = self.post(f"{self.address}/delete")
        assert self.get(self.address).one("h1").get_text() == f"Picture {self.picture.id}"
        assert len(self.pictures()) == 1

    def test_one_that_the_public_sees_stays(self) -> None:
        place = self.session.scalars(select(Place).where(Place.slug == "wudangzhao")).one()
        place.pictures = (self.picture.id,)
        self.session.commit()
        self.refused()
        assert "Shown" in self.get(self.address).words

    def test_one_of_any_version_that_was_ever_written_stays(self) -> None:
        for state in (State.draft, State.replaced, State.dropped, State.withdrawn):
            with self.subTest(state=state):
                manuscript = self.written(state)
                self.refused()
                assert "In some version" in self.get(self.address).words
                self.session.delete(manuscript.versions[0])
                self.session.delete(manuscript)
                self.session.commit()

    def written(self, state: State) -> Manuscript:
        now = self.picture.uploaded_at
        manuscript = Manuscript(kind="leaflet", record_id=None, created_at=now)
        manuscript.versions = [
            Version(
                number=1,
                state=state,
                fields={"pictures": [self.picture.id]},
                created_at=now,
                saved_at=now,
            )
        ]
        self.session.add(manuscript)
        self.session.commit()
        return manuscript


class WhoMayDoWhat(TheDesk):
    READ, UPLOAD, CHANGE = "read", "upload", "change"
    MAY = {
        Role.editor: {READ, UPLOAD, CHANGE},
        Role.operator: {READ, UPLOAD},
        Role.reviewer: {READ},
        Role.auditor: {READ},
        Role.administrator: set(),
        Role.statistician: set(),
    }

    def test_each_role_does_what_it_may_and_nothing_else(self) -> None:
        picture = stored_picture(self.app, self.session)
        one = f"/bureau/pictures/{picture.id}"
        texts = {"new_picture_alt_zh": "白色的殿堂"}
        for role, may in self.MAY.items():
            self.sign_in(role)
            for address in ("/bureau/pictures/", one):
                self.get(address, status=200 if self.READ in may else 403)
            for address in ("/bureau/pictures/new", "/bureau/pictures/choices"):
                status = 200 if self.UPLOAD in may else 403
                assert self.client.get(address).status_code == status
            data = {"new_picture": file(upload("PNG", drawn(seed=99))), **texts}
            self.post("/bureau/pictures/new", data, status=303 if self.UPLOAD in may else 403)
            data = {"new_picture": file(upload())}
            status = 200 if self.UPLOAD in may else 403
            self.post("/bureau/pictures/receive", data, status=status)
            self.post(one, {"alt_zh": "改过"}, status=303 if self.CHANGE in may else 403)
            self.post("/bureau/pictures/99999/delete", status=404 if self.CHANGE in may else 403)
        assert len(self.pictures()) == 2

    def test_nobody_else_sees_or_sends_anything(self) -> None:
        picture = stored_picture(self.app, self.session)
        for address in ("/bureau/pictures/", "/bureau/pictures/new", "/bureau/pictures/choices"):
            assert self.client.get(address).status_code == 302
        before = self.media()
        for address in ("new", "receive", str(picture.id), f"{picture.id}/delete"):
            data = {"new_picture": file(upload(image=drawn(seed=55))), "alt_zh": "x"}
            status = self.client.post(f"/bureau/pictures/{address}", data=data).status_code
            assert status in (400, 401), address
        assert self.media() == before and len(self.pictures()) == 1

    def test_a_form_from_another_site_uploads_nothing(self) -> None:
        self.sign_in(Role.editor)
        data = {"new_picture": file(upload()), "new_picture_alt_zh": "x"}
        response = self.client.post("/bureau/pictures/new", data=data)
        assert response.status_code == 400
        assert self.pictures() == []
