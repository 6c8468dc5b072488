// @ts-check
// For browsers without modules, which load this alone. In ES5; a language is a line.
(function () {
  /** @type {Record<string, string>} */
  var unsupported = { en: "The chat needs a newer browser." };
  var language = document.documentElement.lang.toLowerCase().split("-")[0];
  var widgets = document.getElementsByTagName("chat-widget");
  for (var at = 0; at < widgets.length; at++)
    widgets[at].textContent = unsupported[language] || unsupported.en;
  document.body.setAttribute("data-chatkit", "closed");
})();
