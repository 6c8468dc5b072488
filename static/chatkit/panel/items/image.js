// @ts-check
/** Images in a conversation: from this site, the chat server, and listed sites. */
import { strings } from "../../i18n/i18n.js";
import { originOf, parseUrl } from "../../chat/urls.js";
import { h } from "../dom.js";

const INLINE = /^data:image\/(?:gif|jpeg|png|webp);base64,/;
const origins = new Set([location.origin]);

/** @param {import("../../chat/types.js").Configuration} configuration */
export function allowImages({ url, image_origins = [] }) {
  for (const origin of [originOf(url), ...image_origins]) origins.add(origin);
}

/** @param {unknown} address */
export function isAllowedImage(address) {
  const url = parseUrl(String(address), document.baseURI);
  if (!url) return false;
  const isAny = origins.has("*") && url.protocol === "https:";
  return isAny || origins.has(url.origin) || INLINE.test(url.href);
}

/**
 * Shows the text instead when the image does not load.
 * @param {string} src
 * @param {string} alt
 */
export function image(src, alt) {
  const element = h("img", {
    class: "picture",
    src,
    alt,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  element.addEventListener("error", () =>
    element.replaceWith(h("span", { class: "document" }, alt)),
  );
  return element;
}

/** @type {import("./types.js").Render} */
export const generatedImage = ({ image: generated }) =>
  generated && isAllowedImage(generated.url)
    ? [image(generated.url, strings.generatedImage)]
    : [];
