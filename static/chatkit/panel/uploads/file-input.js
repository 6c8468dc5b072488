// @ts-check
/** Takes files from a button, dropped on the panel, or pasted into the field. */
import { strings } from "../../i18n/i18n.js";
import { h, icon } from "../dom.js";
import { hasFiles } from "../dropped-files.js";
import { ACCEPT } from "./files.js";

/**
 * @param {(files: Iterable<File>) => void} add
 * @returns {HTMLElement} the button
 */
export function attachButton(add) {
  const chooser = h("input", {
    type: "file",
    multiple: true,
    accept: ACCEPT,
    hidden: true,
  });
  const button = h(
    "button",
    {
      type: "button",
      class: "tool attach",
      "aria-label": strings.attachFiles,
      title: strings.attachFiles,
    },
    icon("attach"),
    chooser,
  );
  chooser.addEventListener("change", () => {
    add([...(chooser.files ?? [])]);
    chooser.value = ""; // so that the same file can be chosen again
  });
  chooser.addEventListener("click", (event) => event.stopPropagation());
  button.addEventListener("click", () => chooser.click());
  return button;
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} field
 * @param {(files: Iterable<File>) => void} add
 */
export function acceptFiles(panel, field, add) {
  /** @param {boolean} on */
  const highlight = (on) => panel.classList.toggle("dropping", on);
  panel.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault(); // else the browser opens the file
    highlight(true);
  });
  panel.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!panel.contains(/** @type {Node | null} */ (relatedTarget)))
      highlight(false);
  });
  panel.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    highlight(false);
    add(event.dataTransfer?.files ?? []);
  });
  field.addEventListener("paste", (event) => {
    const { clipboardData } = event;
    // Word processors add a picture of the text.
    const text = clipboardData?.getData("text/plain").trim();
    if (text || !clipboardData?.files.length) return;
    event.preventDefault();
    const { files } = clipboardData;
    add(files);
  });
}
