// @ts-check
/** A form with questions of the assistant. */
import { strings } from "../../i18n/i18n.js";
import { h } from "../dom.js";
import { orNotShown } from "./not-shown.js";

/** @typedef {import("../../chat/types.js").InputAnswer} InputAnswer */
/** @typedef {import("../../chat/types.js").Input} Input */
/** @typedef {import("../../chat/types.js").Item} Item */

/** @type {import("./types.js").Render} */
export function structuredInput({ id, status, inputs = [] }, { handlers }) {
  if (status !== "pending") return [answerList(inputs)];
  const submit = h("button", { class: "primary" }, strings.answer);
  const skip = h("button", { type: "button" }, strings.skip);
  const form = h(
    "form",
    { class: "card" },
    h(
      "fieldset",
      {},
      ...inputs.map((input) => orNotShown(() => field(input))),
      h("div", { class: "buttons" }, submit, skip),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    handlers.answerInputs(
      id,
      "answered",
      answersOf(form, inputs.filter(Boolean)),
    );
  });
  skip.addEventListener("click", () =>
    handlers.answerInputs(id, "skipped", {}),
  );
  return [form];
}

/** @param {Input} input */
function field({ id: name, question, description, options, multiple }) {
  if (!options) {
    const hint = description && h("span", { class: "hint" }, description);
    const text = h("textarea", {
      name,
      rows: 2,
      class: "control",
      dir: "auto",
    });
    return h(
      "label",
      { class: "labelled", dir: "auto" },
      question,
      ...[hint || ""],
      text,
    );
  }
  const choices = options.map(({ value }) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: multiple ? "checkbox" : "radio", name, value }),
      h("span", { dir: "auto" }, value),
    ),
  );
  return h(
    "div",
    { class: "labelled", role: "group", "aria-label": question },
    h("span", { "aria-hidden": "true", dir: "auto" }, question),
    ...choices,
    h("input", {
      name: otherName(name),
      class: "control",
      dir: "auto",
      "aria-label": `${question} ${strings.otherAnswer}`,
      placeholder: strings.otherAnswer,
    }),
  );
}

/**
 * @param {HTMLFormElement} form
 * @param {Input[]} inputs
 * @returns {Record<string, InputAnswer>}
 */
function answersOf(form, inputs) {
  const data = new FormData(form);
  const answers = inputs.map(({ id, multiple }) => {
    const chosen = data.getAll(id).map(String);
    const text = String(data.get(otherName(id)) ?? "");
    // Where only one answer is possible, the visitor's own text wins.
    const all = text.trim() && !multiple ? [text] : [...chosen, text];
    const values = all.map((value) => value.trim()).filter(Boolean);
    return [id, { values, skipped: !values.length }];
  });
  return Object.fromEntries(answers);
}

/** @param {string} id the name of the text field beside the choices of an input */
const otherName = (id) => `other than ${id}`;

/** @param {Input[]} inputs */
function answerList(inputs) {
  const pairs = inputs
    .filter(Boolean)
    .flatMap(({ question, answer }) => [
      h("dt", { dir: "auto" }, question),
      h("dd", { dir: "auto" }, answer?.values.join(", ") || strings.skipped),
    ]);
  return h("dl", { class: "card given" }, ...pairs);
}
