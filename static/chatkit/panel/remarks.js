// @ts-check
/** What is said below a conversation: notices of the server, and what went wrong. */
import { h, update } from "./dom.js";
import { markdown } from "./markdown.js";

/** @typedef {import("./chat.js").Failure} Failure */
/** @typedef {import("./types.js").Notice} Notice */

/** @param {Notice} notice */
export function spokenNotice({ title, message }) {
  const blocks = markdown(message, () => new Text());
  const text = blocks.map((block) => block.textContent).join("\n");
  return title ? `${title}: ${text}` : text;
}

/**
 * @param {HTMLElement} place
 * @param {Notice[]} notices
 */
export function drawNotices(place, notices) {
  const drawn = notices.map(({ level, title, message }) =>
    h(
      "div",
      { class: "notice", "data-level": level },
      ...(title ? [h("strong", {}, title)] : []),
      ...markdown(message, () => new Text()),
    ),
  );
  place.hidden = !drawn.length;
  update(place, drawn);
}

/**
 * @param {HTMLElement} place
 * @param {Failure | undefined} failure
 * @param {() => void} retried
 */
export function drawFailure(place, failure, retried) {
  const { retry, message } = failure ?? {};
  place.hidden = !failure;
  place.replaceChildren(h("p", {}, message ?? ""));
  if (!retry) return;
  const again = h("button", { type: "button" }, "Retry");
  again.addEventListener("click", () => {
    retried();
    retry();
  });
  place.append(again);
}
