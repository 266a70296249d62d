"""Keys for sorting and finding Chinese names, kept in a column: PostgreSQL here has no ICU."""

import re

from wufaan.errors import DomainError

_SYLLABLE = re.compile(r"[a-z0-9]+")
_CHARACTER = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# One character sounds like too many others.
_ENOUGH = 2
# What is not read out. `spoken` and the lookup `__spoken` (models) leave the same away.
SILENT = r"[\s()（）〔〕【】《》“”·.、,，—–-]"
_IN_FIGURES = str.maketrans("一二三四五六七八九", "123456789")
_IN_CHARACTERS = str.maketrans("123456789", "一二三四五六七八九")


def pinyin_key(name: str) -> str:
    """`甸阳社区` → `dianyang shequ`-like key without tones or blanks, then the initials, so that
    one `contains` finds both: `dianyangshequ dysq`."""
    full, initials = "".join(_read(name)), "".join(_read(name, initials=True))
    return f"{full} {initials}".lower()


def sounds_of(text: str) -> list[str]:
    """How a name is read, as `spoken` keys have it, numbers in either writing: 和名园2期 →
    hemingyuan2qi, hemingyuanerqi. None where hardly a character is in it."""
    if len(_CHARACTER.findall(text)) < _ENOUGH:
        return []
    written = (text, text.translate(_IN_FIGURES), text.translate(_IN_CHARACTERS))
    return list(dict.fromkeys(spoken("".join(_read(way))) for way in written))


def spoken(text: str) -> str:
    """Only what is read out: no blanks, brackets or dashes."""
    return re.sub(SILENT, "", text).lower()


def key_of(name: str, reading: str) -> str:
    """The key of a name that is read in another way than it looks, from a syllable a character:
    单家村, `shan jia cun` → `shanjiacun sjc`."""
    syllables = reading.lower().replace("ü", "v").split()
    odd = [s for s in syllables if not _SYLLABLE.fullmatch(s)]
    if odd:
        raise DomainError(f"拼音里的“{odd[0]}”不是拼音。只写字母，不写声调，如 shan jia cun。")
    expected = len(_read(name))
    if len(syllables) != expected:
        raise DomainError(
            f"“{name}”要写 {expected} 个音节，现在是 {len(syllables)} 个。"
            "每个字的拼音之间空一格，如 shan jia cun。"
        )
    return f"{''.join(syllables)} {''.join(s[0] for s in syllables)}"


def _read(text: str, *, initials: bool = False) -> list[str]:
    """A syllable a character, without its tone; what is not Chinese as it stands."""
    # Its dictionary takes as long to load as Django, and most commands never look into it.
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.FIRST_LETTER if initials else Style.NORMAL)
