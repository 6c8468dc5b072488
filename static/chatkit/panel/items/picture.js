// @ts-check
/** Images of a conversation: from this site, or over HTTPS from one that it names. */
import { originOf } from "../addresses.js";
import { h } from "../dom.js";

/** @param {string} address */
export const isPicture = (address) =>
  URL.canParse(address, document.baseURI) &&
  (originOf(address) === location.origin ||
    new URL(address, document.baseURI).protocol === "https:");

/**
 * An image whose address has expired gives way to its name.
 * @param {string} src
 * @param {string} alt
 */
export function picture(src, alt) {
  const image = h("img", {
    class: "picture",
    src,
    alt,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  image.addEventListener("error", () =>
    image.replaceWith(h("span", { class: "document" }, alt)),
  );
  return image;
}

/** @type {import("./drawing.js").Draw} */
export const generated = ({ image }) =>
  image && isPicture(image.url) ? [picture(image.url, "Generated image")] : [];
