// @ts-check
/** The arrow keys lead to the story before and to the next. */

/**
 * @param {KeyboardEvent} event
 * @param {ParentNode} root what shows the story
 * @returns {HTMLAnchorElement | null}
 */
export function neighbour(event, root) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const isRtl = document.documentElement.dir === "rtl";
  const keys = isRtl ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  const rel = ["prev", "next"][keys.indexOf(event.key)];
  return rel ? root.querySelector(`.story-others a[rel="${rel}"]`) : null;
}
