/* The dispatchers' board: drag with what fits, one undo, rows that renew themselves. Everything also works by forms. */
(() => {
  "use strict";

  const board = document.querySelector("[data-board]");
  if (!board) return;
  const { view, origin, rowsUrl, liveUrl, visitUrl } = board.dataset;
  const mayMove = "mayMove" in board.dataset;
  const MINUTE = 60000;
  const DAY = 1440;
  const GRID = 15;
  const word = (name) => board.dataset["word" + name] || "";
  const hint = document.getElementById("board-hint");
  const scroller = document.querySelector("[data-board-scroll]");
  const addressOf = (visit, act = "") => visitUrl.replace("/0/", `/${visit}/`) + act;
  const query = () => new URL(rowsUrl, location.href).searchParams;
  const rowOf = (caregiver) => document.getElementById(`row-${caregiver}`);
  const clock = (minute) => {
    const within = ((minute % DAY) + DAY) % DAY;
    return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
  };
  const local = (minute) => {
    const shanghai = new Date((Number(origin) + minute + 480) * MINUTE); // the company's clock, whatever the browser's
    return shanghai.toISOString().slice(0, 16);
  };

  /* --- rows that renew themselves -------------------------------------------------------------- */
  let waiting = new Set(); // rows that changed while a visit of theirs was dragged

  async function refresh(ids, fresh = true) {
    const shown = [...new Set(ids.map(String))].filter((id) => rowOf(id));
    const held = drag?.row ? shown.filter((id) => id === drag.row) : [];
    held.forEach((id) => waiting.add(id));
    const wanted = shown.filter((id) => !held.includes(id));
    if (view === "map") return reload();
    const asked = query();
    asked.set("rows", wanted.join(","));
    const answer = await fetch(`${rowsUrl.split("?")[0]}?${asked}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    const parts = document.createElement("template");
    parts.innerHTML = await answer.text();
    wanted.forEach((id) => replace(rowOf(id), parts.content.getElementById(`row-${id}`), fresh));
    const tray = parts.content.getElementById("board-tray");
    if (tray && !drag) replace(document.getElementById("board-tray"), tray, false);
    if (drag && wanted.length) askTrial(); // what fits may be another by now
  }

  function replace(old, made, fresh) {
    if (!old || !made || (drag?.row && old.id === `row-${drag.row}`)) return;
    const focused = old.contains(document.activeElement) && document.activeElement.dataset.visit;
    old.replaceWith(made);
    grow(made);
    made.dispatchEvent(new CustomEvent("axis", { bubbles: true }));
    if (fresh) made.classList.add("board-fresh");
    if (focused) made.querySelector(`[data-visit="${focused}"]`)?.focus();
  }

  /* the axis reaches as far as what a renewed row brings */
  function grow(row) {
    const whole = row.closest("[data-axis-from]");
    const blocks = [...row.querySelectorAll(".axis-block[data-from]")].map((block) => block.dataset);
    if (!whole || !blocks.length) return;
    const [from, until] = [Number(whole.dataset.axisFrom), Number(whole.dataset.axisUntil)];
    const begin = Math.min(from, ...blocks.map((block) => Math.floor(block.from / 60) * 60));
    const end = Math.max(until, ...blocks.map((block) => Math.ceil(block.until / 60) * 60));
    if (begin === from && end === until) return;
    Object.assign(whole.dataset, { axisFrom: begin, axisUntil: end });
    for (let minute = begin; minute < end; minute += 60) if (minute < from || minute >= until) mark(whole, minute);
    whole.dispatchEvent(new CustomEvent("axis", { bubbles: true }));
  }

  function mark(whole, minute) {
    whole.querySelectorAll(".board-head .axis-lane, .board-grid").forEach((place) => {
      const hour = document.createElement("span");
      hour.className = "axis-hour";
      hour.dataset.from = minute;
      if (place.matches(".axis-lane")) hour.textContent = clock(minute);
      place.append(hour);
    });
  }

  let reloading;
  function reload() {
    clearTimeout(reloading);
    reloading = setTimeout(() => {
      htmx.ajax("GET", location.href, { target: "#board-map", select: "#board-map", swap: "outerHTML" });
    }, 300);
  }

  const everybody = () => [...document.querySelectorAll("[data-row]")].map((row) => row.dataset.row);
  document.addEventListener("board-changed", (event) => refresh(event.detail.rows.map(String)));

  function listen() {
    const source = new EventSource(`${liveUrl}?seen=${board.dataset.seen}`);
    source.addEventListener("changed", (event) => {
      const change = JSON.parse(event.data);
      const rows = change.rows === null ? everybody() : change.rows.map(String);
      if (change.tray || rows.some((id) => rowOf(id))) refresh(rows);
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return; // it comes again by itself
      setTimeout(() => (refresh(everybody(), false), listen()), 15000);
    });
  }

  /* --- dragging -------------------------------------------------------------------------------- */
  const FAR = 5; // pixels until a press becomes a drag
  const LONG = 350; // milliseconds until a finger's press becomes one
  let press = null;
  let drag = null;

  document.addEventListener("pointerdown", (event) => {
    const block = event.target.closest?.("[data-version]");
    if (!mayMove || !block || event.button || drag) return;
    press = { block, x: event.clientX, y: event.clientY, id: event.pointerId, touch: event.pointerType === "touch" };
    if (press.touch) press.timer = setTimeout(() => press && begin(press.x, press.y), LONG);
  });

  document.addEventListener("pointermove", (event) => {
    if (drag) return move(event.clientX, event.clientY);
    if (!press || event.pointerId !== press.id) return;
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR;
    if (far && press.touch) return letGo(); // a finger that scrolls
    if (far) begin(event.clientX, event.clientY);
  });

  document.addEventListener("touchmove", (event) => drag && event.preventDefault(), { passive: false });
  document.addEventListener("dragstart", (event) => event.target.closest?.("[data-visit]") && event.preventDefault());
  document.addEventListener("pointerup", () => (drag ? drop() : letGo()));
  document.addEventListener("pointercancel", () => (drag ? end() : letGo()));
  document.addEventListener("keydown", (event) => drag && event.key === "Escape" && end());

  function letGo() {
    clearTimeout(press?.timer);
    press = null;
  }

  function begin(x, y) {
    const { block } = press;
    const box = block.getBoundingClientRect();
    const row = block.closest("[data-row]");
    const [, start] = block.dataset.version.split("-").map(Number);
    drag = {
      block,
      visit: block.dataset.visit,
      version: block.dataset.version,
      row: row?.dataset.row || "",
      start: start - Number(origin),
      cut: cutOf(block, start - Number(origin)),
      grabbed: block.closest("[data-lane]") ? press.x - box.left : 0,
      from: press.x,
      fromY: press.y,
      trial: null,
      target: null,
    };
    letGo();
    const ghost = (drag.ghost = block.cloneNode(true));
    ghost.removeAttribute("href");
    ghost.removeAttribute("data-from");
    ghost.classList.add("board-ghost");
    ghost.style.width = `${Math.max(Math.min(box.width, 260), 90)}px`;
    document.body.append(ghost);
    block.classList.add("board-source");
    document.body.classList.add("board-dragging");
    askTrial();
    move(x, y);
  }

  /* minutes from a night's start until where the block of its second day begins: whole days in a week's cell */
  function cutOf(block, start) {
    const cell = block.closest("[data-cell]");
    if (cell) return (Number(cell.dataset.cell) - Math.floor(start / DAY)) * DAY;
    return block.closest("[data-lane]") ? Number(block.dataset.from) - start : 0;
  }

  const startIn = (cell, { start, cut }) => Number(cell.dataset.cell) * DAY - cut + (((start % DAY) + DAY) % DAY);

  async function askTrial() {
    const mine = drag;
    const place = mine.version.startsWith("0-") ? "&place=free" : ""; // the place of a visit that nobody has
    const answer = await fetch(`${addressOf(mine.visit, "trial/")}?${query()}${place}`, { credentials: "same-origin" });
    if (drag !== mine || !answer.ok) return;
    mine.trial = await answer.json();
    if (drag !== mine) return;
    show(mine);
    if (mine.at) move(...mine.at);
  }

  function show(held) {
    const { trial } = held;
    clear();
    document.querySelectorAll("[data-row]").forEach((row) => {
      const found = trial.rows[row.dataset.row];
      row.classList.toggle("board-closed", !found?.fits.length);
      const lane = row.querySelector("[data-lane]");
      if (lane) {
        found?.fits.forEach(([first, last]) => {
          const fit = document.createElement("span");
          fit.className = "board-fit";
          fit.dataset.from = first;
          fit.dataset.until = last + trial.minutes;
          lane.prepend(fit);
        });
        row.dispatchEvent(new CustomEvent("axis", { bubbles: true }));
      }
      row.querySelectorAll("[data-cell]").forEach((cell) => {
        cell.classList.toggle("board-cell-fits", !!fitAt(found, startIn(cell, held)));
      });
    });
  }

  function clear() {
    document.querySelectorAll(".board-fit").forEach((fit) => fit.remove());
    ["board-closed", "board-cell-fits", "board-cell-over", "board-over"].forEach((name) =>
      document.querySelectorAll("." + name).forEach((element) => element.classList.remove(name)));
  }

  const fitAt = (found, minute) => found?.fits.find(([first, last]) => first <= minute && minute <= last);

  /* why a start does not fit, in the order in which the server asks */
  function whyNot(found, minute) {
    const { trial, start } = drag;
    if (minute < trial.now && minute !== start) return board.dataset.whyPast;
    if (!found) return board.dataset[trial.apart.includes(Number(drag.target.caregiver)) ? "whyApart" : "whyTrade"];
    const within = (starts) => starts.some(([first, last]) => first <= minute && minute <= last);
    const layer = found.layers.find(([, starts]) => !within(starts));
    if (layer) return board.dataset["why" + title(layer[0])];
    if (within(found.unrested)) return board.dataset.whyRest;
    return taken(minute) ? board.dataset.whyTaken : board.dataset.whyWay;
  }

  const title = (name) => name.split("_").map((part) => part[0].toUpperCase() + part.slice(1)).join("");

  /* her other visits as the row shows them */
  function taken(minute) {
    const blocks = [...(rowOf(drag.target.caregiver)?.querySelectorAll(".axis-block[data-from]") || [])];
    return blocks.some((block) => block.dataset.visit !== drag.visit && Number(block.dataset.from) < minute + drag.trial.minutes && minute < Number(block.dataset.until));
  }

  function targetAt(x, y) {
    const under = document.elementFromPoint(x, y);
    if (under?.closest("[data-tray]")) return { tray: true, minute: drag.start };
    const row = under?.closest("[data-row]");
    if (!row) return null;
    const cell = under.closest("[data-cell]");
    const lane = row.querySelector("[data-lane]");
    let minute = drag.start;
    if (cell) minute = startIn(cell, drag);
    else if (lane && drag.row && Math.abs(x - drag.from) > slack(y)) minute = minuteAt(lane, x - drag.grabbed);
    return { row, cell, caregiver: row.dataset.row, minute };
  }

  // who drags far down means another caregiver, not another time; what waits keeps the time the family expects
  const slack = (y) => (Math.abs(y - drag.fromY) > 30 ? 40 : 10);

  function minuteAt(lane, x) {
    const { axisFrom, axisUntil } = lane.closest("[data-axis-from]").dataset;
    const box = lane.getBoundingClientRect();
    const minute = Number(axisFrom) + ((x - box.left) / box.width) * (Number(axisUntil) - Number(axisFrom));
    // Of a night that began on the day before, no start before that day: further back nothing was tried.
    return Math.max(Math.round((minute - drag.cut) / GRID) * GRID, drag.start < 0 ? -DAY : 0);
  }

  function move(x, y) {
    drag.at = [x, y];
    drag.ghost.style.transform = `translate(${x - Math.min(drag.grabbed, 60)}px, ${y - 14}px)`;
    hint.style.transform = `translate(${Math.min(x + 14, innerWidth - 330)}px, ${y + 22}px)`;
    hint.hidden = false;
    scroll(y, x);
    const target = (drag.target = targetAt(x, y));
    document.querySelectorAll(".board-over, .board-cell-over").forEach((element) => element.classList.remove("board-over", "board-cell-over"));
    target?.row?.classList.add("board-over");
    target?.cell?.classList.add("board-cell-over");
    tell(target);
  }

  function tell(target) {
    const { trial, ghost, start, row } = drag;
    ghost.classList.remove("board-ghost-fits", "board-ghost-not");
    if (!target) return (hint.textContent = "…");
    if (target.tray) return (hint.textContent = word("Nobody"));
    const who = `${clock(target.minute)} · ${target.row.dataset.name || ""}`;
    if (target.caregiver === row && target.minute === start) return (hint.textContent = `${who} · ${word("Here")}`);
    if (!trial) return (hint.textContent = `${who} · ${word("Asking")}`);
    const found = trial.rows[target.caregiver];
    const fit = fitAt(found, target.minute);
    const past = target.minute < trial.now && target.minute !== start;
    ghost.classList.add(fit && !past ? "board-ghost-fits" : "board-ghost-not");
    hint.textContent = fit && !past ? `${who} · ${cost(found, fit[2])}` : `${who} · ${whyNot(found, target.minute)}`;
  }

  function cost(found, added) {
    const more = added - (drag.trial.added ?? 0);
    const way = `${word("Way")} ${more > 0 ? "+" : more < 0 ? "−" : "±"}${Math.abs(more)} ${word("Minutes")}`;
    return [word("Fits"), way, found.new ? word("New") : ""].filter(Boolean).join(" · ");
  }

  function scroll(y, x) {
    if (!scroller) return;
    const box = scroller.getBoundingClientRect();
    if (y < box.top + 40) scroller.scrollBy(0, -12);
    if (y > box.bottom - 40) scroller.scrollBy(0, 12);
    if (x > box.right - 40) scroller.scrollBy(12, 0);
    if (x < box.left + 200 && x > box.left + 160) scroller.scrollBy(-12, 0);
  }

  function drop() {
    const { target, visit, version, row, start } = drag;
    end();
    if (!target || (target.tray && !row) || (target.caregiver === row && target.minute === start)) return;
    const values = { caregiver: target.tray ? "" : target.caregiver, starts_at: local(target.minute), version, drag: "1", reason: "" };
    htmx.ajax("POST", addressOf(visit, "move/"), { target: "#sheet-body", values });
  }

  function end() {
    drag.ghost.remove();
    drag.block.classList.remove("board-source");
    document.body.classList.remove("board-dragging");
    hint.hidden = true;
    clear();
    drag = null;
    swallow = true; // the click that ends a drag opens nothing
    setTimeout(() => (swallow = false), 50);
    if (waiting.size) refresh([...waiting]);
    waiting = new Set();
  }

  /* --- a visit opened: by click or by key, with the form that moves it -------------------------------- */
  let swallow = false;
  document.addEventListener("click", (event) => {
    const block = event.target.closest?.("a[data-visit]");
    if (!block || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!swallow) htmx.ajax("GET", block.href, { target: "#sheet-body" });
  });

  /* --- taking back: the toast's button, or ctrl/cmd and Z ---------------------------------------------- */
  let last = "";
  document.addEventListener("toast", (event) => {
    if (event.detail.undo?.includes("/board/")) last = event.detail.undo;
  });
  document.addEventListener("submit", (event) => {
    const toast = event.target.closest?.(".toast");
    if (!toast || !event.target.action.includes("/board/")) return;
    event.preventDefault();
    takeBack(new URL(event.target.action).pathname);
    toast.remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey) || !last) return;
    if (event.target.matches?.("input, textarea, select")) return;
    event.preventDefault();
    document.querySelectorAll(".toast form").forEach((form) => form.action.includes("/board/") && form.closest(".toast").remove());
    takeBack(last);
  });

  function takeBack(url) {
    last = "";
    htmx.ajax("POST", url, { target: "#sheet-body" });
  }

  /* --- closer, wider, to the present --------------------------------------------------------------- */
  const axis = document.querySelector(".board-axis");
  const KEPT = "board-zoom";

  function zoom(by) {
    const level = Math.min(Math.max(Number(axis.dataset.zoom || 1) + by, 1), 3);
    axis.dataset.zoom = level;
    sessionStorage.setItem(KEPT, level);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-zoom], [data-to-now]");
    if (!button || !axis) return;
    if ("toNow" in button.dataset) return toNow();
    if (button.tagName === "BUTTON") zoom(Number(button.dataset.zoom));
  });

  function toNow() {
    const now = axis.querySelector(".axis-now");
    if (now && scroller) scroller.scrollTo({ left: now.offsetLeft - scroller.clientWidth / 3 });
  }

  if (axis) zoom(Number(sessionStorage.getItem(KEPT) || 1) - 1);
  if (axis && axis.scrollWidth > scroller.clientWidth) toNow();
  listen();
})();
