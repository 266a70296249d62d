// Says that files are too large before a slow line has carried them to the server, which says the
// same.
"use strict";
{
  const EACH = 10, TOGETHER = 20, MEGABYTE = 2 ** 20;

  function complaint(input, form) {
    const large = [...input.files].find((file) => file.size > EACH * MEGABYTE);
    if (large) return `“${large.name}”超过 ${EACH} MB，请压缩或拆开后再添加。`;
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const sum = inputs.flatMap((each) => [...each.files]).reduce((all, file) => all + file.size, 0);
    return sum > TOGETHER * MEGABYTE ? `一次添加的文件超过 ${TOGETHER} MB，请分几次添加。` : "";
  }

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("[data-evidence] input[type=file]")) return;
    for (const each of input.form.querySelectorAll("input[type=file]")) each.setCustomValidity("");
    input.setCustomValidity(complaint(input, input.form));
    input.reportValidity();
  });
}
