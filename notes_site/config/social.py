"""Social accounts: `social:`, by which readers find the author elsewhere."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from notes_site.text.suggest import closest
from notes_site.yaml.yaml_map import YamlMap


class Network(Struct, frozen=True, kw_only=True):
    """A site that authors have an account at."""

    name: str
    """As readers know it."""

    url: str
    """Address of an account, with `{}` for what an author writes."""

    example: str
    icon: str = ""
    """Name of the file in Simple Icons; empty for one that is drawn here."""

    form: str = r"[\w.~+-]+"
    """Pattern of what an author writes, without a leading `@`."""


FEED = "feed"
EMAIL = "email"

NETWORKS: Mapping[str, Network] = {
    "github": Network(name="GitHub", url="https://github.com/{}", example="ada", icon="github"),
    "gitlab": Network(name="GitLab", url="https://gitlab.com/{}", example="ada", icon="gitlab"),
    "gitee": Network(name="Gitee", url="https://gitee.com/{}", example="ada", icon="gitee"),
    "codeberg": Network(
        name="Codeberg", url="https://codeberg.org/{}", example="ada", icon="codeberg"
    ),
    "scholar": Network(
        name="Google Scholar",
        url="https://scholar.google.com/citations?user={}",
        example="qc6CJjYAAAAJ",
        icon="googlescholar",
    ),
    "semanticscholar": Network(
        name="Semantic Scholar",
        url="https://www.semanticscholar.org/author/{}",
        example='"1741101"',
        icon="semanticscholar",
        form=r"[\w-]+(?:/\d+)?",
    ),
    "dblp": Network(
        name="dblp",
        url="https://dblp.org/pid/{}",
        example="12/3456",
        icon="dblp",
        form=r"\w+/[\w-]+",
    ),
    "arxiv": Network(
        name="arXiv", url="https://arxiv.org/a/{}", example="lovelace_a_1", icon="arxiv"
    ),
    "orcid": Network(
        name="ORCID",
        url="https://orcid.org/{}",
        example="0000-0002-1825-0097",
        icon="orcid",
        form=r"(?:\d{4}-){3}\d{3}[\dX]",
    ),
    "openreview": Network(
        name="OpenReview", url="https://openreview.net/profile?id={}", example="~Ada_Lovelace1"
    ),
    "researchgate": Network(
        name="ResearchGate",
        url="https://www.researchgate.net/profile/{}",
        example="Ada-Lovelace",
        icon="researchgate",
    ),
    "huggingface": Network(
        name="Hugging Face", url="https://huggingface.co/{}", example="ada", icon="huggingface"
    ),
    "kaggle": Network(name="Kaggle", url="https://www.kaggle.com/{}", example="ada", icon="kaggle"),
    "stackoverflow": Network(
        name="Stack Overflow",
        url="https://stackoverflow.com/users/{}",
        example='"1234567"',
        icon="stackoverflow",
        form=r"\d+(?:/[\w-]+)?",
    ),
    "zhihu": Network(
        name="知乎", url="https://www.zhihu.com/people/{}", example="ada", icon="zhihu"
    ),
    "bilibili": Network(
        name="哔哩哔哩",
        url="https://space.bilibili.com/{}",
        example='"12345678"',
        icon="bilibili",
        form=r"\d+",
    ),
    "weibo": Network(name="微博", url="https://weibo.com/{}", example="ada", icon="sinaweibo"),
    "douban": Network(
        name="豆瓣", url="https://www.douban.com/people/{}/", example="ada", icon="douban"
    ),
    "xiaohongshu": Network(
        name="小红书",
        url="https://www.xiaohongshu.com/user/profile/{}",
        example="5f0000000000000001000000",
        icon="xiaohongshu",
    ),
    "juejin": Network(
        name="掘金",
        url="https://juejin.cn/user/{}",
        example='"1234567890"',
        icon="juejin",
        form=r"\d+",
    ),
    "csdn": Network(name="CSDN", url="https://blog.csdn.net/{}", example="ada", icon="csdn"),
    "x": Network(name="X", url="https://x.com/{}", example="ada", icon="x", form=r"\w{1,15}"),
    "mastodon": Network(
        name="Mastodon",
        url="https://{host}/@{name}",
        example='"@ada@mastodon.social"',
        icon="mastodon",
        form=r"(?P<name>[\w.-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)",
    ),
    "bluesky": Network(
        name="Bluesky",
        url="https://bsky.app/profile/{}",
        example="ada.bsky.social",
        icon="bluesky",
        form=r"[\w-]+(?:\.[\w-]+)+",
    ),
    "threads": Network(
        name="Threads", url="https://www.threads.com/@{}", example="ada", icon="threads"
    ),
    "linkedin": Network(
        name="LinkedIn", url="https://www.linkedin.com/in/{}", example="ada-lovelace"
    ),
    "youtube": Network(
        name="YouTube", url="https://www.youtube.com/@{}", example="ada", icon="youtube"
    ),
    "telegram": Network(name="Telegram", url="https://t.me/{}", example="ada", icon="telegram"),
    "discord": Network(
        name="Discord", url="https://discord.gg/{}", example="aBcDeF", icon="discord"
    ),
    "medium": Network(name="Medium", url="https://medium.com/@{}", example="ada", icon="medium"),
    "substack": Network(
        name="Substack",
        url="https://{}.substack.com",
        example="ada",
        icon="substack",
        form=r"[\w-]+",
    ),
    "reddit": Network(
        name="Reddit", url="https://www.reddit.com/user/{}", example="ada", icon="reddit"
    ),
}
"""Key of `social` → the site; where one has no icon in the set, a link is drawn."""

_SYNONYMS = {
    "twitter": "x",
    "rss": FEED,
    "atom": FEED,
    "mail": EMAIL,
    "e-mail": EMAIL,
    "googlescholar": "scholar",
    "google_scholar": "scholar",
    "hf": "huggingface",
    "hugging_face": "huggingface",
    "bsky": "bluesky",
    "stack_overflow": "stackoverflow",
    "sina": "weibo",
    "b站": "bilibili",
    "知乎": "zhihu",
    "微博": "weibo",
}
"""What other themes call these."""

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_EMAIL = re.compile(r"[^\s@<>\"?&]+@[^\s@<>\"?&]+\.[^\s@<>\"?&]+")


def find_account(network: str, written: str) -> tuple[str, str] | None:
    """Return the key of `social` for an account as other tools write it, and what to write there.

    Args:
        network: name of the site as they have it, in any case; may be empty where `written` is an address.
        written: name of the account, its address, or an e-mail address.
    """
    written = written.strip()
    key = _SYNONYMS.get(network.lower(), network.lower())
    if _EMAIL.fullmatch(written.removeprefix("mailto:")):
        return EMAIL, written.removeprefix("mailto:")
    if not _WEB_ADDRESS.fullmatch(written):
        known = NETWORKS.get(key)
        is_account = known and re.fullmatch(known.form, written.removeprefix("@"), re.ASCII)
        return (key, written) if is_account else None
    host = _bare_host(written)
    for key, known in NETWORKS.items():
        if "{host}" in known.url:
            continue
        head, _, tail = known.url.partition("{}")
        pattern = (
            rf"{re.escape(_bare_host(head) + _behind_host(head))}({known.form}){re.escape(tail)}/?"
        )
        bare = host + _behind_host(written)
        if match := re.fullmatch(pattern, bare, re.ASCII):
            return key, match[1]
        if host == _bare_host(head) and host:
            return key, written
    return None


_OTHER_HOSTS = {"twitter.com": "x.com", "scholar.google.com.hk": "scholar.google.com"}


def _bare_host(address: str) -> str:
    host = urlsplit(address).netloc.lower().removeprefix("www.").removeprefix("m.")
    return _OTHER_HOSTS.get(host, host)


def _behind_host(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class Account(Struct, frozen=True, kw_only=True):
    """One link of `social`."""

    network: str
    """Key of `NETWORKS`, or `EMAIL`, or `FEED`."""

    url: str
    """Empty for the feed, of which each language has its own."""


def read_social(site: YamlMap) -> tuple[Account, ...]:
    """Return the section `social` in its order."""
    section = site.map("social")
    accounts = []
    for key in section.keys([*NETWORKS, EMAIL, FEED]):
        if key not in section:
            continue
        if key == FEED:
            if section.boolean(key, default=True):
                accounts.append(Account(network=FEED, url=""))
        elif key == EMAIL:
            written = section.text(key).removeprefix("mailto:")
            if not _EMAIL.fullmatch(written):
                section.report(key, f"`{written}` is no e-mail address; write ada@example.org")
            accounts.append(Account(network=EMAIL, url=f"mailto:{written}"))
        elif key in NETWORKS:
            accounts.append(Account(network=key, url=_account_url(section, key)))
        else:
            close = _SYNONYMS.get(key.lower()) or closest(key, [*NETWORKS, EMAIL, FEED])
            remedy = f"write `{close}`" if close else "link to other sites in `navigation`"
            section.report(key, f"unknown key `social.{key}`; {remedy}")
    section.reject_unread()
    return tuple(accounts)


def _account_url(section: YamlMap, key: str) -> str:
    """Return the address of an account, of which an author writes the name or the whole."""
    written = section.text(key)
    if _WEB_ADDRESS.fullmatch(written):
        return written
    network = NETWORKS[key]
    match = re.fullmatch(network.form, written.removeprefix("@"), re.ASCII)
    if match is None:
        remedy = f"write {key}: {network.example}, or the whole address as https://…"
        section.report(key, f"`{written}` is no name at {network.name}; {remedy}")
        return ""
    return network.url.format(match[0], **match.groupdict())
