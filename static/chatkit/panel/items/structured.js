// @ts-check
/** Questions that the assistant asks the visitor. */
import { h } from "../dom.js";

/** @typedef {import("../types.js").GivenAnswer} GivenAnswer */
/** @typedef {import("../types.js").Input} Input */
/** @typedef {import("../types.js").Item} Item */

/** @type {import("./drawing.js").Draw} */
export function structuredInput({ id, status, inputs = [] }, { handlers }) {
  if (status !== "pending") return [given(inputs)];
  const submit = h("button", { class: "primary" }, "Answer");
  const skip = h("button", { type: "button" }, "Skip");
  const form = h(
    "form",
    { class: "card" },
    h(
      "fieldset",
      {},
      ...inputs.map(field),
      h("div", { class: "buttons" }, submit, skip),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    handlers.give(id, "answered", answersOf(form, inputs));
  });
  skip.addEventListener("click", () => handlers.give(id, "skipped", {}));
  return [form];
}

/** @param {Input} input */
function field({ id: name, question, description, options, multiple }) {
  if (!options) {
    const hint = description && h("span", { class: "hint" }, description);
    const text = h("textarea", { name, rows: 2, class: "control" });
    return h("label", { class: "labelled" }, question, ...[hint || ""], text);
  }
  const choices = options.map(({ value }) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: multiple ? "checkbox" : "radio", name, value }),
      h("span", {}, value),
    ),
  );
  return h(
    "div",
    { class: "labelled", role: "group", "aria-label": question },
    h("span", { "aria-hidden": "true" }, question),
    ...choices,
    h("input", {
      name: other(name),
      class: "control",
      "aria-label": `${question} Another answer`,
      placeholder: "Another answer",
    }),
  );
}

/**
 * @param {HTMLFormElement} form
 * @param {Input[]} inputs
 * @returns {Record<string, GivenAnswer>}
 */
function answersOf(form, inputs) {
  const data = new FormData(form);
  const answers = inputs.map(({ id, multiple }) => {
    const chosen = data.getAll(id).map(String);
    const own = String(data.get(other(id)) ?? "");
    // Where one answer is taken, the visitor's own words are the one meant.
    const all = own.trim() && !multiple ? [own] : [...chosen, own];
    const values = all.map((value) => value.trim()).filter(Boolean);
    return [id, { values, skipped: !values.length }];
  });
  return Object.fromEntries(answers);
}

/** @param {string} id of an input with choices: the name of the field beside them */
const other = (id) => `other than ${id}`;

/** @param {Input[]} inputs */
function given(inputs) {
  const pairs = inputs.flatMap(({ question, answer }) => [
    h("dt", {}, question),
    h("dd", {}, answer?.values.join(", ") || "Skipped"),
  ]);
  return h("dl", { class: "card given" }, ...pairs);
}
