// What is ticked in the list of results stays ticked when a row opens beside it (htmx puts the
// list there anew), is counted, and 全选本页 ticks without loading the page again.
// While anything is ticked the bar with the buttons stays in sight.
// Whoever goes on while something is typed and not sent is asked first.
"use strict";
(() => {
  const ticked = new Set();
  const boxes = () => [...document.querySelectorAll(".candidates input[name=codes]")];

  function count() {
    for (const box of boxes()) ticked[box.checked ? "add" : "delete"](box.value);
    const words = document.querySelector("[data-ticked]");
    if (words) words.textContent = ticked.size ? `已勾选 ${ticked.size} 个` : "";
    document.querySelector(".bulk")?.classList.toggle("in-sight", ticked.size > 0);
  }

  document.addEventListener("change", (event) => {
    if (event.target.name === "codes") count();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-select-all]")) return;
    event.preventDefault();
    const all = boxes().every((box) => box.checked);
    for (const box of boxes()) box.checked = !all;
    count();
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const box of boxes()) box.checked = ticked.has(box.value);
    count();
  });

  const FIELDS = "#results form[method=post] .form-control";
  let sending = null;
  function unsent() {
    const typed = (field) =>
      field.matches("textarea") ? field.value.trim() : field.value !== field.defaultValue;
    return [...document.querySelectorAll(FIELDS)].some(
      (field) => field.form !== sending && typed(field),
    );
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target.id !== "results" || !unsent()) return;
    if (!confirm("写了还没有提交，离开就没有了。还要离开吗？")) event.preventDefault();
  });
  document.addEventListener("submit", (event) => (sending = event.target));
  window.addEventListener("beforeunload", (event) => {
    if (unsent()) event.preventDefault();
    sending = null;
  });
  count();
})();
