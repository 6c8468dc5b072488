// @ts-check
/** OpenAI's script, which has no versions: it is always the newest. */
import { h } from "../panel/dom.js";

export const CDN = "https://cdn.platform.openai.com";
export const SCRIPT = `${CDN}/deployments/chatkit/chatkit.js`;

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
