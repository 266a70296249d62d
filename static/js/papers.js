// Ticking dozens of boxes one by one is no work for people; without this file they are all ticked.
for (const button of document.querySelectorAll("[data-tick]")) {
  button.closest("p").hidden = false;
  button.addEventListener("click", () => {
    for (const box of button.closest("fieldset").querySelectorAll("input[type=checkbox]")) {
      box.checked = button.dataset.tick === "all";
    }
  });
}
