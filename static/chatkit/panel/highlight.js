// @ts-check
/** Highlights the element on the page that an answer cites. */

const DURATION = 4000; // milliseconds

/** @type {WeakMap<Element, number>} */
const timers = new WeakMap();

/**
 * @param {HTMLElement} element
 * @param {{ focus(): void }} citation gets the focus back on Escape
 */
export function highlight(element, citation) {
  if (element.tabIndex < 0) element.tabIndex = -1; // focusable by script only
  element.focus({ preventScroll: true });
  const blurred = new AbortController();
  const { signal } = blurred;
  element.addEventListener("blur", () => blurred.abort(), { signal });
  element.addEventListener(
    "keydown",
    ({ key }) => key === "Escape" && citation.focus(),
    { signal },
  );
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({
    behavior: still ? "instant" : "smooth",
    block: "center",
  });
  element.classList.add("is-cited");
  clearTimeout(timers.get(element));
  timers.set(
    element,
    setTimeout(() => element.classList.remove("is-cited"), DURATION),
  );
}
