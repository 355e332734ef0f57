// The focal point on the picture itself: by click or by the arrow keys; the two number fields stay what is sent.
// The box is templates/admin/articles/image/focal.html; its crops follow the point as readers' pages will show it.

const LARGEST = 960; // pixels a chosen file is drawn at: enough to see what matters

// box: the element; x, y: the number fields. Gives show(), to be called when the picture in the box is another one.
export function focalPoint(box, x, y) {
  const stage = box.querySelector("[data-stage]");
  const marker = Object.assign(document.createElement("button"), { type: "button", className: "focal-marker" });
  stage.append(marker);
  box.classList.add("focal-live");

  stage.addEventListener("click", (event) => {
    if (!event.detail) return; // the keyboard's click on the marker
    const place = stage.getBoundingClientRect();
    move(((event.clientX - place.left) / place.width) * 100, ((event.clientY - place.top) / place.height) * 100);
    marker.focus({ preventScroll: true });
  });
  marker.addEventListener("keydown", (event) => {
    const [right, down] = STEPS[event.key] ?? [];
    if (right === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    move(value(x) + right * step, value(y) + down * step);
  });
  for (const field of [x, y]) field.addEventListener("input", show);

  function move(left, top) {
    x.value = inside(left);
    y.value = inside(top);
    x.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show() {
    marker.style.left = `${value(x)}%`;
    marker.style.top = `${value(y)}%`;
    marker.ariaLabel = box.dataset.label.replace("{x}", value(x)).replace("{y}", value(y));
    for (const crop of box.querySelectorAll("[data-crop]")) crop.style.objectPosition = `${tens(value(x))}% ${tens(value(y))}%`;
  }

  show();
  return show;
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function inside(number) {
  return Math.max(0, Math.min(100, Math.round(number)));
}

function value(field) {
  return field.value === "" ? 50 : inside(Number(field.value) || 0);
}

// Pages know eleven places a side (Image.focal_class): 44 -> 40, 45 -> 50.
function tens(number) {
  return Math.floor((number + 5) / 10) * 10;
}

// Draws a chosen file into the canvases of the box and shows it; hides the box when the browser cannot read the file.
export async function drawFile(box, file) {
  const picture = file && (await createImageBitmap(file).catch(() => null));
  box.hidden = !picture;
  if (!picture) return;
  const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
  for (const canvas of box.querySelectorAll("canvas")) {
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  picture.close();
}
