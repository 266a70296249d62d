// Ticks all boxes without loading the page again, so that what was typed stays; the links do it
// without this file.
for (const link of document.querySelectorAll("[data-tick]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of link.closest("fieldset").querySelectorAll("input[type=checkbox]")) {
      box.checked = link.dataset.tick === "all";
    }
  });
}
