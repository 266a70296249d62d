// One key for each decision, for who works through the queue all day. Without this every button
// is there all the same. Single keys can be switched off (WCAG 2.1.4); the choice stays.
// Whoever goes on while a reason is typed and not sent is asked first, by the browser.
"use strict";

(() => {
  const help = document.querySelector(".keys");
  const toggle = help.querySelector("button");
  const targets = new Map(
    [...document.querySelectorAll("[data-key]")].map((element) => [element.dataset.key, element]),
  );
  const typing = (element) => element.matches("input:not([type=hidden]), select, textarea");
  let on = localStorage.getItem("queue-keys") !== "off";

  const show = () => {
    document.body.classList.toggle("keys-on", on);
    toggle.setAttribute("aria-pressed", on);
    toggle.textContent = `单键快捷键：${on ? "开" : "关"}`;
    for (const [key, element] of targets) {
      const named = element.matches("details") ? element.querySelector("summary") : element;
      if (on) named.setAttribute("aria-keyshortcuts", key.toUpperCase());
      else named.removeAttribute("aria-keyshortcuts");
    }
  };

  const press = (element) => {
    if (!element.matches("details")) return element.click();
    element.open = true;
    element.querySelector("select, textarea").focus();
  };

  toggle.addEventListener("click", () => {
    on = !on;
    localStorage.setItem("queue-keys", on ? "on" : "off");
    show();
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) return;
    const field = typing(event.target) ? event.target : null;
    if (field && event.key === "Escape") return field.blur();
    if (field && event.key === "Enter" && event.ctrlKey) return field.form.requestSubmit();
    if (!on || field || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = targets.get(event.key.toLowerCase());
    if (!target) return;
    event.preventDefault();
    press(target);
  });

  const reasons = [...document.querySelectorAll("textarea")];
  let sending = null;
  document.addEventListener("submit", (event) => (sending = event.target));
  window.addEventListener("beforeunload", (event) => {
    const unsent = (field) => field.form !== sending && field.value.trim();
    if (reasons.some(unsent)) event.preventDefault();
    sending = null;
  });

  help.hidden = false;
  show();
})();
