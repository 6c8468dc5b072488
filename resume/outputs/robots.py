"""``/robots.txt`` with the owner's choice about AI, and ``/sitemap.xml``."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from resume.options import AICrawlers
from resume.outputs.addresses import address, of_key, path_to
from resume.published import Version
from resume.stories.order import in_order

#: https://contentsignals.org
SIGNALS = {
    AICrawlers.ALLOW: "search=yes, ai-input=yes, ai-train=yes",
    AICrawlers.SEARCH_ONLY: "search=yes, ai-input=yes, ai-train=no",
    AICrawlers.REFUSE: "search=yes, ai-input=no, ai-train=no",
}
#: Those of which it is known, by purpose: https://github.com/ai-robots-txt/ai.robots.txt
LEARNING = (
    *("AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended"),
    *("Bytespider", "CCBot", "ChatGLM-Spider", "ClaudeBot"),
    *("cohere-training-data-crawler", "DeepSeekBot", "Diffbot", "FacebookBot"),
    *("Google-CloudVertexBot", "Google-Extended", "GPTBot", "img2dataset"),
    *("meta-externalagent", "omgili", "PanguBot", "TikTokSpider", "Timpibot"),
    *("Webzio-Extended", "YandexAdditional"),
)
ANSWERING = (
    *("Amzn-SearchBot", "Amzn-User", "AzureAI-SearchBot", "bedrockbot"),
    *("ChatGPT-User", "Claude-SearchBot", "Claude-User", "Claude-Web", "cohere-ai"),
    *("DuckAssistBot", "ExaBot", "FirecrawlAgent", "Gemini-Deep-Research"),
    *("Google-NotebookLM", "Kimi-User", "LinkupBot", "meta-externalfetcher"),
    *("MistralAI-User", "OAI-SearchBot", "Perplexity-User", "PerplexityBot"),
    *("PhindBot", "TavilyBot", "YouBot"),
)
REFUSED = {
    AICrawlers.ALLOW: (),
    AICrawlers.SEARCH_ONLY: LEARNING,
    AICrawlers.REFUSE: LEARNING + ANSWERING,
}

ROBOTS = """\
# What may be done with this page; yes is allowed, no is not. https://contentsignals.org
# search: build a search index, and show links and short excerpts
# ai-input: answer a question with it, as assistants do
# ai-train: train or fine-tune a model with it
User-agent: *
{signal}
{contacts}
Allow: /
"""
SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}
</urlset>
"""


def robots(version: Version) -> bytes:
    choice = AICrawlers(version.options.ai_crawlers)
    keys = dict.fromkeys(("", version.canonical, *(key for key, _ in _public(version))))
    contacts = "\n".join(f"Disallow: {_contact(key)}" for key in keys)
    signal = f"Content-Signal: {SIGNALS[choice]}"
    if not REFUSED[choice]:  # it forbids nothing, and older checkers call it invalid
        signal = f"# {signal}"
    text = ROBOTS.format(signal=signal, contacts=contacts)
    if refused := REFUSED[choice]:
        agents = "\n".join(f"User-agent: {name}" for name in refused)
        text += f"\n{agents}\nDisallow: /\n"
    if version.site:
        text += f"\nSitemap: {address(version, 'sitemap')}\n"
    return text.encode()


def _contact(key: str) -> str:
    return path_to("contact", key, channel="email").removesuffix("email")


def _public(version: Version) -> Iterator[tuple[str, Iterable[str]]]:
    """The key of each résumé that anybody may find, and its stories' addresses."""
    if not version.alternates:
        yield version.canonical, (story.slug for story in in_order(version.resume))
    for other in version.alternates:
        yield other.key, other.stories


def sitemap(version: Version) -> bytes | None:
    """None where the site does not know its own address."""
    if not version.site:
        return None
    pages = []
    for key, stories in _public(version):
        pages.append(of_key(version, "page", key))
        pages += [of_key(version, "story", key, slug=slug) for slug in stories]
    urls = (f"  <url><loc>{escape(page)}</loc></url>" for page in pages)
    return SITEMAP.format(urls="\n".join(urls)).encode()
