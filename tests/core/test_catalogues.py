"""Words are found in the language of each request, and in the one that is asked for within it."""

from flask import render_template_string
from flask_babel import force_locale, gettext, ngettext

from tests.support import TestCase

TEMPLATE = (
    '{{ _("Places") }} {{ ngettext("%(num)d day", "%(num)d days", 2) }} {{ _("%(n)s", n=1) }}'
)


class Words(TestCase):
    def told(self, language: str) -> tuple[str, str, str]:
        with self.app.test_request_context("/", environ_overrides={"webapp.language": language}):
            return gettext("Places"), gettext("no such words"), render_template_string(TEMPLATE)

    def test_are_those_of_each_request(self) -> None:
        for _turn in range(2):
            assert self.told("en") == ("Places", "no such words", "Places 2 days 1")
            places, unknown, page = self.told("zh")
            assert (places, unknown) == ("景点", "no such words")
            assert page.startswith("景点 ")

    def test_can_be_asked_for_in_another_language_within_a_request(self) -> None:
        with self.app.test_request_context("/", environ_overrides={"webapp.language": "en"}):
            with force_locale("zh"):
                assert (gettext("Places"), render_template_string(TEMPLATE)[:2]) == ("景点", "景点")
            assert gettext("Places") == "Places"
            assert ngettext("one", "%(num)d", 3) == "3"
