// @ts-check
/** Show the visitor the element on the page that an answer cites. */

const SHOWN_FOR = 4000;

/** @type {WeakMap<Element, number>} */
const fading = new WeakMap();

/**
 * @param {HTMLElement} element
 * @param {{ focus(): void }} citation where Escape leads back to
 */
export function reveal(element, citation) {
  if (element.tabIndex < 0) element.tabIndex = -1; // focusable, but no stop of the Tab key
  element.focus({ preventScroll: true });
  const left = new AbortController();
  const { signal } = left;
  element.addEventListener("blur", () => left.abort(), { signal });
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
  clearTimeout(fading.get(element));
  fading.set(
    element,
    setTimeout(() => element.classList.remove("is-cited"), SHOWN_FOR),
  );
}
