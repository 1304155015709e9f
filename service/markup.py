"""A sentence of a model in; the same as plain text out, or why it may not be shown.

What only dresses text goes: Markdown's stars, backticks and links, the simplest tags. What could do anything goes with
its sentence: addresses in whatever form, pictures, other tags. Readers are led to paragraphs by links of our own, and
to nowhere else. The text is never read as markup afterwards; this keeps it from looking like that.
"""

import html
import re
import unicodedata

from corpus.minutes import fold

ADDRESS = "it holds an address"
MARKUP = "it holds markup"


def plain(text: str) -> tuple[str, str]:
    """Return a text as plain text, and what is wrong with it, "" where nothing is."""
    untagged = _TAGS.sub("", fold(html.unescape(text)))
    if _PICTURE.search(untagged):
        return untagged, MARKUP
    shown = _DRESS.sub("", _STARRED.sub(r"\1", _LINK.sub(r"\1", untagged)))
    shown = fold(_UNDERLINED.sub(r"\1", shown))
    if _MARKUP.search(unicodedata.normalize("NFKC", shown)):
        return shown, MARKUP
    # The address that a link leads to tells against its sentence, although it is not shown.
    return shown, ADDRESS if holds_address(shown) or holds_address(untagged) else ""


def holds_address(text: str) -> bool:
    """Return whether a text holds an address of any kind, also one that is written so as not to be recognised."""
    seen = unicodedata.normalize("NFKC", fold(html.unescape(text))).casefold().translate(_DOTS)
    return _ADDRESS.search(seen) is not None


# Characters that IDNA takes for a dot, and slashes of other scripts.
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": ".", "․": ".", "⁄": "/", "∕": "/", "⧸": "/", "：": ":", "＠": "@"})
_ADDRESS = re.compile(
    r"""
      [a-z][a-z0-9+.-]{1,30}\s?:\s?/\s?/                      # any scheme with slashes
    | (?<![a-z])(?:https?|hxxps?|ftp|file|wss?|ipfs|javascript|vbscript|data|mailto|tel|sms|blob|urn|cid)\s?:(?=\S)
    | (?<![\w/:])/{1,2}[\w.-]                                    # a path, or an address without its scheme
    | \\\\[\w.-]                                                # a share
    | \bwww\d?\b
    | [\w.+-]\s?(?:@|[\[({<]\s?at\s?[\])}>])\s?[\w-]                 # e-mail
    | [\w-]\s?[\[({<]\s?(?:\.|dot)\s?[\])}>]\s?[^\W\d_]            # example[.]org
    | \w\s(?:dot\s[^\W\d_]{2,6}|\.\s(?:com|org|net|gov|uk|info|io|co|eu|ru|de|xyz|app|example))\b
    | \w\s\.[^\W\d_]{2}                                         # evil .com
    | [\w\u0300-\u1fff]\.(?!(?:am|pm)\b)(?:[^\W\d_]|[\u0300-\u1fff]){2} # example.org; a full stop has a space after it
    | \bxn--
    | \b\d{1,3}(?:\.\d{1,3}){3}\b                               # 192.0.2.1
    | \[[0-9a-f]{0,4}:[0-9a-f:]{1,39}\]
    | \b[a-z]{2}[\w-]{0,60}/[a-z][\w-]{1,60}/[\w.-]               # a path of three parts; “23/00871/FUL” is none
    | [?&]\w{1,30}=
    | \#\w+[.-]\w
    """,
    re.VERBOSE,
)
_PICTURE = re.compile(r"!\s?\[")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\s?(?:\([^()]{0,500}\)|\[[^\[\]]{0,100}\])")
_TAGS = re.compile(r"</?(?:b|i|u|em|strong|p|br|sup|sub|span|mark|small)\s?/?>", re.IGNORECASE)
_STARRED = re.compile(r"(?<![\w*])\*([^*]{1,300})\*(?![\w*])")
# A star behind a word may be the word's own: “Grade II*”.
_DRESS = re.compile(r"\*{2,3}|(?<!\w)\*|`{1,3}|~~|^#{1,6}\s|^>\s?|(?<=\s)#{1,6}\s")
_UNDERLINED = re.compile(r"(?<!\w)_{1,3}([^_]{1,300})_{1,3}(?!\w)")
# A tag, a comment, a template of any kind, a table, a cross reference that was left over.
_MARKUP = re.compile(
    r"<\s?[a-zA-Z/!?%$]|[a-zA-Z]\s?/?>|&\w{2,10};|&#|\{\{|\{%|\$\{|\\[a-zA-Z(\[]|^\||\|$|\]\s?\(|\]\s?:|\[\[|<\||\|>"
)
