"""Words that passwords are made of everywhere, or here: written down by ourselves, lower case.

Their pinyin, their letters and their figures are found by `passwords` however they are disguised.
"""

EVERYWHERE = """
abc access account admin administrator alpha apple august autumn baby banana baseball basketball
batman beta blink bureau change changeme charlie china cisco computer cookie daniel data database
default demo desk dragon editor email family flower football forever freedom friday friend ginger
god google guest hello home huawei hunter iloveyou internet iphone january jordan july june kill
king lenovo letme letmein linux login love lover magic manager march master michael microsoft
monday monkey mother mysql nature new office october oracle order pass passwd password passw0rd
person phone photo please power princess private public purple qazwsx qwe qwer qwert qwerty root
samsung secret secure security september server service shadow spring start station
student summer sun sunday sunshine super superman support system teacher temp temporary test
tester thomas tiger today tourism trust user username welcome whatever winter wechat windows word
work xiaomi yes you zxc zxcv zxcvbn
"""
PINYIN = """
aini baobao caonima fuwuqi gonggong gongan guanli guanliyuan haoren jiankang jituan kuaile laopo
laogong mima nihao ninhao pingan qinai renmin shengri shezhi tiankong wangluo woaini woaiwojia
wodemima wenhua lvyou luyou xinnian xitong xiaoxi yonghu zaijian zhanghao zhongguo zhonghua
zhengfu zuguo
"""
HERE = """
baotou baogang bureau desk jiuyuan donghe hondlon kundulun qingshan neimenggu neimeng mongol
mongolia innermongolia shiguai shiguaiqu baotoushi wudangzhao wudangzhaobei jiqingzhao badagar
wenlv wenlvju wenhualvyou wenguang wanerzaishiguai wanr wan'er daqingshan jifeng chunkun
changcheng wudang dahao caoyuan meitan gangfangdi huawurenjian funinshiguai
"""
CHINESE = ("石拐", "石拐区", "包头", "包头市", "内蒙古", "五当召", "玩儿在石拐", "文旅局", "密码")

WORDS = frozenset((EVERYWHERE + PINYIN + HERE).split()) | frozenset(CHINESE)
BRAND = frozenset({"shiguai", "wanerzaishiguai", "funinshiguai", "石拐", "玩儿在石拐"})

# Neighbours on a keyboard and in the alphabet; runs of three and more, forwards and backwards.
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "!@#$%^&*()_+",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"),
    *("!qaz", "@wsx", "#edc", "$rfv", "%tgb", "^yhn", "&ujm"),
    "1q2w3e4r5t6y7u8i9o0p",
    "a1b2c3d4e5f6",
    "!1@2#3$4%5^6&7*8(9)0",
    "147258369",
    "159357",
    "5201314",
    "1314520",
    "110119120",
)
