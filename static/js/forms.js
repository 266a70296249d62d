// Sends forms itself, so that a dead line costs nothing: the page stays with what was typed, says
// so, and sends when the line is back. What the server answers is then shown as the browser would
// have shown it. Sent twice is done once: the server sees to that. Without this file the browser
// sends the forms.
"use strict";
(() => {
  // In silence, longer than the gateway itself waits (deploy/nginx.conf).
  const AGAIN_AFTER = 10_000, SILENT_AFTER = 70_000, NO_GATEWAY = [502, 503, 504];
  // The one form that is on its way, or waits for the line.
  let sent = null;

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.method !== "post") return;
    event.preventDefault();
    if (sent?.underWay) return;
    settle();
    sent = { form, button, underWay: false };
    send();
  });
  window.addEventListener("online", again);
  window.addEventListener("beforeunload", (event) => {
    if (sent?.waiting) event.preventDefault();
  });
  // The browser sees to it only on a page that it opened itself.
  if (document.activeElement === document.body) document.querySelector("[autofocus]")?.focus();

  function send() {
    const { form, button } = sent, request = new XMLHttpRequest();
    const address = new URL(
      button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location,
    );
    const data = new FormData(form);
    // Not the browser's own way: the button may have been replaced meanwhile.
    if (button?.name) data.append(button.name, button.value);
    const files = form.enctype === "multipart/form-data";
    Object.assign(sent, { underWay: true, waiting: null });
    request.open("POST", address);
    request.setRequestHeader("X-Sent-By-Script", "1");
    request.addEventListener("error", () => wait("网络不通"));
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        request.abort();
        wait("网络没有回应");
      }, SILENT_AFTER);
    };
    heard();
    for (const line of [request, request.upload]) line.addEventListener("progress", heard);
    request.addEventListener("loadend", () => clearTimeout(silence));
    request.addEventListener("load", () => {
      if (NO_GATEWAY.includes(request.status)) return wait("服务器暂时没有回应");
      settle();
      const onward = request.getResponseHeader("X-Go-On-At");
      if (onward) go(new URL(onward, location));
      else show(request.responseText, address);
    });
    if (files) request.upload.addEventListener("progress", progress);
    request.send(files ? data : new URLSearchParams(data));
  }

  function again() {
    if (sent?.waiting) {
      clearTimeout(sent.waiting);
      send();
    }
  }

  function wait(why) {
    Object.assign(sent, { underWay: false, waiting: setTimeout(again, AGAIN_AFTER) });
    const words = `${why}，还没有提交成功。填写的内容还在，恢复以后自动提交，请不要关闭这个页面。`;
    if (sent.note?.textContent === words) return;
    tell("note note-warn", "alert").append(element("p", words));
  }

  function progress({ lengthComputable, loaded, total }) {
    if (!lengthComputable || loaded === total && !sent.bar) return;
    if (!sent.bar) {
      const words = element("p");
      const bar = Object.assign(element("progress"), { max: total, ariaLabel: "上传进度" });
      tell("job").append(words, bar);
      Object.assign(sent, { words, bar });
    }
    sent.bar.value = loaded;
    sent.words.textContent = `正在上传，${Math.floor(loaded / total * 100)}%`;
  }

  function tell(looks, role = "") {
    sent.note?.remove();
    sent.bar = null;
    sent.note = Object.assign(element("div"), { className: looks, role });
    sent.form.append(sent.note);
    return sent.note;
  }

  function settle() {
    clearTimeout(sent?.waiting);
    sent?.note?.remove();
    sent = null;
  }

  function go(there) {
    const here = new URL(location);
    if (!there.hash || there.href.split("#")[0] !== here.href.split("#")[0]) return location.assign(there);
    history.replaceState(null, "", there);
    location.reload();
  }

  // The address stays that of the page where the form stands, which can be loaded anew.
  function show(answer, address) {
    const page = new DOMParser().parseFromString(answer, "text/html");
    for (const form of page.querySelectorAll("form[method=post]:not([action])")) {
      form.setAttribute("action", address);
    }
    document.open();
    document.write(`<!DOCTYPE html>${page.documentElement.outerHTML}`);
    document.close();
  }

  function element(name, words = "") {
    return Object.assign(document.createElement(name), { textContent: words });
  }
})();
