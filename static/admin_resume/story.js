// @ts-check
/** The story's form: a preview while typing, pictures, a warning before text is lost. */

const form = /** @type {HTMLFormElement} */ (document.querySelector("#story-form"));
const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
const preview = /** @type {HTMLElement} */ (document.querySelector("#story-preview"));
const token = /** @type {HTMLInputElement} */ (
  form.elements.namedItem("csrfmiddlewaretoken")
).value;
const PAUSE = 400; // milliseconds
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

async function show() {
  const body = new FormData();
  body.set("text", text.value);
  const response = await post(form.dataset.preview, body).catch(() => null);
  if (response?.ok) preview.innerHTML = await response.text();
}

form.addEventListener("input", () => {
  isChanged = true;
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
form.addEventListener("submit", () => {
  isChanged = false;
});
addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});

const pictures = /** @type {HTMLFormElement | null} */ (
  document.querySelector("#picture-form")
);
const status = document.querySelector("#picture-status");
if (pictures) pictures.hidden = false;
pictures?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = new FormData(pictures);
  const response = await post(form.dataset.picture, sent).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (!response?.ok) {
    const message = answer?.message ?? answer?.error?.message;
    if (status) {
      status.textContent =
        message ?? "The picture was not added. Log in again in another tab, then retry.";
    }
    return;
  }
  text.setRangeText(`\n\n${answer.markdown}\n\n`, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  pictures.reset();
  if (status) status.textContent = "Added. Save the story to keep it.";
});
