// Ticks all boxes without loading the page again, so that what was typed stays; the links do it
// without this file.
for (const link of document.querySelectorAll("[data-tick]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of link.closest("fieldset").querySelectorAll("input[type=checkbox]")) {
      box.checked = link.dataset.tick === "all";
    }
    showNumbers();
  });
}

// Which numbers the ticked ones will have; the server counts them the same way.
function showNumbers() {
  const range = document.getElementById("numbers");
  const typed = document.getElementById("id_number").value.trim();
  const [, before, first] = typed.match(/^(.*\D)(\d{1,5})号$/) ?? [];
  const count = document.querySelectorAll(".ticks input:checked").length;
  const numbers = `${before}${Number(first)}号至${Number(first) + count - 1}号`;
  range.textContent = first && count > 1 ? `勾选了 ${count} 个，文号用 ${numbers}。` : "";
}

if (document.getElementById("numbers")) {
  document.querySelector("main form").addEventListener("input", showNumbers);
  showNumbers();
}
