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
        ("车牌云M·12345", "车牌号"),
        ("车牌云M•12345", "车牌号"),
        ("车牌云M-12345", "车牌号"),
        ("车牌云 M12345", "车牌号"),
        ("新能源云MD12345逃逸", "车牌号"),
    ],
)
def test_it_is_found_and_refused_with_what_to_do(text, looks_like):
    assert looks_like in [hit.looks_like for hit in personal_data.find(text)]
    with pytest.raises(DomainError, match=f"像{looks_like}.*请删去后再提交"):
        personal_data.refuse(text, "简要情况")


@pytest.mark.parametrize(
    "text",
    [
        "530521101001",
        "530521101001-X01",
        "91530521MA6K000002",
        "WF2025-00042",
        "110105194912310021",  # an ID number's length, another check digit
        "办公电话0875-8121110",
        "损失50000000元，死亡10人",
        "云南省M区",
        "2025-03-01",
    ],
)
def test_codes_numbers_and_words_are_let_through(text):
    assert personal_data.find(text) == []


def test_the_message_does_not_repeat_what_it_refuses():
    with pytest.raises(DomainError) as error:
        personal_data.refuse("电话13812345678", "简要情况")
    assert "13812345678" not in str(error.value)


@given(st.text(alphabet="甸阳社区发生入室盗窃，。", max_size=60))
def test_plain_words_are_never_personal_data(text):
    assert personal_data.find(text) == []
