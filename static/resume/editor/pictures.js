// @ts-check
/** Pictures that the site does not take as they are. */

const LARGEST = 1600; // pixels of a side
const HEIC = /hei[cf]/i;

/**
 * Why the browser can't read it, in a sentence.
 * @param {File} file @param {number} limit bytes
 */
export function unreadable(file, limit) {
  if (HEIC.test(file.type) || HEIC.test(file.name))
    return "This picture is in the HEIC format, which few browsers show. Save it as JPEG, then choose that file.";
  if (file.size > limit)
    return "This picture is larger than 2 MB, and the browser can't make it smaller. Choose another one.";
  return "This file is not a picture that can be shown. Choose a PNG, JPEG, WebP or GIF.";
}

/**
 * The picture in less than the limit.
 * @param {File} file @param {number} limit bytes
 * @returns {Promise<Blob>} rejected with a sentence
 */
export async function shrink(file, limit) {
  if (file.size <= limit) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) throw new Error(unreadable(file, limit));
  const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error(unreadable(file, limit)))),
      "image/jpeg",
      0.85,
    ),
  );
}
