"""Puts the starter words into an empty site. What an editor has made or changed since stays."""

from wagtail.models import Page, Site

from home.models import BoardSettings, HomePage, InformationPage
from home.starter.content import starter_board, starter_home, starter_pages

SAFER_BROWSING = "<!-- safer browsing -->"


def load_pages() -> HomePage:
    """The home page, found or made, with the information pages that were missing."""
    home = HomePage.objects.first() or _make_home()
    for starter in starter_pages():
        url_path = f"{home.url_path}{starter.path}/"
        if Page.objects.filter(url_path=url_path).exists():
            continue
        parent_path, _, slug = starter.path.rpartition("/")
        parent = Page.objects.get(url_path=f"{home.url_path}{parent_path}/".replace("//", "/"))
        page = InformationPage(
            title=starter.title,
            slug=slug,
            seo_title=starter.seo_title,
            lead=starter.lead,
            show_in_menus=starter.show_in_menus,
            body=_blocks(starter.body_html),
        )
        parent.add_child(instance=page)
        page.save_revision().publish()
    return home


def load_board() -> None:
    site = Site.objects.get(is_default_site=True)
    if BoardSettings.objects.filter(site=site).exists():
        return
    values = starter_board()
    names = {field.name for field in BoardSettings._meta.fields} - {"id", "site", "helplines"}
    board = BoardSettings(site=site, **{name: values[name] for name in names & values.keys()})
    board.helplines = [
        ("helpline", {key: helpline[key] for key in ("name", "phone", "note")})
        for helpline in values["helplines"]
        if helpline["id"] != "emergency"
    ]
    board.save()


def _make_home() -> HomePage:
    words = starter_home()
    root = Page.objects.get(depth=1)
    # Wagtail's own migration leaves a welcome page at the address that the home page takes.
    welcome = Page.objects.filter(depth=2, slug="home").first()
    if welcome:
        welcome.slug = "welcome"
        welcome.save()
    home = root.add_child(
        instance=HomePage(
            title=words.title,
            slug="home",
            seo_title=words.seo_title,
            hero_heading=words.heading,
            hero_lead=words.lead,
            cards=[
                ("card", {"title": card.title, "text": card.text, "href": card.href})
                for card in words.cards
            ],
        )
    )
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "SETDAB"},
    )
    if welcome:
        Page.objects.get(pk=welcome.pk).delete()
    return home


def _blocks(html: str) -> list[tuple[str, object]]:
    """Text, with the offer of safer browsing where the page's words leave room for it."""
    found: list[tuple[str, object]] = []
    for position, part in enumerate(html.split(SAFER_BROWSING)):
        if position:
            found.append(("safer_browsing", None))
        found.append(("text", _rich_text(part.strip())))
    return found


def _rich_text(html: str) -> object:
    from wagtail.rich_text import RichText

    return RichText(html)
