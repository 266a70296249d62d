// The report form: places are found by typing (name, code, pinyin initials), and an answer of the
// server that is not the part of the form that was asked for never replaces what was typed.
// Whoever leaves with something typed and not sent is asked first, by the browser.
// Without this file the form works in two steps with plain selects.
(function () {
  "use strict";
  const form = document.querySelector("form.report");
  if (!form) return;

  const place = form.elements.community;
  // Tom Select takes the label for its own input; the list itself keeps its name.
  place.setAttribute("aria-label", place.labels[0].textContent.trim());
  // What people call a place, as communities/names.py has it for the server.
  const SHORTER = [
    [/\s+/g, ""],
    [/^([^\s]{1,6}?(?:镇|乡|街道))(?=..)/, "$1 "],
    [/(..)(?:小区|村民委员会|居民委员会|村委会|居委会|社区|村)$/, "$1"],
  ];

  // One after the other until there is something to show. What fits equally well stays in the
  // registry's order: Tom Select would have the shorter name first.
  function score(typed) {
    const fits = (text) => {
      const found = this.getScoreFunction(text);
      return (option) => found(option) && (option.text.startsWith(text) ? 2 : 1);
    };
    const any = (by) => Object.values(this.options).some(by);
    let by = fits(typed);
    for (const [what, instead] of SHORTER) {
      if (any(by)) break;
      by = fits(typed = typed.replace(what, instead));
    }
    return by;
  }

  new TomSelect(place, {
    score,
    searchField: ["text", "search"],
    maxOptions: null,
    // At once: else Enter takes what the list showed before the last letters, and the list opens
    // again over whatever the cursor has gone to.
    refreshThrottle: 0,
    placeholder: "输入名称、代码或拼音首字母",
    render: {
      // Nothing but options may stand in a list of options.
      no_results: () => '<div class="no-results" role="option" aria-disabled="true" aria-selected="false">没有找到，请核对名称或拼音首字母</div>',
    },
  });
  // What says why the form was not taken leads to the list, which is hidden behind that input.
  place.addEventListener("focus", () => place.tomselect.focus());

  const told = document.getElementById("connection");
  const tell = (text) => { told.textContent = text; };
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    // Signed out meanwhile, or an error page: leave the form as it is.
    const answer = event.detail.xhr;
    const ours = answer.status === 200 && answer.responseText.includes('id="facts"');
    if (ours) return tell("");
    event.preventDefault();
    tell("登录可能已经过期，没有取到这一种类要填的内容。请直接按下面的按钮，重新登录后已填的内容还在。");
  });
  form.addEventListener("htmx:sendError", () => tell("网络不通，已填的内容还在，稍后再试。"));

  // What the server sent back is not on record either.
  let unsent = "unsent" in form.dataset, sending = false;
  form.addEventListener("input", () => { unsent = true; });
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("beforeunload", (event) => {
    if (unsent && !sending) event.preventDefault();
    sending = false;
  });

  // A browser that goes back fills in what had been chosen, not what depended on it.
  window.addEventListener("pageshow", () => {
    const kind = form.elements.kind;
    if (kind.value !== form.elements.facts_for.value) {
      kind.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
