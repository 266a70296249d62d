"""Keys for sorting and finding Chinese names, kept in a column: PostgreSQL here has no ICU."""

import re

from pypinyin import Style, lazy_pinyin

from wufaan.errors import DomainError

_SYLLABLE = re.compile(r"[a-z0-9]+")
# One character sounds like too many others.
_CHARACTERS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,}")


def pinyin_key(name: str) -> str:
    """`甸阳社区` → `dianyang shequ`-like key without tones or blanks, then the initials, so that
    one `contains` finds both: `dianyangshequ dysq`."""
    full = "".join(lazy_pinyin(name))
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return f"{full} {initials}".lower()


def sound_of(text: str) -> str:
    """How characters are read, as keys have it: 和名园 → hemingyuan. Blank for anything else."""
    return "".join(lazy_pinyin(text)) if _CHARACTERS.fullmatch(text) else ""


def key_of(name: str, reading: str) -> str:
    """The key of a name that is read in another way than it looks, from a syllable a character:
    单家村, `shan jia cun` → `shanjiacun sjc`."""
    syllables = reading.lower().replace("ü", "v").split()
    odd = [s for s in syllables if not _SYLLABLE.fullmatch(s)]
    if odd:
        raise DomainError(f"拼音里的“{odd[0]}”不是拼音。只写字母，不写声调，如 shan jia cun。")
    expected = len(lazy_pinyin(name))
    if len(syllables) != expected:
        raise DomainError(
            f"“{name}”要写 {expected} 个音节，现在是 {len(syllables)} 个。"
            "每个字的拼音之间空一格，如 shan jia cun。"
        )
    return f"{''.join(syllables)} {''.join(s[0] for s in syllables)}"
