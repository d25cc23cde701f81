"""The HTML that a report online may be made of. Nothing else comes out, whatever goes in.

The input is taken apart by a tokenizer and written anew from a list of what is allowed; nothing of
it is passed through. So the result has no attribute, style, address or element but those below.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
INLINE = frozenset({"strong", "em", "sup", "a"})
# What may stand directly in what.
INSIDE = {
    "root": frozenset({*HEADINGS, "p", "ul", "ol", "table", "blockquote", "section"}),
    "section": frozenset({*HEADINGS, "p", "ul", "ol"}),
    "blockquote": frozenset({"p"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "li": frozenset({*INLINE, "ul", "ol", "p"}),
    "table": frozenset({"caption", "thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "th": frozenset({*INLINE, "p"}),
    "td": frozenset({*INLINE, "p", "ul", "ol"}),
}
TEXT_ONLY = frozenset({*HEADINGS, "p", "caption", *INLINE})
STRUCTURE = frozenset({"ul", "ol", "table", "thead", "tbody", "tr"})
ALLOWED = frozenset({*INSIDE, *TEXT_ONLY} - {"root"})
CLASSES = {
    "p": frozenset({"numbered"}),
    "ul": frozenset({"marked"}),
    "section": frozenset({"notes"}),
}
WITHOUT_CONTENT = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea"}
    | {"title", "head", "select", "noembed", "noframes", "xmp", "plaintext", "audio", "video"}
)
ID = re.compile(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*")
ADDRESS = re.compile(r"(?:https://|mailto:)[^\s<>\"'\\`{}|^]+", re.ASCII)
SPACE = re.compile(r"[ \t\n\r\f]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
STROKE = "\u0338"
DEEPEST_LIST = 3
MOST_JOINED = 50
LONGEST_ADDRESS = 2000
MOST_PASSES = 50


@dataclass
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)


def sanitise(html: str) -> str:
    """Until nothing changes any more, so that doing it again changes nothing either."""
    for _ in range(MOST_PASSES):
        cleaned = _once(html)
        if cleaned == html:
            return html
        html = cleaned
    return ""


def is_clean(html: str) -> bool:
    return _once(html) == html


def _once(html: str) -> str:
    builder = _Builder()
    builder.feed(CONTROL.sub("", html))
    builder.close()
    root = builder.stack[0]
    _only_targets(root, _unique_ids(root, set()))
    _tidy(root)
    return "".join(_written(child) for child in root.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("root")]
        self.left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.left_out or tag in WITHOUT_CONTENT:
            if tag in WITHOUT_CONTENT:
                self.left_out.append(tag)
            return
        if tag == "br":
            self.handle_data(" ")
        if tag not in ALLOWED:
            return
        place = self._place_for(tag)
        if place is None:
            return
        del self.stack[place + 1 :]
        element = Element(tag, _attributes(tag, dict(reversed(attrs))))
        self.stack[-1].children.append(element)
        self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in WITHOUT_CONTENT:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def _place_for(self, tag: str) -> int | None:
        """The innermost open element that may hold it; an element that is open holds no other such."""
        names = [element.name for element in self.stack]
        if tag in INLINE:
            if tag in names:
                return None
            # Words directly in a place for blocks get their paragraph in ``_tidy``.
            return None if names[-1] in STRUCTURE else len(names) - 1
        if tag in ("table", "section", "blockquote") and tag in names:
            return None
        if tag in ("ul", "ol") and sum(name in ("ul", "ol") for name in names) >= DEEPEST_LIST:
            return None
        for place in range(len(names) - 1, -1, -1):
            if tag in INSIDE.get(names[place], ()):
                return place
            if names[place] in ("td", "th") and tag not in ("td", "th", "tr", "tbody", "thead"):
                return None
        return None

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            if tag in self.left_out:
                del self.left_out[self.left_out.index(tag) :]
            return
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].name == tag:
                del self.stack[place:]
                return

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.stack[-1].children.append(data)


def _attributes(tag: str, given: dict[str, str | None]) -> dict[str, str]:
    kept: dict[str, str] = {}
    values = {name: value or "" for name, value in given.items()}
    if ID.fullmatch(values.get("id", "")) and len(values["id"]) <= 100:
        kept["id"] = values["id"]
    if values.get("class") in CLASSES.get(tag, ()):
        kept["class"] = values["class"]
    if tag == "th" and values.get("scope") in ("col", "row"):
        kept["scope"] = values["scope"]
    if tag in ("th", "td"):
        for name in ("colspan", "rowspan"):
            number = values.get(name, "")
            if re.fullmatch(r"[1-9]\d?", number, re.ASCII) and 2 <= int(number) <= MOST_JOINED:
                kept[name] = number
    if tag == "a":
        href = values.get("href", "")
        if ID.fullmatch(href[1:]) if href.startswith("#") else ADDRESS.fullmatch(href):
            kept["href"] = href[:LONGEST_ADDRESS]
    return kept


def _unique_ids(element: Element, seen: set[str]) -> set[str]:
    for child in element.children:
        if isinstance(child, Element):
            if child.attributes.get("id") in seen:
                del child.attributes["id"]
            seen |= {child.attributes["id"]} if "id" in child.attributes else set()
            _unique_ids(child, seen)
    return seen


def _only_targets(element: Element, ids: set[str]) -> None:
    """A link that leads nowhere is only its words."""
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            _only_targets(child, ids)
            href = child.attributes.get("href", "")
            if child.name == "a" and (not href or (href[0] == "#" and href[1:] not in ids)):
                kept += child.children
                continue
        kept.append(child)
    element.children = kept


def _tidy(element: Element) -> None:
    """Words in paragraphs, single spaces, and nothing empty."""
    for child in element.children:
        if isinstance(child, Element):
            _tidy(child)
    if element.name in STRUCTURE:
        element.children = [one for one in element.children if isinstance(one, Element)]
    elif element.name not in TEXT_ONLY:
        _wrap_words(element)
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str) and children and isinstance(children[-1], str):
            children[-1] = SPACE.sub(" ", children[-1] + child)
        elif isinstance(child, str):
            children.append(SPACE.sub(" ", child))
        elif not _is_empty(child):
            children.append(child)
    if element.name not in INLINE and children:
        if isinstance(children[0], str):
            children[0] = children[0].lstrip(" ")
        if isinstance(children[-1], str):
            children[-1] = children[-1].rstrip(" ")
    composed = [_composed(child) if isinstance(child, str) else child for child in children]
    element.children = [child for child in composed if child != ""]


def _composed(text: str) -> str:
    """As it will be frozen. A stroke of its own would join with the sign that ends a tag before it."""
    return unicodedata.normalize("NFC", text).replace(STROKE, "")


def _is_empty(element: Element) -> bool:
    return element.name not in ("td", "th") and not any(
        not isinstance(child, str) or child.strip(" ") for child in element.children
    )


def _wrap_words(element: Element) -> None:
    def is_inline(child: Element | str) -> bool:
        return isinstance(child, str) or child.name in INLINE

    if element.name in ("li", "td", "th"):
        names = {child.name for child in element.children if isinstance(child, Element)}
        if "p" not in names:
            return
    wrapped: list[Element | str] = []
    for child in element.children:
        if not is_inline(child):
            wrapped.append(child)
            continue
        if not (wrapped and isinstance(wrapped[-1], Element) and wrapped[-1].name == "words"):
            wrapped.append(Element("words"))
        last = wrapped[-1]
        if isinstance(last, Element):
            last.children.append(child)
    for child in wrapped:
        if isinstance(child, Element) and child.name == "words":
            child.name = "p"
            _tidy(child)
    element.children = wrapped


def _written(node: Element | str) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    inside = "".join(_written(child) for child in node.children)
    # A line end keeps the words of two blocks apart for whoever takes the tags out.
    end = "" if node.name in INLINE else "\n"
    return f"<{node.name}{attributes}>{inside}</{node.name}>{end}"
