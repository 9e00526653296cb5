"""Languages: Chinese has no prefix, every other language lives under its own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from flask import request
from markupsafe import Markup, escape

from webapp.core.translated import LANGUAGES, Translated

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DEFAULT = LANGUAGES[0]
DESK = ("zh", "en")  # what the bureau's desk speaks; under other prefixes it answers in Chinese
DESK_PATH = "/bureau"


class Language(NamedTuple):
    """How a language is called; all words are its own.

    Attributes:
        tag: What the html element says.
        locale: What its catalogue is called.
        name: Its name.
        in_chinese: Its name for those whose phone has no letters for it; empty where all do.
        offer: Said on a page to somebody who may rather read it in this language.
        stay: Declines that.
        sharing: What share cards call it (og:locale).
    """

    tag: str
    locale: str
    name: str
    in_chinese: str
    offer: str
    stay: str
    sharing: str


# One entry for each of LANGUAGES; a browser speaks a language when its tag does (reader.js).
KNOWN = {
    "zh": Language("zh-Hans", "zh", "中文", "", "这一页有中文版", "不用，谢谢", "zh_CN"),
    "en": Language("en", "en", "English", "", "This page in English", "No, thanks", "en_GB"),
    # Not plain "mn": a style sheet's :lang(mn) would be both of them.
    "mn": Language(
        "mn-Cyrl",
        "mn",
        "Монгол",
        "西里尔蒙古文",
        "Энэ хуудас монгол хэлээр",
        "Үгүй, баярлалаа",
        "mn_MN",
    ),
    "mvf": Language(
        "mn-Mong-CN",
        "mn_Mong_CN",
        "ᠮᠣᠩᠭᠣᠯ",
        "传统蒙古文",
        "ᠡᠨᠡ ᠨᠢᠭᠤᠷ ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\u202fᠢᠶᠡᠷ",
        "ᠦᠭᠡᠢ᠂ ᠪᠠᠶᠠᠷᠯᠠᠯ᠎ᠠ",
        "mn_CN",
    ),
}
TAGS = {code: one.tag for code, one in KNOWN.items()}
NAMES = {code: one.name for code, one in KNOWN.items()}
MAKES_A_PAGE = ("kind", "month", "year")  # parameters; others (utm_source …) only tag along
QUERY_SIGNS = "%=&+,:;@/?!$'()*~"  # what a query may hold as it is
# Not addressed by language.
ONE_FOR_ALL = ("/static/", "/media/", "/api/", "/healthz", "/readyz", "/sw.js")


class LanguagePrefix:
    """WSGI layer that moves a language prefix from PATH_INFO to SCRIPT_NAME.

    Every address a view builds then stays in the reader's language by itself.
    """

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Note the language and the root of the site, then pass on."""
        path, root = environ.get("PATH_INFO", ""), environ.get("SCRIPT_NAME", "")
        environ["webapp.root"], environ["webapp.language"] = root, DEFAULT
        for language in LANGUAGES[1:]:
            prefix = f"/{language}"
            rest = path.removeprefix(prefix)
            if rest[:1] in ("", "/") and rest != path and not rest.startswith(ONE_FOR_ALL):
                if language not in DESK and _of_the_desk(rest):
                    language, prefix = DEFAULT, ""
                environ["webapp.language"] = language
                environ["SCRIPT_NAME"], environ["PATH_INFO"] = root + prefix, rest
        return self.app(environ, start_response)


def _of_the_desk(path: str) -> bool:
    return path == DESK_PATH or path.startswith(f"{DESK_PATH}/")


def locale() -> str:
    """What the catalogue of this request's language is called."""
    return KNOWN[current()].locale


def current() -> str:
    """The language of this request."""
    return str(request.environ.get("webapp.language", DEFAULT))


def is_vertical() -> bool:
    """Whether the page is written in columns, from left to right."""
    return current() == "mvf"


def root() -> str:
    """Path under which the host has put the service; no slash at its end."""
    return str(request.environ.get("webapp.root", ""))


def others() -> list[str]:
    """The other languages this page is in."""
    return [code for code in LANGUAGES if code != current()]


def in_language(language: str, path: str) -> str:
    """A path that a view built (`url_for`), as readers of `language` reach it."""
    inside = path.removeprefix(request.script_root)
    return f"{root()}{_prefix(language)}{inside}"


def same_page_in(language: str) -> str:
    """Path of the page being shown, in another language, with its query."""
    query = f"?{quote(request.query_string, safe=QUERY_SIGNS)}" if request.query_string else ""
    return f"{root()}{_prefix(language)}{quote(request.path)}{query}"


def canonical_in(language: str) -> str:
    """Path of the page being shown with only the parameters that make it another page."""
    kept = {name: request.args[name] for name in MAKES_A_PAGE if name in request.args}
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{root()}{_prefix(language)}{quote(request.path)}{query}"


def _prefix(language: str) -> str:
    return "" if language == DEFAULT else f"/{language}"


def words(text: Translated | None) -> str:
    """`text` for this reader, where no mark-up can go (titles, attributes, files)."""
    return text.best(current())[0] if text else ""


def marked(text: Translated | None) -> Markup:
    """`text` for this reader, marked with its language where it had to fall back."""
    if text is None:
        return Markup("")
    found, language = text.best(current())
    if language == current():
        return escape(found)
    return Markup('<span lang="{}">{}</span>').format(TAGS[language], found)
