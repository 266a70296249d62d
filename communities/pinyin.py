"""Keys for sorting and finding Chinese names, kept in a column: PostgreSQL here has no ICU."""

from pypinyin import Style, lazy_pinyin


def pinyin_key(name: str) -> str:
    """`甸阳社区` → `dianyang shequ`-like key without tones or blanks, then the initials, so that
    one `contains` finds both: `dianyangshequ dysq`."""
    full = "".join(lazy_pinyin(name))
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return f"{full} {initials}".lower()
