/* The board's map: closer, wider and along, by button, wheel and pointer. Marks and names are as large on every screen. */
(() => {
  "use strict";

  const frame = document.querySelector("[data-map]");
  if (!frame) return;
  const drawn = () => document.querySelector("[data-map] svg"); // it is fetched again when something changes
  const NAME = 15; // pixels: a district's name; a mark is drawn in pixels, too
  const BESIDE = 22; // pixels between marks of the same place
  const whole = { x: 0, y: 0, w: Number(frame.dataset.width), h: Number(frame.dataset.height) };
  let seen = { ...whole };

  function show() {
    const drawing = drawn();
    drawing.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.w} ${seen.h}`);
    const box = drawing.getBoundingClientRect();
    const pixel = Math.max(seen.w / box.width, seen.h / box.height);
    const here = new Map();
    drawing.querySelectorAll(".map-stop").forEach((mark) => {
      const { x, y } = mark.dataset;
      const before = here.get(`${x} ${y}`) || 0;
      here.set(`${x} ${y}`, before + 1);
      mark.setAttribute("transform", `translate(${Number(x) + before * BESIDE * pixel} ${y}) scale(${pixel})`);
    });
    drawing.querySelectorAll(".map-district").forEach((name) => place(name, NAME * pixel));
  }

  /* A name as large as it should be, moved as far as the edge of the whole picture asks. */
  function place(name, size) {
    const half = ((name.textContent.length + 1) * size) / 2;
    const x = Math.min(Math.max(Number(name.dataset.x), half), whole.w - half);
    name.style.setProperty("font-size", `${size}px`);
    name.setAttribute("x", x);
  }

  function zoom(by, x = seen.x + seen.w / 2, y = seen.y + seen.h / 2) {
    const w = Math.min(Math.max(seen.w * by, whole.w / 20), whole.w);
    const share = w / seen.w;
    seen = { x: x - (x - seen.x) * share, y: y - (y - seen.y) * share, w, h: seen.h * share };
    show();
  }

  function along(x, y) {
    seen.x += x * seen.w;
    seen.y += y * seen.h;
    show();
  }

  const acts = {
    in: () => zoom(0.7),
    out: () => zoom(1 / 0.7),
    all: () => ((seen = { ...whole }), show()),
    west: () => along(-0.2, 0),
    east: () => along(0.2, 0),
    north: () => along(0, -0.2),
    south: () => along(0, 0.2),
  };
  document.addEventListener("click", (event) => acts[event.target.closest?.("button[data-map]")?.dataset.map]?.());
  document.addEventListener("htmx:afterSettle", (event) => event.detail.target.id === "board-map" && show());

  function pointOf(event) {
    const box = drawn().getBoundingClientRect();
    const scale = Math.max(seen.w / box.width, seen.h / box.height);
    return [seen.x + seen.w / 2 + (event.clientX - box.left - box.width / 2) * scale, seen.y + seen.h / 2 + (event.clientY - box.top - box.height / 2) * scale, scale];
  }

  const over = (event) => event.target.closest?.("[data-map] svg");
  document.addEventListener("wheel", (event) => {
    if (!over(event)) return;
    event.preventDefault();
    const [x, y] = pointOf(event);
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, x, y);
  }, { passive: false });

  window.addEventListener("resize", show);
  show();

  let held = null;
  document.addEventListener("pointerdown", (event) => {
    if (over(event)) held = [event.clientX, event.clientY];
  });
  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    const scale = pointOf(event)[2];
    seen.x -= (event.clientX - held[0]) * scale;
    seen.y -= (event.clientY - held[1]) * scale;
    held = [event.clientX, event.clientY];
    show();
  });
  document.addEventListener("pointerup", () => (held = null));
  document.addEventListener("pointercancel", () => (held = null));
})();
