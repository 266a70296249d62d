"use strict";
// On a phone the filters above a list are folded away: they would fill its first screen. Without
// this file they stand open.
{
  const phone = matchMedia("(max-width: 50rem)");
  const fold = () => document.querySelectorAll("details.fold").forEach((it) => (it.open = !phone.matches));

  fold();
  phone.addEventListener("change", fold);
  document.addEventListener("htmx:afterSwap", fold);
}
