import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "./browser.js";
import {
  mark,
  markdown,
  withoutMarks,
} from "../../../static/chatkit/panel/markdown.js";

const render = (text) =>
  html(markdown(text, (number) => new Text(`[${number}]`)));

test("Markdown becomes elements", () => {
  const newTab = 'target="_blank" rel="noopener noreferrer"';

  assert.equal(
    render(
      "One **bold** and *soft* `code` word, 2 * 3 * 4.\n\n- first\n- second\n\n" +
        "1. one\n2. two\n\nSee [here](https://example.org/a_b)," +
        " https://example.org/c. or a.b@example.org",
    ),
    "<p>One <strong>bold</strong> and <em>soft</em> <code>code</code> word," +
      " 2 * 3 * 4.</p><ul><li>first</li><li>second</li></ul>" +
      "<ol><li>one</li><li>two</li></ol>" +
      `<p>See <a href="https://example.org/a_b" ${newTab}>here</a>,` +
      ` <a href="https://example.org/c" ${newTab}>https://example.org/c</a>.` +
      ' or <a href="mailto:a.b@example.org">a.b@example.org</a></p>',
  );
});

for (const hostile of [
  "<img src=x onerror=\"document.title='owned'\">",
  "<script>document.title='owned'</script>",
  "[x](javascript:document.title='owned')",
  "[x](data:text/html,owned)",
  "[x](JaVaScRiPt:alert(1))",
]) {
  test(`${hostile} stays text`, () => {
    const [paragraph, ...others] = markdown(hostile, () => new Text());

    assert.deepEqual(others, []);
    assert.equal(paragraph.textContent, hostile);
    assert.ok(paragraph.childNodes.every((node) => node instanceof Text));
  });
}

for (const [text, expected] of [
  ["\\*a\\* and *b*", "*a* and <em>b</em>"],
  ["**a \\** b**", "<strong>a ** b</strong>"],
  ["\\`a\\` \\[b](https://c.example) \\\\", "`a` [b]("],
  ["C:\\Users\\ann", "C:\\Users\\ann"],
]) {
  test(`a backslash escapes punctuation in ${text}`, () => {
    assert.ok(render(text).startsWith(`<p>${expected}`), render(text));
  });
}

test("a mark is replaced, and one in the text is not a mark", () => {
  assert.equal(render(`Said${mark(2)}.`), "<p>Said[2].</p>");
  assert.equal(withoutMarks(mark(2)), "\uFFFD2\uFFFD");
});
