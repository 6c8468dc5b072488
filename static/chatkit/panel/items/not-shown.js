// @ts-check
/** The line in place of what can't be shown: of an unknown kind, or malformed. */
import { strings } from "../../i18n/i18n.js";
import { h } from "../dom.js";

/** @param {unknown} error for the owner, in the console */
export function notShown(error) {
  console.error("[AgentKit]", error);
  return h("p", { class: "caption not-shown" }, strings.notShown);
}

/**
 * @template {Node} Rendered
 * @param {() => Rendered} render
 */
export function orNotShown(render) {
  try {
    return render();
  } catch (error) {
    return notShown(error);
  }
}
