"""Who may open what at the desk: every page of it, whoever made it, is listed here once."""

from flask import Flask
from werkzeug.routing import AnyConverter, Rule

from tests.support import TestCase
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role

LETTERS = {
    "A": Role.administrator,
    "E": Role.editor,
    "R": Role.reviewer,
    "O": Role.operator,
    "S": Role.statistician,
    "U": Role.auditor,
}
# A page that is not here, or may be opened by others than it says here, fails the tests below.
READ = {
    "events.address": "R",
    "events.call_off": "ER",
    "events.edit": "E",
    "events.index": "ERU",
    "events.preview": "ERU",
    "holidays.enter": "E",
    "holidays.index": "AERSU",
    "holidays.page": "AERSU",
    "pictures.choices": "EO",
    "pictures.index": "EROU",
    "pictures.new": "EO",
    "pictures.of_manuscript": "E",
    "pictures.page": "EROU",
    "pictures.preview": "ERU",
    "places.close": "ERO",
    "places.edit": "E",
    "places.index": "EROU",
    "places.new": "E",
    "places.place": "EROU",
    "places.position": "EO",
    "places.position_of_draft": "EO",
    "places.preview": "EROU",
    "race.announcements": "ERU",
    "race.documents": "E",
    "race.edit": "E",
    "race.file": "ERU",
    "race.hub": "ERU",
    "race.index": "ERU",
    "race.new": "E",
    "race.preview": "ERU",
    "race_riders.changes": "ERU",
    "race_riders.export_crossmgr": "ERU",
    "race_riders.export_csv": "ERU",
    "race_riders.export_dataride": "ERU",
    "race_riders.export_list": "ERU",
    "race_riders.export_personal": "E",
    "race_riders.index": "ERU",
    "race_riders.personal": "E",
    "race_riders.rider": "ERU",
    "race_riders.sheet": "ERU",
    "race_riders.sheet_rows": "ERU",
    "race_riders.template": "ERU",
    "race_riders.upload_list": "ERU",
    "race_results.index": "ERU",
    "race_results.one": "ERU",
    "race_results.rider": "ER",
    "race_courses.edit": "E",
    "race_courses.file": "E",
    "race_courses.index": "ERU",
    "race_courses.new": "E",
    "race_courses.preview": "ERU",
    "race_courses.read_file": "ERU",
    "race_roads.index": "ERU",
    "race_roads.new": "ER",
    "race_roads.times": "ER",
    "review.index": "EROU",
    "review.manuscript": "EROU",
    "staff.accounts_list": "AU",
    "staff.audit_trail": "AU",
    "staff.desk": "AEROSU",
    "staff.export_audit_trail": "AU",
    "staff.me": "AEROSU",
    "staff.new_account": "A",
    "staff.one_account": "AU",
    "staff.password": "AEROSU",
    "staff.policy": "AU",
    "staff.second_factor": None,
    "staff.sign_in": None,
    "staff.welcome": None,
    "visits.correction": "S",
    "visits.correction_list": "SU",
    "visits.device_list": "ASU",
    "visits.export_file": "SU",
    "visits.export_form": "SU",
    "visits.goal_list": "SU",
    "visits.method": "SU",
    "visits.method_of_place": "SU",
    "visits.month": "SU",
    "visits.overview": "SU",
    "visits.place_day": "SU",
    "visits.report": "OS",
    "visits.report_day": "OSU",
    "visits.reports": "OSU",
    "visits.revenue_list": "SU",
    "visits.seal_list": "SU",
    "visits.seal_page": "SU",
    "visits.sheet": "OSU",
    "visits.sheet_rows": "OSU",
    "visits.sheets": "OSU",
    "visits.template": "OSU",
}
CHANGE = {
    "events.autosave": "E",
    "events.call_off_now": "ER",
    "events.change_address": "R",
    "events.save": "E",
    "holidays.hand_in": "E",
    "pictures.change": "E",
    "pictures.delete": "E",
    "pictures.receive": "EO",
    "pictures.upload": "EO",
    "places.announce": "ERO",
    "places.begin": "E",
    "places.hand_in": "EO",
    "places.hand_in_for_draft": "EO",
    "places.autosave": "E",
    "places.reopen": "ERO",
    "places.save": "E",
    "race.autosave": "E",
    "race.begin": "E",
    "race.delay": "ER",
    "race.end_notice": "ER",
    "race.hand_in": "E",
    "race.save": "E",
    "race.say": "ER",
    "race.stop": "ER",
    "race_riders.assign": "E",
    "race_riders.change": "E",
    "race_riders.confirm_change": "R",
    "race_riders.erase": "E",
    "race_riders.mask": "ER",
    "race_riders.publish": "R",
    "race_riders.put_back_change": "R",
    "race_riders.return_": "R",
    "race_riders.set_state": "ER",
    "race_riders.store_sheet": "E",
    "race_riders.submit": "E",
    "race_riders.take_down": "R",
    "race_riders.take_sheet": "E",
    "race_riders.unmask": "R",
    "race_results.correct": "ER",
    "race_results.decide": "R",
    "race_results.drop": "ER",
    "race_results.make_preset": "E",
    "race_results.mask": "ER",
    "race_results.publish": "ER",
    "race_results.return_": "R",
    "race_results.submit": "ER",
    "race_results.take_file": "E",
    "race_results.unmask": "R",
    "race_courses.autosave": "E",
    "race_courses.begin": "E",
    "race_courses.save": "E",
    "race_courses.take_file": "E",
    "race_courses.use_file": "E",
    "race_roads.announce": "ER",
    "race_roads.change_times": "ER",
    "race_roads.close_again": "ER",
    "race_roads.close_now": "ER",
    "race_roads.extend": "ER",
    "race_roads.open_now": "ER",
    "race_roads.take_back": "ER",
    "review.confirm": "R",
    "review.drop": "EO",
    "review.open_record": "R",
    "review.publish": "R",
    "review.restore": "E",
    "review.return_": "R",
    "review.take_back": "EO",
    "review.withdraw": "R",
    "staff.add_account": "A",
    "staff.change_account": "A",
    "staff.change_password": "AEROSU",
    "staff.change_policy": "A",
    "staff.disable_account": "A",
    "staff.enable_account": "A",
    "staff.end_sessions": "A",
    "staff.make_link": "A",
    "staff.reset_second_factor": "A",
    "staff.set_password": None,
    "staff.set_up_second_factor": None,
    "staff.sign_out": None,
    "staff.try_to_sign_in": None,
    "staff.unlock_account": "A",
    "visits.add_device": "S",
    "visits.approve_capacity": "S",
    "visits.approve_correction": "S",
    "visits.correct": "S",
    "visits.end_setting": "S",
    "visits.enter_check_total": "S",
    "visits.enter_revenue": "S",
    "visits.refuse_correction": "S",
    "visits.revoke_device": "AS",
    "visits.say_opening": "S",
    "visits.seal_month": "S",
    "visits.send": "OS",
    "visits.set_factor": "S",
    "visits.set_goal": "S",
    "visits.set_precedence": "S",
    "visits.set_reentry": "S",
    "visits.take_back_correction": "S",
    "visits.take_back_report": "OS",
    "visits.verify_day": "S",
    "visits.verify_month": "S",
    "visits.withdraw_capacity": "S",
    "visits.withdraw_check_total": "S",
    "visits.withdraw_revenue": "S",
    "visits.withdraw_opening": "S",
    "visits.store_sheet": "OS",
    "visits.take_sheet": "OS",
}
OWN_BUSINESS = {
    "staff.change_password",
    "staff.set_password",
    "staff.set_up_second_factor",
    "staff.sign_out",
    "staff.try_to_sign_in",
}
READS = {"GET", "HEAD", "OPTIONS"}


def listed() -> dict[str, frozenset[Role] | None]:
    every = {f"bureau.{name}": letters for name, letters in {**READ, **CHANGE}.items()}
    return {
        endpoint: None if letters is None else frozenset(LETTERS[one] for one in letters)
        for endpoint, letters in every.items()
    }


def pages(app: Flask) -> list[Rule]:
    return [one for one in app.url_map.iter_rules() if one.rule.startswith("/bureau")]


def address(rule: Rule) -> str:
    """A page's address with something that does not exist in the place of what varies."""
    values = {name: sample(rule, name) for name in rule.arguments}
    built = rule.build(values | (rule.defaults or {}))
    assert built, rule
    return built[1]


def sample(rule: Rule, name: str) -> object:
    converter = rule._converters.get(name)
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    digits: int = getattr(converter, "fixed_digits", 0) or 6
    return 10**digits - 1


def test_every_page_of_the_desk_is_listed_with_those_who_may_open_it(app: Flask) -> None:
    marks = {rule.endpoint: app.view_functions[rule.endpoint] for rule in pages(app)}
    found = {endpoint: getattr(view, "roles", "says nothing") for endpoint, view in marks.items()}
    assert found == listed()


def test_a_page_reads_or_changes_and_never_both(app: Flask) -> None:
    for rule in pages(app):
        reads = rule.endpoint.removeprefix("bureau.") in READ
        assert (rule.methods or set()) <= (READS if reads else {"POST", "OPTIONS"}), rule


def test_whoever_checks_changes_nothing() -> None:
    of_the_auditor = {name for name, who in CHANGE.items() if who is None or "U" in who}
    assert of_the_auditor == OWN_BUSINESS


def test_whoever_keeps_accounts_writes_nothing_for_the_public() -> None:
    of_the_administrator = {name for name, who in CHANGE.items() if who and "A" in who}
    of_the_administrator.remove("visits.revoke_device")  # a stolen token cannot wait; it gives none
    beside = {name for name in of_the_administrator if not name.startswith("staff.")}
    assert beside <= {"visits.add_device", "visits.revoke_device"}


def test_nothing_is_changed_but_at_the_desk_and_by_devices(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        # How a reader wants the pages stands in their own cookie alone.
        if not (rule.methods or set()) <= READS and rule.endpoint != "reader.keep":
            assert rule.rule.startswith(("/bureau/", "/api/")), rule


class TheLockOnEveryPage(TestCase):
    def test_nobody_opens_a_page_without_signing_in(self) -> None:
        for rule in pages(self.app):
            if listed()[rule.endpoint] is None:
                continue
            if "GET" in (rule.methods or ()):
                response = self.client.get(address(rule))
                assert response.status_code == 302, rule
                assert response.location.startswith("/bureau/sign-in?next="), rule
            else:
                response = self.client.post(address(rule))
                assert response.status_code == 401, rule

    def test_nobody_sends_a_form_without_its_token(self) -> None:
        self.sign_in(Role.administrator, Role.editor, Role.reviewer, Role.operator)
        for rule in pages(self.app):
            if "POST" in (rule.methods or ()):
                response = self.client.post(address(rule), data={"csrf_token": "x"})
                assert response.status_code == 400, rule
                assert response.text.count("<h1>") == 1

    def test_each_role_opens_its_pages_and_no_other(self) -> None:
        for role in Role:
            self.sign_in(role)
            for rule in pages(self.app):
                who = listed()[rule.endpoint]
                if who is None:
                    continue
                refused = self.status(rule) == 403
                if role not in who:
                    assert refused, f"{role} opens {rule}"
                elif not rule.arguments:  # what belongs to somebody else is refused too
                    assert not refused, f"{role} does not open {rule}"

    def status(self, rule: Rule) -> int:
        if "GET" in (rule.methods or ()):
            return self.client.get(address(rule)).status_code
        if rule.endpoint == "bureau.staff.change_password":
            return 422  # it would end the session that the next page needs
        with self.client.session_transaction() as cookie:
            signed_in = dict(cookie)
        page = self.get("/bureau/me")
        token = page.soup.select("input[name=csrf_token]")[0]["value"]
        status = self.client.post(address(rule), data={"csrf_token": token}).status_code
        with self.client.session_transaction() as cookie:
            cookie.update(signed_in)
        return status

    def test_a_number_too_large_for_the_database_is_no_page_of_anybody(self) -> None:
        for role in Role:
            self.sign_in(role)
            for rule in pages(self.app):
                if rule.arguments and "GET" in (rule.methods or ()):
                    for number in ("2147483648", "9" * 30):
                        path = address(rule).replace("999999", number)
                        assert self.client.get(path).status_code in (403, 404), path

    def test_what_was_refused_is_in_the_audit_trail(self) -> None:
        account = self.sign_in(Role.editor)
        self.client.get("/bureau/accounts/")
        self.session.rollback()
        (entry,) = self.session.query(AuditEntry).filter_by(action="refused")
        assert (entry.account, entry.object) == (account.name, "/bureau/accounts/")
        assert not entry.succeeded

    def test_a_refusal_is_a_sentence(self) -> None:
        self.sign_in(Role.editor)
        page = self.get("/en/bureau/accounts/", 403)
        assert "administrator" in page.words
