"""Every refusal has its words."""

from flask import Flask

from webapp.pictures import words
from webapp.pictures.refusals import Refused, TooManyPixels


def test_every_reason_is_said_in_its_own_words(app: Flask):
    with app.test_request_context("/"):
        said = {words.why_refused(one()) for one in Refused.__subclasses__()}
    assert len(said) == len(Refused.__subclasses__()) == 8


def test_pixels_are_counted_as_chinese_cameras_are_sold(app: Flask):
    with app.test_request_context("/"):
        assert "5200万" in words.why_refused(TooManyPixels())


def test_pixels_are_counted_in_millions_in_english(app: Flask):
    with app.test_request_context("/", environ_base={"webapp.language": "en"}):
        assert "52 million are the most, 26 million for PNG" in words.why_refused(TooManyPixels())
