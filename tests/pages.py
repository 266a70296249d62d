"""A page's source as its reader has it: where a template breaks its lines says nothing."""

import re

# What stands on lines of its own: white space at its edges does not show.
BLOCKS = (
    "address|article|aside|body|br|caption|colgroup|col|dd|details|div|dl|dt|fieldset|figcaption|"
    "figure|footer|form|h[1-6]|header|head|hr|html|legend|link|li|main|meta|nav|noscript|ol|"
    "optgroup|option|p|script|section|style|summary|table|tbody|td|template|tfoot|thead|th|title|"
    "tr|ul"
)
KEPT = re.compile(r"(<(textarea|pre)\b.*?</\2>)", re.DOTALL)
WHITE = re.compile(r"[ \t\r\n]+")  # not the ideographic space, which shows
TAG = re.compile(r"<[^<>]+>")
EDGES = re.compile(rf" ?(</?(?:{BLOCKS})\b[^<>]*>) ?|(<button\b[^<>]*>) | (</button>)")


def text(response) -> str:
    """A page as it is read, a file as it is."""
    sent = response.content.decode()
    return as_read(sent) if response["Content-Type"].startswith("text/html") else sent


def as_read(html: str) -> str:
    """One space for a run of white space, none inside a tag's ends and beside a block."""
    parts = KEPT.split(html)  # what flows, what is kept and its tag's name, in turn
    kept = [*parts[1::3], ""]
    return "".join(_flowing(a) + b for a, b in zip(parts[::3], kept, strict=True)).strip()


def _flowing(html: str) -> str:
    html = TAG.sub(lambda tag: WHITE.sub(" ", tag[0]).replace(" >", ">"), html)
    return EDGES.sub(r"\1\2\3", WHITE.sub(" ", html))
