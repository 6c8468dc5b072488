// @ts-check
/** A photograph is cut to a square and made small before it is sent. */

import { noteChange } from "./cards.js";
import { element } from "./element.js";
import { unreadable } from "./pictures.js";
import { Refused, send } from "./send.js";

const SIDE = 640; // pixels of what is sent
const SHOWN = 224;

const CROP = `<div class="desk-crop">
  <canvas width="${SHOWN}" height="${SHOWN}" role="img" aria-label="What is shown of the photograph"></canvas>
  <div>
    <label>Zoom <input type="range" data-crop="zoom" min="1" max="4" step="0.05" value="1"></label>
    <label>Left or right <input type="range" data-crop="x" min="0" max="1" step="0.01" value="0.5"></label>
    <label>Up or down <input type="range" data-crop="y" min="0" max="1" step="0.01" value="0.5"></label>
  </div>
</div>`;

/** @type {WeakMap<HTMLFormElement, ImageBitmap>} */
const pictures = new WeakMap();

/** @param {HTMLFormElement} form @param {HTMLCanvasElement} canvas */
function draw(form, canvas) {
  const picture = /** @type {ImageBitmap} */ (pictures.get(form));
  const value = (/** @type {string} */ name) =>
    Number(
      /** @type {HTMLInputElement} */ (
        form.querySelector(`[data-crop="${name}"]`)
      ).value,
    );
  const side = Math.min(picture.width, picture.height) / value("zoom");
  const left = (picture.width - side) * value("x");
  const top = (picture.height - side) * value("y");
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d")
  );
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(
    ...[picture, left, top, side, side],
    ...[0, 0, canvas.width, canvas.height],
  );
}

/** @param {HTMLFormElement} form @returns {HTMLCanvasElement} */
const canvasOf = (form) =>
  /** @type {HTMLCanvasElement} */ (form.querySelector(".desk-crop canvas"));

/** @param {HTMLFormElement} form @param {string} text */
function tell(form, text) {
  const status = form.querySelector("[data-status]");
  if (status) status.textContent = text;
}

/** @param {HTMLFormElement} form @param {File} [file] */
async function choose(form, file) {
  form.querySelector(".desk-crop")?.remove();
  pictures.delete(form);
  tell(form, "");
  if (!file) return;
  try {
    pictures.set(form, await createImageBitmap(file));
  } catch {
    tell(form, unreadable(file, Number(form.dataset.limit)));
    return;
  }
  form.querySelector(".desk-buttons")?.before(element(CROP));
  draw(form, canvasOf(form));
}

/** @param {HTMLFormElement} form @returns {Promise<Blob>} */
function cropped(form) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  draw(form, canvas);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Refused("The browser could not cut the picture. Choose another one."))),
      "image/jpeg",
      0.9,
    ),
  );
}

/** @param {HTMLFormElement} form */
async function upload(form) {
  const data = new FormData();
  if (form.dataset.limit) {
    if (!pictures.has(form)) throw new Refused("Choose a picture first.");
    data.set("photo", await cropped(form), "photograph.jpg");
  }
  const card = /** @type {HTMLElement} */ (form.closest(".desk-card"));
  const fresh = element(await (await send(form.action, data)).text());
  // The form of the basics stays as it is: it may hold what is not saved.
  for (const part of [".desk-top", ".desk-photos"])
    card.querySelector(part)?.replaceWith(
      /** @type {Element} */ (fresh.querySelector(part)),
    );
  noteChange();
}

/**
 * Use the picture that was chosen in the card, as saving the card means to.
 * @param {HTMLElement} card
 * @returns {Promise<boolean>} whether there is none that could not be used
 */
export async function useChosen(card) {
  /** @type {HTMLFormElement | null} */
  const form = card.querySelector("form[data-photo][data-limit]");
  if (!form || !pictures.has(form)) return true;
  try {
    await upload(form);
    return true;
  } catch (error) {
    tell(form, /** @type {Error} */ (error).message);
    return false;
  }
}

/** @param {HTMLElement} editor */
export function watchPhoto(editor) {
  editor.addEventListener("change", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const form = field.closest("form");
    if (field.name === "photo" && form) choose(form, field.files?.[0]);
  });
  editor.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const form = field.closest("form");
    if (field.dataset.crop && form) draw(form, canvasOf(form));
  });
  editor.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-photo]")) return;
    event.preventDefault();
    upload(form).catch((error) => tell(form, error.message));
  });
}
