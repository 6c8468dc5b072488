// @ts-check
/** Images in a conversation, from this site or over HTTPS. */
import { strings } from "../../i18n/i18n.js";
import { originOf } from "../../chat/urls.js";
import { h } from "../dom.js";

/** @param {string} url */
export const isAllowedImage = (url) =>
  URL.canParse(url, document.baseURI) &&
  (originOf(url) === location.origin ||
    new URL(url, document.baseURI).protocol === "https:");

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
