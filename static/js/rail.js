"use strict";
// On a phone the rail is a strip that scrolls: the page that is open is in sight.
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Ctrl+K (⌘K) puts the cursor into the rail's search box. Not a bare letter or "/": those would
// be in the way of input methods and of people who dictate (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("rail-search");
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || !box?.offsetParent) return;
  event.preventDefault();
  box.select();
});
