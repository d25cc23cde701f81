"""Letters and pages in a file: rich text, e-mails and web pages, as plain text."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from lxml import etree, html

from reviews.anonymisation.byte_strings import decoded

MAIL_HEADERS = re.compile(
    rb"^(from|to|subject|date|received|message-id|mime-version|return-path|x-[\w-]+|content-type|cc"
    rb"|delivered-to|reply-to):",
    re.I | re.M,
)
RTF_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-z]+)(-?\d{1,10})? ?|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I
)
RTF_BREAKS = {"par": "\n", "line": "\n", "row": "\n", "cell": "\t", "tab": "\t", "sect": "\n",
              "page": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
              "rquote": "’", "ldblquote": "“", "rdblquote": "”"}  # fmt: skip
RTF_SYMBOLS = {"~": "\u00a0", "_": "-", "-": ""}
PAGE_BLOCKS = frozenset(
    ("p", "div", "tr", "td", "th", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "title",
     "option", "table", "section", "article")
)  # fmt: skip
RTF_BYTES = re.compile(rb"\\bin(\d{1,9}) ?")
HEX_RUN = re.compile(rb"[0-9a-fA-F\s]{64,}")


def rtf_text(data: bytes) -> str:
    """Every text of it, also of what is hidden or said about it, with the pictures in it left out."""
    said: list[str] = []
    packed = bytearray()
    skip, unicode_skip, stack = 0, 1, [1]

    def flush() -> None:
        if packed:
            said.append(bytes(packed).decode("cp1252", "replace"))
            packed.clear()

    for match in RTF_TOKEN.finditer(data):
        code, word, number, symbol, brace, text = match.groups()
        if code and skip:
            skip -= 1
        elif code:
            packed.append(int(code, 16))
        elif word:
            flush()
            control, value = word.decode("ascii").lower(), int(number or 0)
            if control == "u" and number:
                said.append(chr(value % 65536) if not 0xD800 <= value % 65536 < 0xE000 else "")
                skip = unicode_skip
                continue
            if control == "uc":
                unicode_skip = max(0, min(value, 100))
            said.append(RTF_BREAKS.get(control, ""))
            skip = 0
        elif symbol:
            flush()
            said.append(RTF_SYMBOLS.get(symbol.decode("latin-1"), ""))
            if symbol in b"\\{}":
                said.append(symbol.decode("latin-1"))
        elif brace:
            flush()
            skip = 0
            if brace == b"{":
                stack.append(unicode_skip)
            elif len(stack) > 1:
                unicode_skip = stack.pop()
        elif text:
            piece = text[skip:]
            skip = max(0, skip - len(text))
            packed += b"" if HEX_RUN.fullmatch(piece) else piece
    flush()
    return "".join(said)


def rtf_files(data: bytes) -> Iterator[bytes]:
    """Pictures and objects, which rich text writes as digits or as they are."""
    for match in HEX_RUN.finditer(data):
        digits = b"".join(match.group().split())
        yield bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    for match in RTF_BYTES.finditer(data):
        yield data[match.end() : match.end() + int(match[1])]


def looks_like_mail(data: bytes) -> bool:
    head = data[:4096]
    return bool(MAIL_HEADERS.match(head)) and len(MAIL_HEADERS.findall(head)) >= 3


def eml_text(data: bytes) -> str:
    """Headers and bodies of an e-mail. The files sent with it are in `enclosures`."""
    said: list[str] = []
    for part in _parts(data):
        said += [f"{name}: {value}" for name, value in _headers(part)]
        said += [part.preamble or "", part.epilogue or ""]
        if part.get_content_maintype() != "text":
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            charset = part.get_content_charset() or "utf-8"
            said.append(html_text(body) if "html" in part.get_content_type() else "")
            said.append(_in(charset, body))
    return "\n".join(one for one in said if one.strip())


def enclosures(data: bytes) -> Iterator[bytes]:
    for part in _parts(data):
        if part.get_content_maintype() in ("text", "multipart", "message"):
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and body:
            yield body


def html_text(data: bytes) -> str:
    """Texts, remarks and attributes of a web page, hidden or not."""
    try:
        root = html.document_fromstring(decoded(data).encode(), parser=_page_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return decoded(data)
    attributes = [value for one in root.iter(etree.Element) for value in one.attrib.values()]
    return _in_order(root) + "\n" + "\n".join(attributes)


def _in_order(element: Any) -> str:
    said: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "end":
            said.append("\n" if one.tag in PAGE_BLOCKS else "")
            said.append(one.tail or "")
            continue
        said.append("\n" if event != "start" or one.tag in PAGE_BLOCKS else "")
        said.append(one.text or "")
        if event != "start":
            said += ["\n", one.tail or ""]
    return "".join(said)


def _page_parser() -> Any:
    return html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")


def _parts(data: bytes) -> Iterator[EmailMessage]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    yield from message.walk()


def _headers(part: EmailMessage) -> Iterator[tuple[str, str]]:
    for name, value in part.raw_items():
        try:
            yield name, str(part.policy.header_fetch_parse(name, value))
        except (ValueError, IndexError, AttributeError, TypeError):
            yield name, str(value)


def _in(charset: str, body: bytes) -> str:
    try:
        return body.decode(charset, "replace")
    except LookupError:
        return decoded(body)
