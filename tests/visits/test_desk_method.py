"""How a place is counted: rules, factors, re-entry, opening days and capacity at the desk."""

from datetime import date

from tests.support import Page
from tests.visits.desk import DESK, DeskTest
from tests.visits.made import device, figure, place_id, row, sent
from webapp.visits.capacity import Capacity
from webapp.visits.methods import FOREVER, Factor, MethodVersion, ReentryRate
from webapp.visits.models import Metric
from webapp.visits.opening import OpeningSpan

PLACE = f"{DESK}/method/wudangzhao"


class TheMethod(DeskTest):
    def fill(self, which: str, status: int = 303, **values: object) -> Page:
        named = {f"{which}-{name}": value for name, value in values.items()}
        return self.send(self.get(PLACE), named, form=f"#{which}-form", status=status)

    def versions(self) -> int:
        self.session.rollback()
        return self.session.query(MethodVersion).count()

    def test_a_factor_changes_the_figures_and_starts_a_version_told_in_words(self) -> None:
        sent(self.session, device(self.session, gate="北门"), row("a", 400, gate="北门", **{
            "from": "2026-11-20T10:00:00+08:00", "to": "2026-11-20T11:00:00+08:00",
        }))  # fmt: skip
        before = self.versions()
        page = self.fill(
            "factor", gate="北门", factor="1.05", first="2026-11-20", reason="人工清点两小时"
        )
        assert "a new version of the method has begun" in self.notice(page)
        assert "1.050 北门, Friday, 20 November 2026 – without an end" in page.words
        assert figure(self.session, "2026-11-20") == 420
        assert self.versions() == before + 1
        newest = self.get(f"{DESK}/method").texts("table")[-1]
        assert "A calibration factor has changed: Wudangzhao Monastery" in newest
        assert "人工清点两小时" in newest and "李敏" in newest

    def test_factors_out_of_range_or_upon_each_other_are_refused(self) -> None:
        for factor in ("0.79", "1.401", "x", "", "NaN", "Infinity", "1e400"):
            page = self.fill("factor", 422, factor=factor, first="2026-11-20", reason="清点")
            assert page.texts("#factor-form .field-error"), factor
        page = self.fill("factor", 422, factor="1.0505", first="2026-11-20", reason="清点")
        assert "three decimals" in page.words
        self.fill("factor", factor="0.8", first="2026-11-01", last="2026-11-10", reason="清点")
        page = self.fill("factor", 422, factor="1.4", first="2026-11-10", reason="清点")
        assert "Something is set for some of these days already" in page.words
        assert page.one("[name=factor-factor]")["value"] == "1.4"
        page = self.fill(
            "factor", 422, factor="1", first="2026-11-20", last="2026-11-19", reason="x"
        )
        assert "ends before it begins" in page.words

    def test_a_factor_is_ended_from_a_day_on(self) -> None:
        self.fill("factor", factor="1.1", first="2026-11-01", reason="清点")
        number = self.session.query(Factor).one().id
        form = f"form[action$='factor/{number}/end']"
        names = {f"factor{number}-last": "2026-11-15", f"factor{number}-reason": "更换设备"}
        self.send(self.get(PLACE), names, form=form)
        self.session.rollback()
        assert self.session.query(Factor).one().last == date(2026, 11, 15)
        late = {f"factor{number}-last": "2026-11-20", f"factor{number}-reason": "x"}
        assert "has ended already" in self.send(self.get(PLACE), late, form=form, status=422).words

    def test_sealed_months_keep_their_method(self) -> None:
        self.sealed()
        page = self.fill("factor", 422, factor="1.1", first="2026-10-15", reason="清点")
        assert "sealed month" in page.words

    def test_who_goes_first_is_set_from_a_day_on(self) -> None:
        sent(self.session, device(self.session), row("a", 400))
        self.fill("precedence", precedence="gates", since="2026-11-22", reason="闸机已校准")
        assert figure(self.session) == 400
        assert "Since Sunday, 22 November 2026: What the gates count" in self.get(PLACE).words

    def test_a_sample_gives_level_l1(self) -> None:
        page = self.fill(
            "reentry", sample="400", repeated="40", first="2026-11-22", reason="出口询问"
        )
        assert "111 repeated for each 1,000 first entries" in page.words
        assert figure(self.session, metric=Metric.deduplicated) == 731
        assert self.session.query(ReentryRate).one().last == FOREVER
        for sample, repeated in (("0", "0"), ("10", "10"), ("10", "-1"), ("10", "6"), ("x", "1")):
            self.fill(
                "reentry", 422, sample=sample, repeated=repeated, first="2026-11-22", reason="x"
            )

    def test_closed_days_are_said_and_taken_back(self) -> None:
        self.fill("opening", first="2026-11-02", last="2026-11-04", note="整修")
        overview = self.get(f"{DESK}/").texts(".visit-day")
        assert "closed" in overview[1] and "missing" in overview[4]
        self.send(self.get(PLACE), {}, "Withdraw")
        assert "missing" in self.get(f"{DESK}/").texts(".visit-day")[1]

    def test_opening_hours_belong_to_open_days(self) -> None:
        hours = {"opens": "08:30", "closes": "17:30"}
        page = self.fill("opening", 422, first="2026-11-02", **hours)
        assert "closed has no hours" in page.words
        page = self.fill("opening", 422, open="open", first="2026-11-02", opens="08:30")
        assert "Both hours or none" in page.words
        page = self.fill("opening", open="open", first="2026-11-02", weekdays=["5", "6"], **hours)
        assert "Sat, Sun, 08:30–17:30" in page.words
        assert self.session.query(OpeningSpan).one().weekdays == (5, 6)

    def test_a_capacity_names_its_document(self) -> None:
        page = self.fill("capacity", 422, first="2026-01-01")
        assert "Which document" in page.words
        page = self.fill("capacity", 422, first="2026-01-01", document="x")
        assert "at least one of the two numbers" in page.words
        page = self.fill(
            "capacity",
            at_once="3000",
            a_day="12000",
            document="石文旅发〔2026〕3号",
            first="2026-01-01",
        )
        assert "3,000 people at once, 12,000 person-times a day" in page.words
        self.send(page, {}, "Withdraw")
        self.session.rollback()
        assert self.session.query(Capacity).one().withdrawn_at is not None

    def test_another_places_settings_are_none_of_this_ones(self) -> None:
        self.fill("factor", factor="1.1", first="2026-11-01", reason="清点")
        number = self.session.query(Factor).one().id
        other = f"{DESK}/method/baotou-ancient-city"
        assert place_id(self.session, "baotou-ancient-city")
        self.post(f"{other}/factor/{number}/end", {}, 404)
        self.post(f"{PLACE}/reentry/{number}/end", {}, 404)
        self.post(f"{PLACE}/opening/{10**30}/withdraw", {}, 404)
        self.get(f"{DESK}/method/nowhere", 404)
