// On a page for offline use there is no server to search: what is typed narrows the list that
// stands on the page. Without this file the whole list stays, and the browser's own search finds.
(function () {
  "use strict";
  const form = document.querySelector("form[data-narrows]");
  if (!form) return;
  const input = form.querySelector("input:not([type=hidden])");
  const lines = document.querySelectorAll("[data-find]");
  const tidy = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  // What is told only to whoever asks for it by its name: of many those whose whole name it is.
  // Whether these are few.
  function few(sought) {
    const part = document.querySelector("[data-few]");
    if (!part) return true;
    part.hidden = false;
    const lines = [...part.querySelectorAll("[data-find]:not([hidden])")];
    if (sought && lines.length <= Number(part.dataset.few)) return true;
    const goesBy = (line) => line.dataset.whole.split(" ").map(tidy).includes(sought);
    const whole = sought ? lines.filter(goesBy) : [];
    for (const line of lines) line.hidden = !whole.includes(line);
    return !sought || whole.length > 0;
  }

  function narrow() {
    const sought = tidy(input.value);
    let found = 0;
    for (const line of lines) {
      line.hidden = !tidy(line.dataset.find).includes(sought);
      found += line.hidden ? 0 : 1;
    }
    const many = document.querySelector("[data-many]");
    if (many) { many.hidden = few(sought); found += many.hidden ? 0 : 1; }
    for (const part of document.querySelectorAll("[data-part]")) {
      part.hidden = !part.querySelector("[data-find]:not([hidden])");
    }
    document.querySelector("[data-none]").hidden = found > 0;
  }

  document.querySelector("[data-unscripted]")?.remove();
  input.removeAttribute("required");
  input.value = new URLSearchParams(location.search).get(input.name) || "";
  input.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => { event.preventDefault(); narrow(); });
  narrow();
})();
