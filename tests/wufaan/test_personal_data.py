import pytest
from hypothesis import given
from hypothesis import strategies as st

from wufaan import personal_data
from wufaan.errors import DomainError


@pytest.mark.parametrize(
    ("text", "looks_like"),
    [
        ("当事人11010519491231002X", "身份证号"),
        ("１１０１０５１９４９１２３１００２Ｘ", "身份证号"),
        ("身份证110105 19491231 002X", "身份证号"),
        ("110105-19491231-002X", "身份证号"),
        ("ID11010519491231002X", "身份证号"),
        ("旧号110105491231002报案", "旧身份证号"),
        ("电话13812345678。", "手机号码"),
        ("电话 +86 138-1234-5678", "手机号码"),
        ("电话138.1234.5678", "手机号码"),
        ("卡号6222 0212 3456 7894", "银行卡号"),
        ("身份证530521198503021234", "身份证号（末位校验不对"),
        ("卡号6222021234567890128", "银行卡号"),
        ("座机0875-8121234", "座机号码"),
        ("联系（0875）8121234", "座机号码"),
        ("电话8121234", "座机号码"),
        ("加QQ12345678", "QQ 号"),
        ("QQ号：1234567890", "QQ 号"),
        ("微信号：abc_def99", "微信号"),
        ("微信zhangwei85", "微信号"),
        ("业主王建国与李秀英口角", "姓名"),
        ("嫌疑人张伟（男，1985年3月2日生）", "姓名"),
        ("我叫李明，住3栋", "姓名"),
        ("受害人：赵小梅。", "姓名"),
        ("户主黄秀英，外出未归", "姓名"),
        ("车牌云M·12345", "车牌号"),
        ("车牌云M•12345", "车牌号"),
        ("车牌云M-12345", "车牌号"),
        ("车牌云 M12345", "车牌号"),
        ("新能源云MD12345逃逸", "车牌号"),
    ],
)
def test_it_is_found_and_refused_with_what_to_do(text, looks_like):
    assert any(hit.looks_like.startswith(looks_like) for hit in personal_data.find(text))
    with pytest.raises(DomainError, match=f"像{looks_like}.*请删去后再提交"):
        personal_data.refuse(text, "简要情况")


@pytest.mark.parametrize(
    "text",
    [
        "530521101001",
        "530521101001-X01",
        "91530521MA6K000002",
        "WF2025-00042",
        "530521202503010012",  # a case number's: county, day, serial
        "990105194912310021",  # no such province
        "A5305210100002025030001",
        "损失50000000元，死亡10人",
        "云南省M区",
        "2025-03-01",
        "530521-2025-0002",
        "业主王某与租客李某某口角",
        "业主王先生报警",
        "嫌疑人陈述系一时冲动",
        "嫌疑人张贴小广告，业主周边停车被剐",
        "嫌疑人于当晚，从后门逃离",
        "受害人曾多次报警",
        "业主张家寨，户主杨柳村",
        "业主黄金首饰被盗",
        "嫌疑人戴口罩，翻窗入室",
        "业主马上报警",
        "当事人双方已经和解",
        "户主常年在外，姓名不详",
        "我是业主，房子在三栋",
        "用微信转账50000元，QQ 50000元",
        "微信支付，微信群里骂人",
        "通过微信Android版诈骗",
    ],
)
def test_codes_numbers_and_words_are_let_through(text):
    assert personal_data.find(text) == []


NAMES = (
    "嫌疑人李明，已移送|业主王建国，来访|业主王建国来访说有盗窃|嫌疑人王建国已移送起诉|"
    "嫌疑人王建国来所投案|业主张三反映村内有盗窃|业主欧阳明来访|受害人司马光明被骗|当事人于建国称|"
    "司机曾志伟逃逸|报警人何建国说|业主方建国投诉|村民高建军家被盗|嫌疑人马强翻窗|业主白小梅的车|"
    "受害人金大勇被打|死者（万国富）|业主钱进财|户主任国强在家|受害人常丽丽报警|失主林志强说"
)
EVERYDAY = (
    "业主张贴通知|业主方面|业主高度关注|业主马上报警|业主安装监控|业主常年在外|业主时常|业主万一|"
    "嫌疑人已移送|嫌疑人何时到案|业主代表|业主委员会|业主金额较大|业主白天在家|业主周末|业主陈述情况|"
    "嫌疑人逃跑|嫌疑人于十月到案|嫌疑人于国庆节到案|嫌疑人于凌晨翻窗|业主方不同意|物业主张按合同办|"
    "物业主任到场|住户主张赔偿|业主主张退费|业主为何报警|嫌疑人曾殴打他人|受害人向民警反映|"
    "嫌疑人施甸县人|嫌疑人江西籍|嫌疑人戴着手套|业主金手镯被盗|业主钱被盗|业主常在外|死者高坠|"
    "业主毛坯房|村民王某|居民李先生|业主石材被盗|嫌疑人付清欠款|业主余款未付|死者陈尸屋内"
)


@pytest.mark.parametrize("text", NAMES.split("|"))
def test_a_common_surname_right_behind_such_a_word_begins_a_name(text):
    with pytest.raises(DomainError, match="像姓名"):
        personal_data.refuse(text, "简要情况")


@pytest.mark.parametrize("text", EVERYDAY.split("|"))
def test_but_not_where_it_begins_a_word_of_every_day(text):
    assert personal_data.find(text) == []


def test_a_name_and_a_number_are_both_told():
    with pytest.raises(DomainError, match="“1381…78”像手机号码、“王…国”像姓名"):
        personal_data.refuse("业主王建国来访，电话13812345678", "简要情况")


def test_the_message_does_not_repeat_what_it_refuses():
    with pytest.raises(DomainError) as error:
        personal_data.refuse("电话13812345678", "简要情况")
    assert "13812345678" not in str(error.value)


@given(st.text(alphabet="甸阳社区发生入室盗窃，。", max_size=60))
def test_plain_words_are_never_personal_data(text):
    assert personal_data.find(text) == []
