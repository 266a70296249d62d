"""How WeasyPrint is driven: only the project's own fonts, nothing from the network, no clock."""

from datetime import date
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from wufaan.documents.glyphs import FAMILIES, FONTS


class LockedFetcher(URLFetcher):
    """Gives out the project's font files and nothing else."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        name = url.removeprefix("wufaan-font:")
        if name == url or name not in FAMILIES.values():
            raise FatalURLFetchingError(f"A document may not fetch {url!r}.")
        return URLFetcherResponse(url, body=(FONTS / name).read_bytes())


_FETCHER = LockedFetcher()


@cache
def _fonts() -> tuple[FontConfiguration, CSS]:
    """The font faces, set up once a process."""
    configuration = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; src: url("wufaan-font:{file}") }}'
        for family, file in FAMILIES.items()
    )
    css = CSS(string=faces, font_config=configuration, url_fetcher=_FETCHER)
    return configuration, css


@cache
def stylesheet(path: Path) -> CSS:
    """A stylesheet for papers, parsed once a process."""
    configuration, _ = _fonts()
    return CSS(string=path.read_text(), font_config=configuration, url_fetcher=_FETCHER)


def render(html: str, styles: Path, dated: date, if_odd: str = "") -> bytes:
    document = _laid_out(html, styles, dated)
    if if_odd and len(document.pages) % 2:
        document = _laid_out(if_odd, styles, dated)
    content: bytes = document.write_pdf(pdf_identifier=b"wufaan")
    return content


def _laid_out(html: str, styles: Path, dated: date) -> Document:
    configuration, fonts = _fonts()
    meta = f'<meta name="dcterms.created" content="{dated.isoformat()}">'
    source = HTML(string=html.replace("</head>", f"{meta}</head>", 1), url_fetcher=_FETCHER)
    return source.render(font_config=configuration, stylesheets=[fonts, stylesheet(styles)])
