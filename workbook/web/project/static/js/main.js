// The task pane: every form runs an action on the open workbook and shows what came of it.
const main = document.querySelector("main");
const answer = document.getElementById("answer");
const trouble = document.getElementById("global-error-alert");

function show(heading, lines, failed = false) {
  answer.hidden = false;
  answer.classList.toggle("failed", failed);
  answer.querySelector("h2").textContent = heading;
  answer.querySelector("ul").replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })),
  );
  answer.scrollIntoView({ block: "start" });
}

// The last step of every action, called by its name: what the server has to say.
async function told(context, text) {
  const { heading, lines } = JSON.parse(text);
  show(heading, lines);
}

// The date and time on this computer: the server's clock may be in another time zone.
function now() {
  const moment = new Date();
  return new Date(moment - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

const ARGUMENTS = {
  show_month: () => [now()],
  update_month: ({ correct, ...fields }) => [now(), fields, correct === "on"],
  record_fill: (fields) => [now(), fields],
  check_book: () => [],
};

function given(form) {
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  return ARGUMENTS[form.dataset.script](fields);
}

async function act(form) {
  const auth = typeof globalThis.getAuth === "function" ? await globalThis.getAuth() : { token: "", provider: "" };
  trouble.classList.add("d-none");
  await xlwings.runPython({
    scriptName: form.dataset.script,
    auth: auth.token,
    headers: { "Auth-Provider": auth.provider },
    errorDisplayMode: "taskpane",
    args: given(form),
  });
  if (!trouble.classList.contains("d-none")) {
    trouble.classList.add("d-none");
    show(main.dataset.failed, [trouble.querySelector("span").textContent], true);
  }
}

async function make(form) {
  const response = await fetch(form.dataset.make, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!response.ok) {
    show(main.dataset.failed, [await response.text()], true);
    return;
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  await Excel.createWorkbook(btoa(text));
  show(main.dataset.opened, []);
}

async function submitted(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  button.disabled = true;
  show(main.dataset.busy, []);
  try {
    await (form.dataset.make ? make(form) : act(form));
  } catch (error) {
    show(main.dataset.failed, [String(error?.message ?? error)], true);
  } finally {
    button.disabled = false;
  }
}

if (main) {
  xlwings.registerCallback(told);
  for (const form of document.querySelectorAll("form")) form.addEventListener("submit", submitted);
}
