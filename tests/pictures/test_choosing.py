"""Pictures inside the form of something else."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bs4 import BeautifulSoup
from flask import g, render_template, request

from tests.pictures.made import archive, drawn, stored_picture, upload
from tests.support import TestCase
from webapp import pictures
from webapp.extensions import db
from webapp.pictures import Chosen
from webapp.pictures.choosing import MOST
from webapp.pictures.models import Picture
from webapp.staff.models import Account, Role

ENGLISH = {"webapp.language": "en"}


class InAForm(TestCase):
    def setUp(self) -> None:
        self.editor = self.staff(Role.editor)
        self.first, self.second, self.third = (
            stored_picture(self.app, self.session, alt, seed=seed)
            for seed, alt in enumerate(("第一张", "第二张", "第三张"))
        )

    @contextmanager
    def sent(self, **fields: Any) -> Iterator[Chosen]:
        """What a form holds that was sent with these fields."""
        with self.app.test_request_context(
            "/en/bureau/", method="POST", data=fields, environ_base=ENGLISH
        ):
            g.account = db.session.get_one(Account, self.editor.id)
            yield pictures.chosen(request)
            db.session.rollback()

    def shown(self, chosen: Chosen) -> BeautifulSoup:
        page = render_template("bureau/pictures/_choose.html", chosen=chosen)
        return BeautifulSoup(page, "html.parser")

    def test_what_is_stored_stands_in_the_form_in_its_order_the_others_are_offered(self) -> None:
        before = (self.third.id, self.first.id)
        with self.app.test_request_context("/en/bureau/", environ_base=ENGLISH):
            page = self.shown(pictures.chosen(request, before))
            ticked = [tag["value"] for tag in page.select("[name=pictures][checked]")]
            assert ticked == [str(id) for id in before]
            others = [tag["value"] for tag in page.select("ul [name=pictures]")]
            assert others == [str(self.second.id)]

    def test_what_was_ticked_is_what_is_stored(self) -> None:
        with self.sent(pictures=[str(self.second.id), str(self.first.id)]) as chosen:
            assert chosen.problems == []
            assert chosen.take_in() == (self.second.id, self.first.id)

    def test_a_new_picture_comes_last(self) -> None:
        file = (io.BytesIO(upload("PNG", drawn(seed=40))), "IMG.png")
        fields = {"new_picture": file, "new_picture_alt_zh": "新的"}
        with self.sent(pictures=[str(self.first.id)], **fields) as chosen:
            assert chosen.problems == []
            first, new = chosen.take_in()
            picture = db.session.get_one(Picture, new)
            assert first == self.first.id and picture.alt.zh == "新的"
            assert picture.uploaded_by_id == self.editor.id

    def test_a_new_picture_that_is_among_those_chosen_stands_once(self) -> None:
        file = (io.BytesIO(upload("PNG", drawn(1000, 600, 0))), "again.png")
        fields = {"new_picture": file, "new_picture_alt_zh": "又一次"}
        with self.sent(pictures=[str(self.first.id)], **fields) as chosen:
            assert chosen.take_in() == (self.first.id,)

    def test_a_new_picture_without_a_description_is_kept_in_the_form(self) -> None:
        file = (io.BytesIO(upload("PNG", drawn(seed=41))), "IMG.png")
        with self.sent(new_picture=file, new_picture_caption_zh="说明") as chosen:
            assert chosen.problems == [
                "Pictures: Say what the picture shows, for those who cannot see it."
            ]
            page = self.shown(chosen)
            kept = page.select_one("[name=new_picture_kept]")
            assert kept and kept["value"] and page.select_one("details.upload-picture[open]")
            caption = page.select_one("[name=new_picture_caption_zh]")
            assert caption and caption["value"] == "说明"
        with self.sent(new_picture_kept=kept["value"], new_picture_alt_zh="新的") as chosen:
            assert len(chosen.take_in()) == 1

    def test_a_bad_file_is_told_and_what_was_chosen_stays(self) -> None:
        file = (io.BytesIO(upload() + archive()), "IMG.jpg")
        fields = {"new_picture": file, "new_picture_alt_zh": "新的"}
        with self.sent(pictures=[str(self.second.id)], **fields) as chosen:
            [problem] = chosen.problems
            assert problem.startswith("Pictures: This file holds something else")
            page = self.shown(chosen)
            assert [tag["value"] for tag in page.select("[checked]")] == [str(self.second.id)]

    def test_too_many_are_refused(self) -> None:
        more = [stored_picture(self.app, self.session, "多", seed=seed).id for seed in range(9, 13)]
        ids = [self.first.id, self.second.id, self.third.id, *more]
        assert len(ids) == MOST + 1
        with self.sent(pictures=[str(id) for id in ids]) as chosen:
            assert chosen.problems == ["Pictures: At most 6. Leave some out."]

    def test_one_that_is_gone_is_told_and_left_out(self) -> None:
        with self.sent(pictures=[str(self.first.id), "99999"]) as chosen:
            assert chosen.problems == [
                "Pictures: One that you had chosen has been deleted meanwhile."
            ]
            assert chosen.ids == (self.first.id,)

    def test_what_is_no_number_chooses_nothing(self) -> None:
        values = ["", "x", "-1", "1.5", "１", "9" * 30, "1 or 1=1", str(self.first.id)]
        with self.sent(pictures=[*values, str(self.first.id)]) as chosen:
            assert chosen.take_in() == (self.first.id,)

    def test_an_empty_form_is_no_pictures(self) -> None:
        with self.sent() as chosen:
            assert chosen.problems == [] and chosen.take_in() == ()

    def test_fields_have_names_for_everybody(self) -> None:
        with self.sent() as chosen:
            page = self.shown(chosen)
            for field in page.select("input:not([type=hidden]), textarea"):
                assert page.select(f"label[for='{field['id']}']"), field
            assert page.select_one("fieldset > legend")
