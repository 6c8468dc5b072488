// @ts-check

/** @param {string} html @returns {HTMLElement} */
export function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return /** @type {HTMLElement} */ (template.content.firstElementChild);
}
