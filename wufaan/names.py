"""A person's name right behind a word that announces one: 嫌疑人张伟. Names in general cannot be
told from words; here only what leaves little doubt is taken for one, so that a report about
陈述, 周边 or 张家寨 is never refused."""

import re
from collections.abc import Iterator

_ROLES = (
    "嫌疑人|受害人|被害人|受害者|业主|户主|当事人|死者|伤者|报警人|报案人|举报人|事主|租客|房东|"
    "驾驶员|驾驶人|司机|违法行为人|患者"
)
_SAYING = "我叫|名叫|姓名|我是"
# Surnames that hardly begin another word…
_CLEAR = (
    "王李张刘陈杨赵吴周徐孙朱胡郭罗郑梁宋唐邓冯韩曹彭肖萧蔡潘董袁蒋杜苏魏吕丁沈姚卢傅姜崔谭廖"
    "范陆贾韦邱侯邹孟秦阎薛尹黎陶贺郝龚邵覃"
)
# …and some that often do: only with a given name of two and a stop behind it.
_UNCLEAR = "黄马林高谢许程叶余钟汪田金石夏熊白江史龙毛万钱严武洪施尚段"
_NOT_NAMES = (
    "张贴|张开|张口|张望|张罗|张扬|李子|陈述|陈列|陈旧|周[边围末岁一二三四五六日天转]|孙[子女]|胡[同乱说]|"
    "罗[列马]|郑[重州]|唐突|韩[国元]|肖像|董事|杜绝|苏[醒打]|沈阳|范围|陆[续地路军]|黎明|陶[瓷器]|"
    "杨[树木]|王国|梁[上下]|丁字|刘海|贺[礼卡喜]|马[上路]|高[度速空层]|白[天色]|金[额属]|石[料头]|"
    "林[地木]|余[款额下]|许[多可]|黄[昏金色]|万[元余]|钱[款财包]|施[工救]|武[器力]|洪水|严重"
)
_TITLES = "先生|女士|小姐|大爷|大妈|大姐|大哥|师傅|老师|某|姓|氏|家[一-鿿]?"
_HAN = "[一-鿿]"
_STOP = r"(?=[^一-鿿]|$)"
_GOES_ON = rf"(?=[^一-鿿]|$|[与和及同的在被因称说住男女](?!{_HAN}?[村社庄寨组])|报[警案])"
_BEHIND = r"(?:姓名)?[\s:(“\"]*(?:名叫|叫|是|为|系)?[\s:]*"
_NAME = re.compile(
    rf"(?:{_ROLES}|{_SAYING}){_BEHIND}"
    rf"(?!{_NOT_NAMES})(?!{_HAN}(?:{_TITLES}))"
    rf"(?P<name>[{_CLEAR}]{_HAN}{{1,2}}?{_GOES_ON}|[{_UNCLEAR}]{_HAN}{{2}}{_STOP})"
)
_PLACE = re.compile("[村寨庄社组街路巷镇乡县市区园苑城湾屯营坝坪沟河山楼栋户人]$|某")


def names(text: str) -> Iterator[str]:
    """In a text whose full-width signs were made half-width (NFKC)."""
    for match in _NAME.finditer(text):
        if not _PLACE.search(match["name"]):
            yield match["name"]
