// @ts-check
/** OpenAI's script. It is always the newest: there are no versions to choose from. */
import { h } from "../panel/dom.js";

export const CDN = "https://cdn.platform.openai.com";
export const SCRIPT = `${CDN}/deployments/chatkit/chatkit.js`;

/** Load it, once; rejects where it is blocked. */
export async function load() {
  if (customElements.get("openai-chatkit")) return;
  const script = h("script", { src: SCRIPT, async: true });
  await new Promise((done, failed) => {
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  await customElements.whenDefined("openai-chatkit");
}
