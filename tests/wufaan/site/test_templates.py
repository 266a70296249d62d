"""Templates stay readable, and how their lines are broken stays unseen.

The formatter takes the place between two template tags, and an ideographic space, for one where a
line may end. Between Chinese characters that end would show as a space.
"""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
HAN = r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef“”]"
# Tags that a sentence runs through. Links are not among them: side by side they are a row.
THROUGH = (
    r"(?:</?(?:b|del|em|ins|s|small|span|strong)\b[^<>]*>"
    r"|{%\s*(?:if|endif|for|endfor|with|endwith)\b(?:[^%]|%(?!}))*%})"
)
BETWEEN_HAN = re.compile(rf"{HAN}{THROUGH}*[ \t]*\n\s*(?:{THROUGH}\s*)*{HAN}")
BESIDE_A_WIDE_SPACE = re.compile(r"(?:\u3000|&#12288;)[ \t]*\n|%}[ \t]*\n\s*(?:\u3000|&#12288;)")


@pytest.mark.parametrize(
    "sentence", ["甲{% endif %}\n  {% if b %}乙", "甲\n乙", "<b>甲</b>\n<s>乙"]
)
def test_a_line_that_ends_within_a_sentence_is_seen(sentence):
    assert BETWEEN_HAN.search(sentence)


@pytest.mark.parametrize("rows", ["<p>甲</p>\n<p>乙", "甲\n{% else %}\n乙", "甲\n{{ count }} 乙"])
def test_a_line_that_ends_between_blocks_is_let_be(rows):
    assert not BETWEEN_HAN.search(rows)


def test_no_line_ends_within_a_chinese_sentence():
    for template in TEMPLATES:
        source = template.read_text()
        for fault in (BETWEEN_HAN, BESIDE_A_WIDE_SPACE):
            found = fault.search(source)
            assert not found, f"{template}: {found[0]!r} shows a space"


def test_no_line_is_longer_than_160_characters():
    for template in TEMPLATES:
        for number, line in enumerate(template.read_text().splitlines(), 1):
            assert len(line) <= 160, f"{template}:{number}"
