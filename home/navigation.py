"""The service navigation and the footer: fixed places that every page shows alike."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    text: str
    href: str
    current: bool = False


MAIN_LINKS = (
    Link("Home", "/"),
    Link("Reviews", "/reviews/"),
    Link("Information sharing", "/information-sharing/"),
    Link("Templates and forms", "/information-sharing/templates/"),
    Link("Get help", "/get-help/"),
    Link("About", "/about/"),
)

FOOTER_LINKS = (
    Link("Accessibility statement", "/accessibility/"),
    Link("Ask for a different format", "/other-formats/"),
    Link("Privacy notice", "/privacy/"),
    Link("Cookies", "/cookies/"),
    Link("Stay safe online", "/stay-safe-online/"),
    Link("Contact the Board", "/contact/"),
)


def navigation_for(path: str) -> list[Link]:
    """The links, with the one that the path lies deepest below marked as current."""
    below = [link.href for link in MAIN_LINKS if _is_below(path, link.href)]
    current = max(below, key=len, default=None)
    return [Link(link.text, link.href, link.href == current) for link in MAIN_LINKS]


def _is_below(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
