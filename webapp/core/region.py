"""What the district, its city and its region are called."""

from webapp.core.translated import Translated

DISTRICT = Translated(
    zh="石拐区",
    en="Shiguai District",
    mn="Шугуйт тойрог",
    mvf="ᠰᠢᠭᠤᠶᠢᠲᠤ ᠲᠣᠭᠣᠷᠢᠭ",
)
CITY = Translated(
    zh="内蒙古自治区包头市",
    en="Baotou, Inner Mongolia",
    mn="Өвөр Монголын Бугат хот",
    mvf="ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠪᠤᠭᠤᠲᠤ ᠬᠣᠲᠠ",
)
REGION = Translated(
    zh="内蒙古自治区",
    en="Inner Mongolia",
    mn="Өвөр Монголын өөртөө засах орон",
    mvf="ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠤᠨ",
)
