// @ts-check
/** OpenAI's script, which has no versions: it is always the newest. */
import { h } from "../panel/dom.js";

export const CDN = "https://cdn.platform.openai.com";
export const SCRIPT = `${CDN}/deployments/chatkit/chatkit.js`;

/**
 * The page's policy blocks a style sheet that the element has inline, unless its hash is in
 * chatkit/widget/sources.py; constructed ones it does not.
 * @param {HTMLElement} element
 */
export function allowStyles({ shadowRoot }) {
  for (const { sheet, textContent } of shadowRoot?.querySelectorAll("style") ??
    []) {
    if (sheet) continue;
    const constructed = new CSSStyleSheet();
    constructed.replaceSync(textContent ?? "");
    shadowRoot?.adoptedStyleSheets.push(constructed);
  }
}

/** Rejects where the script is blocked. */
export async function loadScript() {
  if (customElements.get("openai-chatkit")) return;
  const script = h("script", { src: SCRIPT, async: true });
  await new Promise((done, failed) => {
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  await customElements.whenDefined("openai-chatkit");
}
