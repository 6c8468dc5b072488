// @ts-check
/** The story's form: a preview while typing, pictures, a warning before text is lost. */

import { shrink } from "./pictures.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#story-form"));
const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
const preview = /** @type {HTMLElement} */ (document.querySelector("#story-preview"));
const token = /** @type {HTMLInputElement} */ (
  form.elements.namedItem("csrfmiddlewaretoken")
).value;
const PAUSE = 400; // milliseconds
/** @type {Record<number, string>} */
const REFUSED = {
  403: "The picture was not added. Log in again in another tab, then retry.",
  413: "The picture was not added: it is more than the site takes. Choose a smaller one.",
  500: "The picture was not added. Retry in a moment.",
};
let isChanged = false;
let timer = 0;

/**
 * @param {string | undefined} url
 * @param {FormData} body
 */
function post(url, body) {
  return fetch(url ?? "", {
    method: "POST",
    headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" },
    redirect: "error",
    body,
  });
}

const long = document.querySelector("#story-long");

const limit = Number(form.dataset.limit);

function warn() {
  const length = text.value.length;
  const said = `It has ${length.toLocaleString("en")} characters; ${limit.toLocaleString("en")} fit. Make it shorter before you save.`;
  if (long) long.textContent = length > limit ? said : "";
}

async function show() {
  if (text.value.length > limit) return;
  const body = new FormData();
  body.set("text", text.value);
  const response = await post(form.dataset.preview, body).catch(() => null);
  if (response?.ok) preview.innerHTML = await response.text();
}

form.addEventListener("input", () => {
  isChanged = true;
  warn();
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
form.addEventListener("submit", () => {
  isChanged = false;
});
addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});

/** @param {string} before @param {string} [after] around what is selected */
function insert(before, after = "") {
  const { selectionStart: start, selectionEnd: end } = text;
  const isAtStart = !text.value.slice(0, start).trim();
  const opening = isAtStart ? before.trimStart() : before;
  const selected = text.value.slice(start, end);
  text.setRangeText(opening + selected + after, start, end, "end");
  if (!selected) text.selectionEnd -= after.length;
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

text.setSelectionRange(text.value.length, text.value.length);
const tools = form.querySelector(".desk-tools");
if (tools instanceof HTMLElement) tools.hidden = false;
tools?.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  const { before, after } = button?.dataset ?? {};
  if (before) insert(before, after);
});

const dialog = /** @type {HTMLDialogElement | null} */ (
  document.querySelector("#picture-dialog")
);
const pictures = dialog?.querySelector("form");
/** @param {string} id @param {string} said */
function say(id, said) {
  const status = document.getElementById(id);
  if (status) status.textContent = said;
}
document
  .getElementById("picture-open")
  ?.addEventListener("click", () => dialog?.showModal());
document
  .getElementById("picture-cancel")
  ?.addEventListener("click", () => dialog?.close());
pictures?.addEventListener("submit", (event) => {
  event.preventDefault();
  add(pictures).then(
    () => say("picture-added", "Added. Save the story to keep it."),
    (error) => say("picture-status", error.message),
  );
});

/** @param {HTMLFormElement} pictures */
async function add(pictures) {
  const sent = new FormData(pictures);
  const file = /** @type {File} */ (sent.get("picture"));
  sent.set("picture", await shrink(file, Number(pictures.dataset.limit)), file.name);
  const response = await post(form.dataset.picture, sent).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (!response?.ok)
    throw new Error(answer?.message ?? REFUSED[response?.status ?? 500] ?? REFUSED[500]);
  pictures.reset();
  say("picture-status", "");
  dialog?.close();
  const { length } = text.value;
  const line = text.value.indexOf("\n", text.selectionEnd);
  const end = line < 0 ? length : line; // a picture stands between paragraphs
  text.setSelectionRange(end, end);
  insert(`\n\n${answer.markdown}\n\n`);
}
