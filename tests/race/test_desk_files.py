"""Documents: handed in as PDF, public only while a public edition names them, harmless."""

import io

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.race.desk import EDIT, FORM, DeskTestCase
from tests.race.made import YEAR
from tests.support import Page
from webapp.race.models import RaceFile
from webapp.race.plan import DocumentKind
from webapp.staff.models import Role

PDF = b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 50 + b"startxref\n0\n%%EOF\n"
HAND_IN = f"/en/bureau/race/{YEAR}/documents"
FILE = "/race/files/1.pdf"


class Documents(DeskTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.stored()

    def hand_in(
        self, content: bytes, name: str = "规程.pdf", status: int = 303, **more: str
    ) -> Page:
        page = self.get(HAND_IN)
        values = {"title_zh": "竞赛规程", "kind_of": "regulations", **more}
        token = page.one("form[enctype] [name=csrf_token]")["value"]
        file = FileStorage(io.BytesIO(content), name)
        boundary, body = encode_multipart({"csrf_token": token, "file": file, **values})
        kind = f"multipart/form-data; boundary={boundary}"
        action = page.one("form[enctype]")["action"]
        response = self.client.post(action, data=body, content_type=kind)
        assert response.status_code == status
        self.session.rollback()
        return Page(response)

    def test_are_public_once_an_edition_names_them_and_no_longer_when_it_is_withdrawn(self) -> None:
        self.hand_in(PDF)
        self.get(FILE, status=404)
        assert self.client.get("/bureau/race/files/1").data == PDF
        self.write({}, "Submit for review")
        self.get(FILE, status=404)
        self.publish()
        document = self.edition().documents[0]
        assert (document.kind, document.file) == (DocumentKind.regulations, 1)
        answer = self.client.get(FILE)
        assert answer.data == PDF and answer.mimetype == "application/pdf"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"].startswith("inline;")
        assert "%E8%A7%84%E7%A8%8B.pdf" in answer.headers["Content-Disposition"]
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        again = self.client.get(FILE, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        part = self.client.get(FILE, headers={"Range": "bytes=0-7"})
        assert (part.status_code, part.data) == (206, b"%PDF-1.7")
        self.act_as(self.reviewer)
        page = self.get(f"/en/bureau/review/{self.version().manuscript_id}")
        self.send(page, {"withdraw-reason": "错"}, form="form[action$='/withdraw']")
        self.get(FILE, status=404)

    def test_are_known_by_what_is_in_them(self) -> None:
        no_pdf = "This is no whole PDF. Save the document as PDF and choose that file."
        page_of = b"<html><script>alert(1)</script></html>"
        for content in (page_of, b" " + PDF, PDF[:-8] + b" " * 3000, b"PK\x03\x04"):
            page = self.hand_in(content, status=422)
            assert no_pdf in page.texts(".form-errors li")
            assert page.one("[name=title_zh]")["value"] == "竞赛规程"
        page = self.hand_in(b"", status=422)
        assert "Choose a file first." in page.texts(".form-errors li")
        page = self.hand_in(PDF + b" " * 10_000_000 + b"%%EOF", status=422)
        assert "The file is larger than 10 MB." in page.texts(".form-errors li")
        assert self.session.query(RaceFile).count() == 0

    def test_are_stored_once_and_named_safely(self) -> None:
        self.hand_in(PDF, "..\\..\\<b>规程.PDF")
        self.hand_in(PDF, "again.pdf", title_zh="再一次")
        assert [one.name for one in self.session.query(RaceFile)] == ["b规程.pdf"]
        titles = [one["title"]["zh"] for one in self.version().fields["documents"]]
        assert titles == ["竞赛规程", "再一次"]

    def test_do_not_change_a_text_that_waits_for_its_reviewer(self) -> None:
        self.write({"name_en": "Cup"}, "Submit for review")
        self.hand_in(PDF, status=409)
        assert self.session.query(RaceFile).count() == 0

    def test_can_be_an_address_elsewhere_but_only_a_safe_one(self) -> None:
        page = self.write({}, "Add another address")
        for wrong in ("http://example.org/a.pdf", "javascript:alert(1)", "https://", "规程"):
            row = {"documents-0-title_zh": "规程", "documents-0-link": wrong}
            sent = self.send(page, row, "Save the draft", FORM, 422)
            assert "规程 · Address (https://…): An address begins with https://" in sent.texts(
                ".form-errors li"
            ), wrong
        forged = {"documents-0-file": "77", "documents-0-title_zh": "x"}
        self.post(EDIT, forged | {"number": "1", "saves": "0"}, status=422)

    def test_are_read_at_the_desk_by_staff_alone(self) -> None:
        self.hand_in(PDF)
        self.sign_in(Role.operator)
        self.get("/bureau/race/files/1", status=403)
        self.sign_out()
        self.get("/bureau/race/files/1", status=302)
