"""The public pages as files that any web server, or none, can show: for carrying them across an
air gap. Knows no app: it begins at the home page and follows every link."""

from wufaan.static_site.crawling import crawl
from wufaan.static_site.writing import check, write

__all__ = ["check", "crawl", "write"]
