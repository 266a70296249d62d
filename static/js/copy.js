// A button that copies the text beside it. Without this file the text is there to be selected.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", () => {
    text.select();
    // Not the clipboard's own interface: a plain http site in the county's network has none.
    told.textContent = document.execCommand("copy") ? "已复制" : "已选中，请按 Ctrl+C 复制";
  });
}
