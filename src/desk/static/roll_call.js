// Keeps marking when the connection is lost: each mark waits on the phone until the desk has it; what the desk knows
// otherwise is shown and decided by whoever holds the phone. The forms do the same without this file.
(() => {
  const list = document.querySelector("[data-roll-call]");
  if (!list) return;
  const place = `roll-call ${location.pathname}`;
  const words = list.dataset;
  const marks = { yes: "present", no: "absent" };
  let waiting = JSON.parse(localStorage.getItem(place) || "[]");
  let busy = false;

  const formOf = (row) => list.querySelector(`form[data-row="${row}"]`);
  const buttonOf = (form, mark) => [...form.querySelectorAll("button[name=seen]")].find((one) => (marks[one.value] || one.value) === mark);
  const label = (form, mark) => buttonOf(form, mark)?.textContent.trim() || words.unmarked;

  function show(form, mark) {
    for (const button of form.querySelectorAll("button[name=seen]")) {
      const on = (marks[button.value] || button.value) === mark;
      button.classList.toggle("btn-primary", on);
      button.setAttribute("aria-pressed", String(on));
    }
    form.dataset.shown = mark;
  }

  function tell() {
    localStorage.setItem(place, JSON.stringify(waiting));
    const left = [...list.querySelectorAll("form[data-row]")].filter((form) => (form.dataset.shown || form.dataset.mark) === "expected");
    document.querySelector("[data-left]").textContent = left.length;
    const status = document.querySelector("[data-status]");
    status.textContent = waiting.length ? `${words.waits} ${waiting.length}` : "";
    const end = document.querySelector("[data-end]");
    if (end) end.disabled = left.length > 0 || waiting.length > 0;
  }

  function clash(form, theirs, mine, witness) {
    const box = document.createElement("div");
    box.className = "told told-error mt-2";
    box.setAttribute("role", "alert");
    const text = document.createElement("span");
    text.textContent = `${words.clash} ${label(form, theirs)} / ${label(form, mine)}`;
    box.append(text);
    for (const [name, keep] of [[words.theirs, theirs], [words.mine, mine]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm ms-2";
      button.textContent = `${name}: ${label(form, keep)}`;
      button.addEventListener("click", () => {
        form.dataset.mark = theirs;
        box.remove();
        if (keep === mine) put(form, mine, witness); else { show(form, theirs); tell(); }
      });
      box.append(button);
    }
    form.after(box);
  }

  function put(form, mark, witness) {
    const row = Number(form.dataset.row);
    const before = waiting.find((one) => one.row === row);
    waiting = waiting.filter((one) => one.row !== row);
    waiting.push({ row, mark, witness, base: before ? before.base : form.dataset.mark, at: new Date().toISOString() });
    show(form, mark);
    tell();
    send();
  }

  async function send() {
    if (busy || !waiting.length) return;
    busy = true;
    const sent = waiting;
    try {
      const answer = await fetch(words.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf },
        body: JSON.stringify({ marks: sent }),
      });
      if (!answer.ok || answer.redirected) return;
      const { done, clashes } = await answer.json();
      waiting = waiting.filter((one) => !sent.includes(one));
      for (const one of done) formOf(one.row).dataset.mark = one.mark;
      for (const one of clashes) clash(formOf(one.row), one.theirs, one.mine, one.witness);
    } catch {
      // No connection: everything stays on the phone and is sent later.
    } finally {
      busy = false;
      tell();
    }
  }

  list.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-row]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    const witness = form.querySelector("[name=witness]");
    witness.required = event.submitter.value === "refuses";
    if (!form.reportValidity()) return;
    put(form, marks[event.submitter.value] || event.submitter.value, witness.value.trim());
  });

  for (const one of waiting) if (formOf(one.row)) show(formOf(one.row), one.mark);
  tell();
  send();
  addEventListener("online", send);
  setInterval(send, 15000);

  async function install() {
    navigator.serviceWorker.addEventListener("message", () => { words.kept = "yes"; });
    await navigator.serviceWorker.register(words.worker);
    const { active } = await navigator.serviceWorker.ready;
    if (words.over) { active.postMessage("forget"); return; }
    const needed = [location.href, ...[...document.querySelectorAll("script[src], link[href]")].map((one) => one.src || one.href)];
    active.postMessage({ keep: needed });
  }
  if (navigator.serviceWorker) install();
})();
