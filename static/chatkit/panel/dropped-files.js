// @ts-check
/** A file that is dropped beside the panel does not replace the page. */

/** @param {DragEvent} event */
export const hasFiles = ({ dataTransfer }) =>
  Boolean(dataTransfer?.types.includes("Files"));

/**
 * @param {() => boolean} isOpen
 * @param {AbortSignal} signal
 */
export function keepPage(isOpen, signal) {
  /** @param {DragEvent} event */
  const refuse = (event) => {
    const [target] = event.composedPath();
    const isField = target instanceof HTMLInputElement;
    if (!isOpen() || event.defaultPrevented || isField || !hasFiles(event))
      return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", refuse, { signal });
  addEventListener("drop", refuse, { signal });
}
