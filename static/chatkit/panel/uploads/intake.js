// @ts-check
/** How files come in: by a button, dropped on the panel, or pasted into the field. */
import { h, icon } from "../dom.js";
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
      "aria-label": "Attach files",
      title: "Attach files",
    },
    icon("attach"),
    chooser,
  );
  chooser.addEventListener("change", () => {
    add([...(chooser.files ?? [])]);
    chooser.value = ""; // the same file may be chosen again
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
export function takeFiles(panel, field, add) {
  /** @param {DragEvent} event */
  const hasFiles = ({ dataTransfer }) =>
    Boolean(dataTransfer?.types.includes("Files"));
  /** @param {boolean} on */
  const mark = (on) => panel.classList.toggle("dropping", on);
  panel.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault(); // else the browser opens the file in place of the page
    mark(true);
  });
  panel.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!panel.contains(/** @type {Node | null} */ (relatedTarget)))
      mark(false);
  });
  panel.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(false);
    add(event.dataTransfer?.files ?? []);
  });
  field.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    add(files);
  });
}
