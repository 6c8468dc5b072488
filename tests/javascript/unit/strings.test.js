import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const WIDGET = new URL("../../../static/chatkit/", import.meta.url);
// client-errors.js speaks to the owner, in the console.
const EXEMPT = /^(i18n\/|openai\/client-errors\.js)/;

// Where a text that a visitor sees or hears is passed; \p{L} begins a literal word.
const LITERAL = [
  /["'`]?(?:aria-label|title|placeholder|alt|label)["']?\s*:\s*["'`]\s*\p{L}/gu,
  /(?:iconButton|textButton|announce|showNote|setTopic|ChatError)\(\s*["'`]\s*\p{L}/gu,
  /(?:textContent|ariaLabel|title|placeholder|message)\s*=\s*["'`]\s*\p{L}/gu,
  /\bh\(\s*"[\w-]+",\s*(?:\{[^{}]*\}|[\w.]+),\s*["'`]\s*\p{L}/gu,
  /["'`](?:\p{Lu}\p{Ll}+|\p{L}+(?:\$\{\w+\})?) [^"'`\n]*\p{L}{2}[^"'`\n]*[.…!?]["'`]/gu,
];

// The console and the details of a failure are for the owner.
const forVisitors = (source) =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/(?<![:"'`])\/\/.*$/gm, "")
    .replaceAll(/(?:console\.error|\.fail)\([^;]*;/g, "");

const literals = (source) =>
  LITERAL.flatMap((pattern) => forVisitors(source).match(pattern) ?? []);

test("every string for visitors is in i18n/", () => {
  const modules = readdirSync(WIDGET, { recursive: true }).filter(
    (path) => path.endsWith(".js") && !EXEMPT.test(path),
  );

  assert.ok(modules.length > 20);
  for (const path of modules) {
    const source = readFileSync(new URL(path, WIDGET), "utf8");
    assert.deepEqual(literals(source), [], path);
  }
});

for (const source of [
  'h("p", {}, "Not sent")',
  'h("button", { type: "button" }, "Retry")',
  'h("button", attributes, `Delete ${name}`)',
  '{ "aria-label": "Send" }',
  'iconButton("Close", "close", close)',
  'field.placeholder = "Your name";',
  'const LOST = "The connection was lost.";',
]) {
  test(`${source} would be found`, () => {
    assert.equal(literals(source).length, 1);
  });
}
