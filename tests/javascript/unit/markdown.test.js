import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "./browser.js";
import {
  mark,
  markdown,
  withoutMarks,
} from "../../../static/chatkit/panel/markdown.js";

const NEW_TAB = 'target="_blank" rel="noopener noreferrer"';
const render = (text) =>
  html(markdown(text, (number) => new Text(`[${number}]`))).replaceAll(
    ' dir="auto"',
    "",
  );
const text = (source) =>
  markdown(source, () => new Text())
    .map((block) => block.textContent)
    .join("\n");

for (const [name, source, expected] of [
  [
    "words are emphasised",
    "One **bold** and *soft* _too_ `code`, ***both***, ~~gone~~, 2 * 3 * 4.",
    "<p>One <strong>bold</strong> and <em>soft</em> <em>too</em>" +
      " <code>code</code>, <em><strong>both</strong></em>, <del>gone</del>," +
      " 2 * 3 * 4.</p>",
  ],
  [
    "lists keep their numbers and their nesting",
    "1. **A**\n   - x\n2. B\n\nPoints:\n\n4. four\n5) five\n\n120. six",
    "<ol><li><strong>A</strong><ul><li>x</li></ul></li><li>B</li></ol>" +
      '<p>Points:</p><ol start="4"><li>four</li></ol>' +
      '<ol start="5"><li>five</li></ol>' +
      '<ol start="120" class="wide"><li>six</li></ol>',
  ],
  [
    "a bullet of any kind begins a list, also right after a line",
    "Skills:\n• one\n• two\n\n+ three\n\n- [x] done\n- [ ] to do",
    "<p>Skills:</p><ul><li>one</li><li>two</li></ul><ul><li>three</li></ul>" +
      "<ul><li>☑ done</li><li>☐ to do</li></ul>",
  ],
  [
    "headings follow the panel's and leave no level out",
    "## A\n\n#### B\n\n# C\n\nD\n---",
    "<h3>A</h3><h4>B</h4><h3>C</h3><h4>D</h4>",
  ],
  [
    "tables have rows and columns",
    "| a | **b** |\n|---|--:|\n| 1<br>2 | `3` |",
    '<div class="table" role="group" tabindex="0" aria-label="Table"><table><thead><tr><th>a</th>' +
      '<th data-align="right"><strong>b</strong></th></tr></thead>' +
      "<tbody><tr><td>1<br></br>2</td>" +
      '<td data-align="right"><code>3</code></td></tr></tbody></table></div>',
  ],
  [
    "fences keep their text as it is, also before they are closed",
    "```sh\necho **1** &amp;\n# two\n```\n\n~~~\nopen",
    "<pre><code>echo **1** &amp;amp;\n# two</code></pre>" +
      "<pre><code>open</code></pre>",
  ],
  [
    "quotes and rules",
    "> said\n> - so\n\n***\n\nEnd",
    "<blockquote><p>said</p><ul><li>so</li></ul></blockquote><hr></hr><p>End</p>",
  ],
  [
    "links have titles, brackets and references",
    '[t](https://e.org "T") [w](https://w.org/a_(b)) [r][1] <https://a.org>\n\n' +
      "[1]: https://r.org",
    `<p><a href="https://e.org" title="T" ${NEW_TAB}>t</a>` +
      ` <a href="https://w.org/a_(b)" ${NEW_TAB}>w</a>` +
      ` <a href="https://r.org" ${NEW_TAB}>r</a>` +
      ` <a href="https://a.org" ${NEW_TAB}>https://a.org</a></p>`,
  ],
  [
    "an image is a link, so that an answer loads nothing",
    "![A map](https://tracker.example/1.png)",
    `<p><a href="https://tracker.example/1.png" ${NEW_TAB}>A map</a></p>`,
  ],
  [
    "emphasis works beside a letter",
    "**Note:**text 是**“重要”**的。**注意。**次 (**a**)b",
    "<p><strong>Note:</strong>text 是<strong>“重要”</strong>的。" +
      "<strong>注意。</strong>次 (<strong>a</strong>)b</p>",
  ],
  [
    "characters may be named",
    "R&amp;D &#8212; &lt;b&gt; &unknown; &#0; AT&T",
    "<p>R&amp;D — &lt;b> &amp;unknown; \uFFFD AT&amp;T</p>",
  ],
  [
    "single line breaks stay",
    "one\ntwo  \nthree",
    "<p>one\ntwo<br></br>three</p>",
  ],
]) {
  test(name, () => assert.equal(render(source), expected));
}

for (const [source, address, rest = ""] of [
  ["https://wiki.example/Rust_(language)", "", ""],
  [
    "https://wiki.example/Rust_(language).",
    "https://wiki.example/Rust_(language)",
    ".",
  ],
  ["(see https://e.org/a)", "https://e.org/a", ")"],
  ["[https://e.org/a]!", "https://e.org/a", "]!"],
  ["https://e.org/(open", "https://e.org/", "(open"],
  ["“https://e.org/a”", "https://e.org/a", "”"],
  ["„https://e.org/a“", "https://e.org/a", "“"],
  ["«https://e.org/a»,", "https://e.org/a", "»,"],
  ["‘https://e.org/a’s", "https://e.org/a", "’s"],
  ["「https://e.org/a」と", "https://e.org/a", "」と"],
  ["（https://e.org/a）然后", "https://e.org/a", "）然后"],
  ["见 https://e.org/a。然后", "https://e.org/a", "。然后"],
  ['"https://e.org/a"', "https://e.org/a", '"'],
  ["https://e.org/a_b_c?d=*e*&f;", "https://e.org/a_b_c?d=*e*&f", ";"],
  ["https://e.org/größe/日本", "https://e.org/größe/日本", ""],
  ["www.e.org.", "www.e.org", "."],
]) {
  test(`the link in ${source} ends where it ends`, () => {
    const url = address || source;
    const href = url.startsWith("www") ? `https://${url}` : url;
    const link = `<a href="${href.replaceAll("&", "&")}" ${NEW_TAB}>${url.replaceAll("&", "&amp;")}</a>`;
    const before = source.slice(0, source.indexOf(url));

    assert.equal(render(source), `<p>${before}${link}${rest}</p>`);
  });
}

test("a mail address is a link to a mailbox", () => {
  assert.equal(
    render("Write to ada.l_x@e.co.uk."),
    '<p>Write to <a href="mailto:ada.l_x@e.co.uk">ada.l_x@e.co.uk</a>.</p>',
  );
});

for (const hostile of [
  "<img src=x onerror=\"document.title='owned'\">",
  "<script>document.title='owned'</script>",
  "[x](javascript:document.title='owned')",
  "[x](data:text/html,owned)",
  "[x](JaVaScRiPt:alert(1))",
  "![x](javascript:alert)",
  "<javascript:alert>",
]) {
  test(`${hostile} stays text`, () => {
    const [paragraph, ...others] = markdown(hostile, () => new Text());

    assert.deepEqual(others, []);
    assert.equal(paragraph.textContent, hostile);
    assert.ok(paragraph.childNodes.every((node) => node instanceof Text));
  });
}

for (const plain of [
  "about ~5 years, ~10 people",
  "[Note]: important",
  "snake_case_name and 5 < 6 > 4",
  "C:\\Users\\ann",
  "f(x)**2 + f(y)**2",
  "Footnote[^1]",
]) {
  test(`"${plain}" reads as it is written`, () => {
    assert.equal(text(plain), plain);
  });
}

for (const [source, expected] of [
  ["\\*a\\* and *b*", "*a* and <em>b</em>"],
  ["**a \\*\\* b**", "<strong>a ** b</strong>"],
  ["\\`a\\` \\[b](https://c.example) \\\\", "`a` [b]("],
]) {
  test(`a backslash escapes punctuation in ${source}`, () => {
    assert.ok(render(source).startsWith(`<p>${expected}`), render(source));
  });
}

test("nesting without end is text, and loses none of it", () => {
  for (const sign of ["> ", "- ", "1. "])
    assert.match(text(`${sign.repeat(20_000)}deep`), /deep$/);
  const depth = html(markdown("> ".repeat(50) + "deep", () => new Text()));
  assert.ok(depth.split("<blockquote").length <= 13);
});

test("a mark is replaced wherever it stands, and one in the text is not a mark", () => {
  assert.equal(render(`Said${mark(2)}.`), "<p>Said[2].</p>");
  assert.equal(
    render(`**Bold.**${mark(1)}${mark(2)} and \`code${mark(3)}\` end`),
    "<p><strong>Bold.</strong>[1][2] and <code>code</code>[3] end</p>",
  );
  assert.equal(
    render(`[a${mark(1)}](https://e.org) https://e.org/b${mark(2)}`),
    `<p><a href="https://e.org" ${NEW_TAB}>a</a>[1]` +
      ` <a href="https://e.org/b" ${NEW_TAB}>https://e.org/b</a>[2]</p>`,
  );
  assert.equal(
    render(`\`\`\`\na${mark(1)}\n\`\`\``),
    "<pre><code>a</code></pre><p>[1]</p>",
  );
  assert.equal(withoutMarks(mark(2)), "\uFFFD2\uFFFD");
});

test("each block has the direction of its own text", () => {
  const blocks = markdown("שלום\n\nEnglish\n\n- רשימה", () => new Text());

  assert.deepEqual(
    blocks.map((block) => block.getAttribute("dir")),
    ["auto", "auto", "auto"],
  );
});
