// Says that a file is too large, or no table, before a slow line has carried it to the server,
// which says the same.
"use strict";

function complaint(file, input) {
  const megabytes = Number(input.dataset.maxMegabytes);
  if (!file) return "";
  if (file.size > megabytes * 2 ** 20) return `文件超过 ${megabytes} MB，请拆成几个文件。`;
  if (/\.xls$/i.test(file.name)) return "这是旧版 .xls 文件，请另存为 .xlsx。";
  if (!/\.(xlsx|xlsm|csv|txt)$/i.test(file.name)) return "请选择 .xlsx 或 .csv 文件。";
  return "";
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("[data-upload] input[type=file]")) return;
  input.setCustomValidity(complaint(input.files[0], input));
  input.reportValidity();
});
