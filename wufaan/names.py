"""A person's name right behind a word that announces one: 嫌疑人张伟. What begins there with a
common surname is taken for a name whatever follows, unless it is a word of every day, a title or
a place. Names elsewhere cannot be told from words."""

import re
from collections.abc import Iterator

# “住户主张…” and “物业主张…” hold no 户主 and no 业主.
_ROLES = (
    "嫌疑人|受害人|被害人|受害者|(?<![物企])业主|(?<![住商用租农客])户主|当事人|死者|伤者|报警人|"
    "报案人|举报人|事主|失主|车主|租客|房东|驾驶员|驾驶人|司机|违法行为人|患者|村民|居民|住户"
)
_SAYING = "我叫|名叫|姓名|我是"
_BEHIND = r"(?:姓名)?[\s:(“\"]*(?:名叫|叫|是|为(?!何)|系)?[\s:]*"
# The hundred most common ones, and how some of them are written too.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万"
    "覃武钱戴严莫孔向常汤萧阎傅洪施尚"
)
_COMPOUND = "欧阳|上官|司马|司徒|诸葛|皇甫|尉迟|慕容|令狐|端木|宇文|公孙|淳于"
# These begin any phrase (于当晚, 业主方同意): names only before what is hardly anything else.
_PARTICLES = "[于曾向常方]"
_GIVEN = "伟芳娜娟敏静丽艳勇杰涛磊军霞玲萍燕婷秀志建国"
_NOT_GIVEN = "静[坐养候]|丽江|军[队区人]|志愿|建[设房议筑材]|国[庆内外家道]|秀山|敏感"
_EVERYDAY = (
    f"{_PARTICLES}(?:[^{_GIVEN}]|{_NOT_GIVEN})|"
    "王[牌者位]|李子|张[贴口开望罗扬皇灯]|刘海|陈[述列旧设年情诉词规尸]|杨[树木梅]|黄[金色昏牌纸土豆毒瓜牛]|"
    "周[边围末岁一二三四五六日天转身知全年期密济旋到长]|徐[徐缓州]|孙[子女辈]|马[上路力车桶虎匹关]|朱红|"
    "胡[同乱说言闹须作来搅吹椒扯编思萝]|何[时人处故地种等以为必况不在因日物来去用苦止尝如事者个]|"
    "林[地木区下权业间果场产]|罗[列织马平锅]|高[速度级兴中校考手等于大温层低效呼声压血空额价喊龄利薪端"
    "危档楼坠达出约一个铁处性新高]|郑[重州]|梁[上下柱]|谢[绝意罪谢过世客]|唐[突山]|许[多可久诺愿是]|韩[国元式]|"
    "彭水|肖像|田[地间里边头产埂亩坝中]|董事|余[款额下地万元人生名年个]|杜绝|叶[片子]|程[度序]|苏[醒打州]|"
    "丁[字克]|任[务何期免职命教意性由凭用其]|沈阳|钟[点头表情]|姜汤|陆[续地路军运良]|范[围例本]|"
    "石[头料油块板子材墙灰膏林像碑雕]|金[额属钱融色银条牌饰项戒手链耳首器店子]|夏[天季日夜初]|"
    "付[出给款费钱清完讫首之]|熊猫|白[天色酒日夜纸板布菜衣银]|孟连|江[边面水岸中苏西]|段落|雷[电击雨管暴]|"
    "龙[头卷门陵]|黎明|史料|陶[瓷器]|贺[礼卡喜电年]|毛[病巾发毯坯衣驴皮]|顾[客及虑忌]|万[一元余人分万般科达块斤个]|"
    "武[力器装术断警]|钱[款财包物币]|戴[口着有上帽手眼头面墨黑白红金耳好]|严[重格厉禁密肃守查防惩加寒]|"
    "莫[名非大须过]|孔[洞雀明]|汤[药锅]|萧条|洪[水涝灾]|施[工救暴压甸肥加行]|尚[未无且可]"
)
_TITLES = "先生|女士|小姐|大爷|大妈|大姐|大哥|师傅|老师|老|某|姓|氏|家"
_NEVER_GIVEN = "的了被在不把将已都也就还没"
_GOES_ON = "与和及同的在被因称说住来反报已"
_HAN = "[一-鿿]"
_NAME = re.compile(
    rf"(?:{_ROLES}|{_SAYING}){_BEHIND}(?!{_EVERYDAY})"
    rf"(?P<name>(?:{_COMPOUND}|[{_SURNAMES}])(?!{_TITLES}|[{_NEVER_GIVEN}])"
    rf"{_HAN}(?:(?![{_GOES_ON}]){_HAN})?)"
)
_PLACE = re.compile("[村寨庄社组街路巷镇乡县市区园苑城湾屯营坝坪沟河山楼栋户人籍]$|某")


def names(text: str) -> Iterator[str]:
    """In a text whose full-width signs were made half-width (NFKC)."""
    for match in _NAME.finditer(text):
        if not _PLACE.search(match["name"]):
            yield match["name"]
