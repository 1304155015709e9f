// The conversation: asks by fetch and adds each answer below the one before. Without this file the form still works.
// In: the form on the page and the JSON of POST /api/ask. Out: the same elements as templates/turn.html makes.
// Text only ever becomes text nodes. A conversation is kept in this tab (sessionStorage), so that one can go to a
// paragraph and come back; the server keeps none.

"use strict";

const KEPT = "minuted.conversation.2"; // the number changes with the JSON of an answer
const KEPT_TURNS = 30;
// Of what goes with the next question: as service/history.py keeps it.
const SENT_TURNS = 3;
const SENT_CHARACTERS = 1000;
const SENT_CITATIONS = 50;

let turns = [];

const form = document.getElementById("ask");
if (form) start();

function start() {
  const field = form.elements.question;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(field.value);
  });
  field.addEventListener("keydown", (event) => {
    // Enter sends, as the key of a phone's keyboard says; Shift+Enter begins a new line. Not while a word is composed.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.getElementById("changed").addEventListener("submit", (event) => {
    event.preventDefault();
    const completed = event.submitter.closest(".completed");
    // As it stands: what was completed is not completed again.
    ask(completed.querySelector(`[name=${event.submitter.value}]`).value, { stands: true });
  });
  for (const example of document.querySelectorAll("form.example")) {
    example.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(example.elements.question.value);
    });
  }
  document.getElementById("again").addEventListener("click", () => sessionStorage.removeItem(KEPT));
  form.querySelector(".fields").addEventListener("change", countLimits);
  countLimits();
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".evidence")) details.open = true;
  });
  if (!document.querySelector(".turn")) restore();
  if (document.querySelector(".turn")) talk();
}

let asking = false;

// stands: whether the question is asked without the turns before it. without: the kinds of limit that are not to be read
// from it, by commas.
async function ask(question, { stands = false, without = "" } = {}) {
  if (asking) return;
  asking = true;
  showError("");
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Searching";
  try {
    const answer = { ...(await answerTo(question, stands ? [] : said(), without)), without };
    const turn = addTurn(answer);
    keep(answer);
    talk();
    form.elements.question.value = "";
    turn.scrollIntoView({ block: "start" });
    turn.querySelector(".question").focus({ preventScroll: true });
    announce(answer);
  } catch (error) {
    showError(error instanceof Refusal ? error.message : form.dataset.failed, error.where);
  } finally {
    button.removeAttribute("aria-disabled");
    button.textContent = "Ask";
    asking = false;
  }
}

class Refusal extends Error {
  constructor(problem) {
    super(problem.detail);
    this.where = problem.type.endsWith("question-invalid") ? "question" : "";
  }
}

async function answerTo(question, history, without) {
  const response = await fetch("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ question, scope: limits(), history, without: without ? without.split(",") : [] }),
  });
  const body = await response.json();
  if (!response.ok) throw new Refusal(body);
  return body;
}

// The turns before: those on the page, since what is kept may have been refused by a full store; of a page that came
// with an answer, those that it came with.
function said() {
  if (!turns.length) return JSON.parse(form.elements.history.value || "[]");
  return turns.slice(-SENT_TURNS).map(({ asked, sentences }) => {
    const cited = sentences.flatMap(({ citations }) => citations.map((one) => one.paragraph_id));
    const answer = Array.from(sentences.map(({ text }) => text).join(" ")).slice(0, SENT_CHARACTERS).join("");
    return { question: asked, answer, citations: [...new Set(cited)].slice(0, SENT_CITATIONS) };
  });
}

function limits() {
  const { council, committee, since, until, minutes } = form.elements;
  const scope = { council, committee, since, until, minutes_id: minutes };
  return Object.fromEntries(
    Object.entries(scope)
      .filter(([, control]) => control.value)
      .map(([name, control]) => [name, control.value]),
  );
}

function countLimits() {
  const set = Object.keys(limits()).length;
  const count = form.querySelector(".count");
  count.textContent = `${set} set`;
  count.hidden = set === 0;
}

// Once, when the answer is there: reading a long answer aloud unasked would talk over the reader.
function announce(answer) {
  const sentences = answer.sentences.length;
  const found = sentences ? ` ${counted(sentences, "sentence")}.` : "";
  document.getElementById("announcement").textContent = `Answer ready. ${answer.message}${found}`;
}

function showError(message, where) {
  const box = document.getElementById("error");
  box.hidden = !message;
  document.getElementById("error-text").textContent = message;
  const field = form.elements.question;
  if (where === "question") {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "error-text");
  } else {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  if (message) box.focus();
}

// The page once there is an answer: the form goes below the answers, the introduction and the examples go.
function talk() {
  document.getElementById("main").classList.add("talking");
  document.getElementById("again").hidden = false;
  document.getElementById("examples")?.remove();
}

function restore() {
  try {
    kept().forEach(addTurn);
  } catch {
    // What is kept was not written by this version: forget it.
    document.getElementById("conversation").replaceChildren();
    turns = [];
    sessionStorage.removeItem(KEPT);
  }
}

function kept() {
  return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
}

function keep(answer) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...kept(), answer].slice(-KEPT_TURNS)));
  } catch {
    // A full or forbidden store loses only the way back to this answer.
  }
}

// From here on: the elements of templates/turn.html.

function addTurn(answer) {
  const quoted = quotedSpans(answer);
  const used = [...quoted.keys()].flatMap((id) => answer.evidence.filter((piece) => piece.paragraph_id === id));
  const others = answer.evidence.filter((piece) => !piece.used);
  const inFull = used.length === 1 ? "Read the paragraph in full" : `Read the ${used.length} paragraphs in full`;
  const silent = answer.status === "not_in_the_minutes" ? `, which ${others.length === 1 ? "does" : "do"} not answer` : "";
  const beside = `Show ${counted(others.length, used.length ? "other paragraph" : "related paragraph")}${silent}`;
  const turn = element(
    "article",
    { class: `turn ${answer.status}` },
    element("h2", { class: "question", tabindex: "-1" }, element("span", { class: "unseen" }, "You asked: "), answer.asked),
    answer.completed ? completed(answer) : null,
    answer.narrowed.length && !answer.outside ? narrowed(answer) : null,
    element("p", { class: "message" }, answer.message),
    ...groups(answer.sentences).map(quotes),
    used.length ? paragraphs(inFull, used, quoted) : null,
    others.length ? paragraphs(beside, others, quoted) : null,
    answer.status === "not_in_the_minutes" ? null : element("p", { class: "coverage" }, answer.coverage),
  );
  document.getElementById("conversation").append(turn);
  turns.push(answer);
  return turn;
}

// Each limit that was read from the question, as the button that takes it off.
function narrowed(answer) {
  const { council, committee, since, until, minutes } = form.elements;
  const set = [council, committee, since, until, minutes].filter((control) => control.value);
  const items = answer.narrowed.map((limit) => {
    const without = [answer.without, limit.field].filter(Boolean).join(",");
    const values = [
      ["edited", answer.question],
      ["use", "edited"],
      ...set.map(({ name, value }) => [name, value]),
      ["without", without],
    ];
    const taking = element(
      "form",
      { class: "limit", method: "post", action: "/" },
      ...values.map(([name, value]) => element("input", { type: "hidden", name, value })),
      element("button", { type: "submit" }, `Only ${limit.name} `, element("span", {}, "– take off")),
    );
    taking.addEventListener("submit", (event) => {
      event.preventDefault();
      // As it stands: what was completed is not completed again.
      ask(answer.question, { stands: true, without });
    });
    return element("li", {}, taking);
  });
  return element("ul", { class: "narrowed", "aria-label": "Limits read from your question" }, ...items);
}

function completed({ asked, question }) {
  const use = (value, words, attributes = {}) =>
    element("button", { type: "submit", name: "use", value, form: "changed", ...attributes }, words);
  return element(
    "details",
    { class: "completed" },
    element("summary", {}, element("span", {}, "Asked as: ", element("q", {}, question))),
    element(
      "label",
      {},
      "Change what is asked ",
      element("textarea", { name: "edited", form: "changed", rows: "3", spellcheck: "true" }, question),
    ),
    element("input", { type: "hidden", name: "typed", form: "changed", value: asked }),
    element("p", { class: "ways" }, use("edited", "Ask this"), " ", use("typed", "Ask as I typed it", { class: "plain" })),
  );
}

function quotedSpans(answer) {
  const spans = new Map();
  for (const { citations } of answer.sentences) {
    for (const { paragraph_id: id, start, end } of citations) spans.set(id, [...(spans.get(id) ?? []), [start, end]]);
  }
  return spans;
}

function groups(sentences) {
  const found = [];
  for (const sentence of sentences) {
    const last = found.at(-1);
    if (last && minutesOf(last[0]) === minutesOf(sentence)) last.push(sentence);
    else found.push([sentence]);
  }
  return found;
}

function minutesOf(sentence) {
  return sentence.citations.length ? sentence.citations[0].paragraph_id.split("#")[0] : "";
}

function quotes(sentences) {
  const first = sentences[0].citations[0];
  const draft = first?.minutes_status === "draft" ? [" ", element("span", { class: "tag" }, "Draft minutes")] : [];
  return element(
    "figure",
    { class: "quotes" },
    element(
      "blockquote",
      {},
      ...sentences.map(({ text, citations }) => element("p", {}, text, ...citations.flatMap((one) => [" ", link(one)]))),
    ),
    first ? element("figcaption", {}, first.source, ...draft) : null,
  );
}

function paragraphs(summary, pieces, quoted) {
  const items = pieces.map((piece) =>
    element(
      "li",
      {},
      element("p", { class: "where" }, link(piece), ` ${piece.source}`),
      piece.parent_text ? element("p", { class: "parent" }, piece.parent_text) : null,
      element("p", { class: "text" }, ...marked(piece.text, quoted.get(piece.paragraph_id) ?? [])),
      ...piece.also.map((address) =>
        element("p", { class: "where" }, "Also printed ", element("a", { href: address }, "elsewhere in the record of this meeting")),
      ),
    ),
  );
  return element("details", { class: "evidence" }, element("summary", {}, summary), element("ol", {}, ...items));
}

function link({ address, name, label }) {
  return element("a", { class: "citation", href: address, "aria-label": name }, label);
}

// Spans count characters, as Python does; a JavaScript string counts some characters, such as emoji, twice.
function marked(text, spans) {
  const characters = Array.from(text);
  const inside = characters.map((_, place) => spans.some(([start, end]) => start <= place && place < end && end <= characters.length));
  const runs = [];
  characters.forEach((character, place) => {
    if (place && inside[place] === inside[place - 1]) runs.at(-1).text += character;
    else runs.push({ text: character, quoted: inside[place] });
  });
  return runs.map((run) => (run.quoted ? element("mark", {}, run.text) : run.text));
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function counted(number, noun) {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}
