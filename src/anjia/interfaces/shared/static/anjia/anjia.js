/* What the pages need beyond HTML. No inline handlers, no eval: everything hangs on data attributes. */
(() => {
  "use strict";

  const word = (name) => document.body.dataset["word" + name] || "";
  const on = (event, act, where = document, options) => where.addEventListener(event, act, options);
  const each = (selector, act, within = document) => {
    if (within.matches?.(selector)) act(within);
    within.querySelectorAll(selector).forEach(act);
  };

  /* --- toasts ------------------------------------------------------------------------------- */
  const LASTS = 6000;
  const LASTS_WITH_UNDO = 12000;

  function fade(toast) {
    if (toast.dataset.toast === "bad" || toast.dataset.watched) return;
    toast.dataset.watched = "yes";
    const lasts = toast.querySelector("form") ? LASTS_WITH_UNDO : LASTS;
    let timer = setTimeout(() => toast.remove(), lasts);
    const hold = () => clearTimeout(timer);
    const go = () => (timer = setTimeout(() => toast.remove(), lasts / 2));
    on("pointerenter", hold, toast);
    on("focusin", hold, toast);
    on("pointerleave", go, toast);
    on("focusout", go, toast);
  }

  function say(text, tone = "", undo = "") {
    const toast = document.createElement("div");
    toast.className = tone ? `toast toast-${tone}` : "toast";
    toast.dataset.toast = tone;
    const sentence = toast.appendChild(document.createElement("p"));
    sentence.className = "toast-text";
    sentence.textContent = text;
    if (undo) toast.append(undoForm(undo));
    const close = toast.appendChild(document.createElement("button"));
    close.type = "button";
    close.className = "toast-close";
    close.dataset.dismiss = "";
    close.setAttribute("aria-label", word("Close"));
    close.textContent = "×";
    const dialog = [...document.querySelectorAll("dialog[open]")].pop(); // it lies above the toasts: say it there
    if (dialog) toast.setAttribute("role", "alert");
    (dialog || document.getElementById("toasts"))?.append(toast);
    fade(toast);
  }

  function undoForm(url) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = url;
    const token = form.appendChild(document.createElement("input"));
    token.type = "hidden";
    token.name = "csrfmiddlewaretoken";
    token.value = csrf();
    const button = form.appendChild(document.createElement("button"));
    button.className = "button button-quiet button-small";
    button.textContent = word("Undo");
    return form;
  }

  /* --- dialogs and asking first ----------------------------------------------------------------- */
  const dialogOf = (id) => document.getElementById(id);

  function ask(sentence, act) {
    const dialog = dialogOf("confirm");
    dialog.querySelector("#confirm-sentence").textContent = sentence;
    dialog.querySelector("[data-yes]").onclick = () => {
      dialog.close();
      act();
    };
    dialog.showModal();
  }

  on("click", (event) => {
    const target = event.target.closest?.("[data-opens],[data-closes],[data-dismiss],[data-back],[data-copy],[data-print]");
    if (event.target instanceof HTMLDialogElement) event.target.close(); // the veil around an open dialog
    if (!target) return;
    if ("opens" in target.dataset) dialogOf(target.dataset.opens)?.showModal();
    if ("closes" in target.dataset) target.closest("dialog")?.close();
    if ("dismiss" in target.dataset) target.closest(".toast")?.remove();
    if ("back" in target.dataset && history.length > 1) {
      event.preventDefault();
      history.back();
    }
    if ("print" in target.dataset) window.print();
    if ("copy" in target.dataset) copy(target.dataset.copy);
  });

  function copy(text) {
    navigator.clipboard?.writeText(text).then(() => say(word("Copied"), "good"));
  }

  /* --- forms: ask first, send once ---------------------------------------------------------------- */
  const LONGEST_WAIT = 15000;

  function busy(form, submitter) {
    form.dataset.busy = "yes";
    const button = submitter || form.querySelector("button:not([type=button]), button[type=submit]");
    button?.setAttribute("aria-busy", "true");
    setTimeout(() => idle(form), LONGEST_WAIT); // a download answers without leaving the page
  }

  function idle(form) {
    delete form.dataset.busy;
    each("[aria-busy]", (button) => button.removeAttribute("aria-busy"), form);
    if (form.id) each(`[form="${CSS.escape(form.id)}"][aria-busy]`, (button) => button.removeAttribute("aria-busy"));
  }

  on("submit", (event) => {
    const form = event.target;
    if (form.dataset.busy) return stop(event);
    const sentence = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (sentence && !form.dataset.agreed) {
      stop(event);
      const chosen = form.querySelector("select")?.selectedOptions[0]?.textContent ?? "";
      return ask(sentence.replace("{chosen}", () => chosen), () => {
        form.dataset.agreed = "yes";
        form.requestSubmit(event.submitter?.form === form ? event.submitter : undefined);
        delete form.dataset.agreed;
      });
    }
    if (!("again" in form.dataset)) busy(form, event.submitter);
  }, document, true);

  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  on("change", (event) => {
    if ("submits" in event.target.dataset) event.target.form?.requestSubmit();
    if ("picks" in event.target.dataset) each("[data-picked]", (words) => (words.textContent = event.target.dataset.picks));
  });
  on(
    "pageshow",
    (event) => {
      each("form[data-busy]", idle);
      if (event.persisted) return; // the page came back whole, with what was chosen and what that showed
      each('input[type="radio"][hx-get]:checked', (radio) => htmx.trigger(radio, "change")); // chosen before the page came back
    },
    window,
  );

  /* --- htmx --------------------------------------------------------------------------------------- */
  const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content || "";

  on("htmx:configRequest", (event) => (event.detail.headers["X-CSRFToken"] = csrf()));
  on("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, () => event.detail.issueRequest(true));
  });
  on("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form");
    if (form) idle(form);
  });
  on("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.status < 400 || !answer.getResponseHeader("Content-Type")?.startsWith("text/plain")) return;
    event.detail.shouldSwap = event.detail.isError = false; // a refusal: its sentence is the whole answer
    say(answer.responseText, "bad");
  });
  on("htmx:responseError", () => say(word("Failed"), "bad"));
  on("htmx:sendError", () => say(word("Offline"), "bad"));
  on("htmx:afterSettle", (event) => {
    const sheet = dialogOf("sheet");
    if (event.detail.target.id === "sheet-body" && !sheet.open) sheet.showModal();
  });
  on("toast", (event) => say(event.detail.text, event.detail.tone, event.detail.undo)); // HX-Trigger
  on("close-sheet", () => dialogOf("sheet").close()); // HX-Trigger
  on("htmx:load", (event) => prepare(event.detail.elt));

  /* --- live pages: a server event makes the element fetch itself again ------------------------------ */
  const sources = new Map();

  function listen(element) {
    const url = element.dataset.live;
    if (sources.has(url)) return;
    const source = new EventSource(url);
    sources.set(url, source);
    const watching = () => [...document.querySelectorAll(`[data-live="${CSS.escape(url)}"]`)];
    on("changed", () => {
      if (watching().length) return watching().forEach(refetch);
      source.close(); // the newer page has nothing to wait for
      sources.delete(url);
    }, source);
    on("error", () => {
      if (source.readyState !== EventSource.CLOSED) return; // it comes again by itself
      sources.delete(url);
      setTimeout(() => watching().forEach((element) => (refetch(element), listen(element))), LONGEST_WAIT);
    }, source);
  }

  function refetch(element) {
    if (element.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
    if (element.hasAttribute("hx-get")) return htmx.trigger(element, "changed");
    const select = "#" + CSS.escape(element.id);
    htmx.ajax("GET", location.href, { source: element, target: element, select, swap: "outerHTML" });
  }

  on("visibilitychange", () => {
    if (document.visibilityState === "visible") each("[data-live]", refetch);
  });

  /* --- photos shown before they are sent ------------------------------------------------------------ */
  on("change", (event) => {
    const box = event.target.closest?.("[data-photos]");
    if (!box || event.target.type !== "file") return;
    const shown = [...event.target.files].filter((file) => file.type.startsWith("image/")).map(preview);
    box.querySelector("[data-previews]").replaceChildren(...shown);
  });

  function preview(file) {
    const image = document.createElement("img");
    image.src = URL.createObjectURL(file);
    image.alt = file.name;
    image.onload = () => URL.revokeObjectURL(image.src);
    return image;
  }

  /* --- the time axis: data-from / data-until in minutes become per cent ------------------------------- */
  function lay(axis, within = axis) {
    const from = Number(axis.dataset.axisFrom);
    const whole = Number(axis.dataset.axisUntil) - from;
    const share = (minutes) => Math.min(Math.max(((minutes - from) / whole) * 100, 0), 100);
    within.querySelectorAll("[data-from]").forEach((block) => {
      const start = share(Number(block.dataset.from));
      block.style.setProperty("--from", `${start}%`);
      if (block.dataset.until) block.style.setProperty("--width", `${share(Number(block.dataset.until)) - start}%`);
    });
  }

  on("axis", (event) => {
    const axis = event.target.closest("[data-axis-from]"); // a part of it has just arrived
    if (axis) lay(axis, event.target);
  });

  /* --- the rail on a narrow screen, menus -------------------------------------------------------------- */
  function drawer(open) {
    const rail = document.querySelector("[data-drawer]");
    const opener = document.querySelector("[data-drawer-for]");
    if (!rail || !opener) return;
    rail.dataset.drawer = open ? "open" : "";
    opener.setAttribute("aria-expanded", String(open));
    document.querySelector(".drawer-veil")?.remove();
    if (!open) return opener.focus();
    const veil = document.createElement("div");
    veil.className = "drawer-veil";
    veil.onclick = () => drawer(false);
    document.body.append(veil);
    rail.querySelector("a")?.focus();
  }

  on("click", (event) => {
    if (event.target.closest?.("[data-drawer-for]")) drawer(true);
    each("details[data-menu][open]", (menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (document.querySelector('[data-drawer="open"]')) drawer(false);
    each("details[data-menu][open]", (menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  /* --- whatever has just arrived ------------------------------------------------------------------------ */
  function bring(day) {
    const strip = day.parentElement; // sideways only: the page itself stays where it is
    strip.scrollLeft += day.getBoundingClientRect().left - strip.getBoundingClientRect().left - (strip.clientWidth - day.offsetWidth) / 2;
  }

  function prepare(within) {
    each("[data-toast]", fade, within);
    each("[data-live]", listen, within);
    each("[data-axis-from]", (axis) => lay(axis), within);
    each(".days [aria-current]", (day) => bring(day), within);
    each("dialog[data-open-now]", (dialog) => dialog.open || dialog.showModal(), within);
  }

  prepare(document.body);

  /* --- printing: what is folded is printed with the rest -------------------------------------- */
  on("beforeprint", () => each("details.more:not([open])", (one) => (one.dataset.unfolded = one.open = true)), window);
  on(
    "afterprint",
    () =>
      each("details[data-unfolded]", (one) => {
        one.open = false;
        delete one.dataset.unfolded;
      }),
    window,
  );
})();
