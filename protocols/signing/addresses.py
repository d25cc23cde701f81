"""What an e-mail address says of its owner."""

# Addresses that anybody can have; compared with the whole domain.
FREE_MAIL = frozenset(
    (
        "aol.co.uk",
        "aol.com",
        "blueyonder.co.uk",
        "btinternet.com",
        "btopenworld.com",
        "fastmail.com",
        "gmail.com",
        "gmx.co.uk",
        "gmx.com",
        "gmx.net",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hushmail.com",
        "icloud.com",
        "inbox.com",
        "live.co.uk",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "ntlworld.com",
        "orange.net",
        "outlook.com",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "rocketmail.com",
        "sky.com",
        "talk21.com",
        "talktalk.net",
        "tiscali.co.uk",
        "tutanota.com",
        "tuta.com",
        "virginmedia.com",
        "web.de",
        "yahoo.co.uk",
        "yahoo.com",
        "yandex.com",
        "ymail.com",
        "zoho.com",
    )
)


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def is_free_mail(email: str) -> bool:
    return domain_of(email) in FREE_MAIL


def key_of_address(email: str) -> str:
    """The same for every way of writing an address that reaches the same person: no case, no tag."""
    name, _, domain = email.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}" if name else ""
