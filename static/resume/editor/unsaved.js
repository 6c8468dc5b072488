// @ts-check
/** Knows which forms hold what is not saved, and warns of leaving them. */

/** @type {WeakMap<HTMLFormElement, string>} */
const saved = new WeakMap();

/** @param {HTMLFormElement} form */
function contentOf(form) {
  const pairs = [...new FormData(form)].filter(
    ([name, value]) =>
      name !== "csrfmiddlewaretoken" && !(name === "highlight_id" && !value),
  );
  return JSON.stringify(
    pairs.filter(([name, value]) => name !== "highlight" || value),
  );
}

/** @param {HTMLFormElement} form @returns {boolean} */
export const isUnsaved = (form) =>
  saved.has(form) && saved.get(form) !== contentOf(form);

/** @param {HTMLFormElement} form @param {boolean} isSaved */
export function remember(form, isSaved) {
  saved.set(form, isSaved ? contentOf(form) : "");
  show(form);
}

/** Mark the card of a form. @param {HTMLFormElement} form */
export function show(form) {
  const badge = form.closest(".desk-card")?.querySelector(".desk-unsaved");
  if (badge instanceof HTMLElement) badge.hidden = !isUnsaved(form);
}

addEventListener("beforeunload", (event) => {
  const forms = document.querySelectorAll("form.desk-form");
  for (const form of forms)
    if (isUnsaved(/** @type {HTMLFormElement} */ (form))) event.preventDefault();
});
