"""The page in another theme than the server's, which would take a server for each."""

from playwright.sync_api import Page

REPLACE = """async (theme) => {
  const font = theme === "classic" ? "serif" : "sans";
  for (const [part, name] of [["themes/", theme], ["fonts/", font]]) {
    const link = document.querySelector(`link[rel=stylesheet][href*="${part}"]`);
    const href = link.href.replace(/\\/\\w+\\.css/, `/${name}.css`);
    if (href === link.href) continue;
    const loaded = new Promise((done) => (link.onload = done));
    link.href = href;
    await loaded;
  }
}"""


def wear(page: Page, theme: str) -> None:
    page.evaluate(REPLACE, theme)
