// A trial: the questions of a benefit come as soon as it is chosen. Without it the button below the choice does the same.
"use strict";
(() => {
  const form = document.getElementById("try");
  if (!form) return;
  let last = 0;
  const spared = () => { for (const one of form.querySelectorAll(".ask-anew")) one.hidden = true; };
  spared();
  form.addEventListener("change", async (event) => {
    if (!event.target.name?.startsWith("benefit-")) return;
    const number = event.target.name.slice("benefit-".length), mine = (last += 1);
    const data = new FormData(form);
    data.set("step", "ask");
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data }).catch(() => null);
    if (!answer || !answer.ok || mine !== last) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(`asked-part-${number}`), old = document.getElementById(`asked-part-${number}`);
    if (fresh && old && !old.contains(document.activeElement)) { old.replaceChildren(...fresh.childNodes); spared(); }
  });
})();
