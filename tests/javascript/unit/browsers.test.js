/** What browsers of the last four years have, where types don't say it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const STATIC = new URL("../../../static/", import.meta.url);
const read = (path) => readFileSync(new URL(path, STATIC), "utf8");
const files = (suffix) =>
  readdirSync(new URL("chatkit/", STATIC), { recursive: true })
    .filter((path) => path.endsWith(suffix))
    .map((path) => `chatkit/${path}`);
const withoutComments = (source) =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/(?<![:"'`])\/\/.*$/gm, "");

test("no style depends on what came to browsers since", () => {
  for (const path of files(".css")) {
    const style = withoutComments(read(path)).replaceAll(
      /@supports \(color: color-mix[\s\S]*?\n\}/g,
      "",
    );
    assert.doesNotMatch(
      style,
      /light-dark\(|color-mix\(|:has\(|\(scripting:|@scope|@starting-style|&/,
      path,
    );
  }
});

test("no module depends on what came to browsers since", () => {
  for (const path of files(".js"))
    assert.doesNotMatch(
      withoutComments(read(path)),
      /URL\.canParse|\(\?<[!=]|checkVisibility\(|AbortSignal\.any|requestIdleCallback|\/[a-z]*v[a-z]*\.(?:test|exec)/,
      path,
    );
});

test("the launcher can say in browsers of 2018 that they are too old", () => {
  for (const path of [
    "launcher.js",
    ...["en", "i18n", "languages"].map((name) => `i18n/${name}.js`),
  ])
    assert.doesNotMatch(
      withoutComments(read(`chatkit/${path}`)),
      /\?\.|\?\?|\|\|=|catch \{|#\w+[ =(;]|globalThis|\.at\(/,
      path,
    );
  assert.doesNotMatch(
    read("chatkit/i18n/nomodule.js"),
    /=>|\b(?:const|let)\b|`/,
  );
});

test("the parser is what npm publishes, without the link to its source map", () => {
  const published = readFileSync(
    new URL("../node_modules/marked/lib/marked.esm.js", import.meta.url),
    "utf8",
  ).replace(/^\/\/# sourceMappingURL.*\n/m, "");

  assert.equal(read("vendor/marked/marked.esm.js"), published);
});
