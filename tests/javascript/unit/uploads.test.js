import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import { formatSize } from "../../../static/chatkit/i18n/i18n.js";
import {
  ACCEPT,
  fileError,
} from "../../../static/chatkit/panel/uploads/files.js";

const MB = 1024 ** 2;

test("the limits are known before anything is sent", () => {
  assert.equal(fileError({ name: "job.PDF", size: MB }, MB), "");
  assert.equal(
    fileError({ name: "job.pdf", size: MB + 1 }, MB),
    "A file has at most 1 MB.",
  );
  assert.match(
    fileError({ name: "run.exe", size: 2 }, MB),
    /^Only PDF, Word \(DOCX\), text,/,
  );
  assert.equal(
    fileError({ name: "job.txt", size: 0 }, MB),
    "The file is empty.",
  );
});

test("the file dialog offers the same types", () => {
  assert.equal(ACCEPT, ".pdf,.docx,.txt,.png,.jpg,.jpeg,.webp");
});

for (const [bytes, text] of [
  [0, "0 kB"],
  [1, "1 kB"],
  [1536, "2 kB"],
  [MB, "1 MB"],
  [1.5 * MB, "1.5 MB"],
]) {
  test(`${bytes} bytes are ${text}`, () => {
    assert.equal(formatSize(bytes), text);
  });
}
