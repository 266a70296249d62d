// Makes photographs smaller before a slow line has to carry them. What is drawn anew has no place
// and no device in it any more. Without this file they go up as they are.
"use strict";
(() => {
  const LONGER_SIDE = 2000, QUALITY = 0.85, MEGABYTE = 2 ** 20;
  let done = false;

  // A small PNG is a drawing or a screen: it stays sharp.
  const isPhotograph = (file) =>
    file.type === "image/jpeg" || (file.type === "image/png" && file.size > MEGABYTE);

  // Before whoever looks at the sizes: they hear of it again when it is done.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (done || !input.matches("input[type=file][data-photographs]")) return;
    if (![...input.files].some(isPhotograph)) return;
    event.stopImmediatePropagation();
    shrink(input);
  }, true);

  async function shrink(input) {
    const before = [...input.files];
    input.setCustomValidity("正在缩小照片，请稍候再提交。");
    const after = await Promise.all(before.map((file) => isPhotograph(file) ? redrawn(file) : file));
    const chosen = new DataTransfer();
    for (const file of after) chosen.items.add(file);
    input.files = chosen.files;
    input.setCustomValidity("");
    tell(input, before, [...input.files]);
    done = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    done = false;
  }

  // What cannot be read as a picture stays as it is: the server says what it takes it for.
  async function redrawn(file) {
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return file;
    const scale = Math.min(1, LONGER_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const on = canvas.getContext("2d");
    on.fillStyle = "#fff";
    on.fillRect(0, 0, canvas.width, canvas.height);
    on.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const content = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    const name = file.name.replace(/\.[^.]*$/, "");
    return new File([content], `${name}.jpg`, { type: content.type });
  }

  function tell(input, before, after) {
    const megabytes = (files) => (files.reduce((all, file) => all + file.size, 0) / MEGABYTE).toFixed(1);
    const note = input.parentElement.querySelector("[role=status]") ?? document.createElement("p");
    note.className = "help";
    note.setAttribute("role", "status");
    note.textContent =
      `照片已缩小：共 ${megabytes(before)} MB，上传 ${megabytes(after)} MB，拍摄地点等附加信息不上传。`;
    input.after(note);
  }
})();
