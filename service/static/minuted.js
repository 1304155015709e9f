// The conversation: asks by fetch and adds each answer below the one before. Without this file the form still works.
// In: the form on the page and the JSON of POST /api/ask. Out: the same elements as templates/turn.html makes.
// Text only ever becomes text nodes. A conversation is kept in this tab (sessionStorage), so that one can go to a
// paragraph and come back; the server keeps none.

"use strict";

const KEPT = "minuted.conversation.4"; // the number changes with the JSON of an answer
const KEPT_TURNS = 30;
// A conversation that a link began is that link's own.
const PLACE = new URLSearchParams(location.search).has("question") ? `${KEPT}${location.search}` : KEPT;
const MODE = "minuted.mode";
const TAKEN = ["answered", "partly_answered", "incomplete", "not_in_the_minutes"];
// Of what goes with the next question: as service/history.py keeps it.
const SENT_TURNS = 6;
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
    const completed = event.submitter.closest(".completed, .typed, .alone");
    // As it stands: what was completed is not completed again.
    ask(completed.querySelector(`[name=${event.submitter.value}]`).value, { stands: true });
  });
  for (const example of document.querySelectorAll("form.example")) {
    example.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(example.elements.question.value);
    });
  }
  document.getElementById("again").addEventListener("click", () => sessionStorage.removeItem(PLACE));
  form.querySelector(".mode")?.addEventListener("change", () => keepMode(form.elements.mode.value));
  document.getElementById("stop")?.addEventListener("click", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
  });
  form.querySelector(".fields").addEventListener("change", countLimits);
  countLimits();
  window.addEventListener("beforeprint", () => {
    // What an answer rests on belongs on paper; what was found beside it only where it was opened.
    for (const details of document.querySelectorAll(".evidence.cited")) details.open = true;
  });
  if (!document.querySelector(".turn")) restoreMode();
  if (!document.querySelector(".turn") || PLACE !== KEPT) restore();
  if (document.querySelector(".turn")) talk();
}

let asking = false;
let writing = null; // what stops the answer that is being written

// stands: whether the question is asked without the turns before it. without: the kinds of limit that are not to be read
// from it, by commas.
async function ask(question, { stands = false, without = "" } = {}) {
  if (asking) return;
  asking = true;
  showError("");
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Searching";
  const before = stands ? [] : said();
  try {
    const answer = form.elements.mode?.value === "written"
      ? await write(question, before, without)
      : await quote(question, before, without);
    if (answer) announce(answer);
  } catch (error) {
    showError(error instanceof Refusal ? error.message : form.dataset.failed, error.where);
  } finally {
    button.removeAttribute("aria-disabled");
    button.textContent = "Ask";
    asking = false;
  }
}

// The whole answer at once.
async function quote(question, history, without) {
  const response = await post(question, history, without, "application/json");
  const answer = { ...(await response.json()), without, limits: limitsOfForm() };
  const turn = addTurn(answer);
  keep(answer);
  show(turn);
  return answer;
}

// Sentence by sentence, as each passes. What is there when it ends early stays, and says so.
async function write(question, history, without) {
  writing = new AbortController();
  const { signal } = writing;
  showStop(true);
  let live = null;
  let answer = { sentences: [], removed: [], evidence: [], without, limits: limitsOfForm() };
  try {
    const response = await post(question, history, without, "text/event-stream", signal);
    for await (const { name, data } of eventsOf(response)) {
      if (name === "meta") {
        answer = { ...answer, ...data };
        live = begin(answer);
      } else if (name === "sources") {
        answer.evidence = data.evidence;
      } else if (name === "sentence") {
        answer.sentences.push(data);
        live.querySelector(".words").append(sentence(data));
      } else if (name === "done") {
        return finish(live, { ...data, without, limits: answer.limits });
      }
    }
    throw new Error("the stream ended without the whole answer");
  } catch (error) {
    if (live) return finish(live, brokenOff(answer, signal.aborted));
    if (signal.aborted) return null;
    throw error;
  } finally {
    showStop(false);
    writing = null;
  }
}

function stop() {
  writing?.abort();
}

function showStop(writes) {
  const stopping = document.getElementById("stop");
  const button = form.querySelector("button[type=submit]");
  // Who sent the question by the button finds the other one under the same finger, and the focus is not lost.
  const hadFocus = document.activeElement === (writes ? button : stopping);
  button.hidden = writes;
  stopping.hidden = !writes;
  if (hadFocus) (writes ? stopping : button).focus();
}

// A turn whose answer is being written: of what is written only sentences that have passed.
function begin(answer) {
  const live = element(
    "article",
    { class: "turn", "aria-busy": "true" },
    heading(answer),
    element("p", { class: "message" }, form.dataset.writing),
    element("div", { class: "words" }),
  );
  document.getElementById("conversation").append(live);
  show(live);
  document.getElementById("announcement").textContent = form.dataset.writing;
  return live;
}

function finish(live, answer) {
  const made = turnOf(answer);
  live.className = made.className;
  live.removeAttribute("aria-busy");
  // The heading stays where it is, for it may have the focus.
  const head = live.querySelector(".question");
  while (head.nextSibling) head.nextSibling.remove();
  live.append(...[...made.children].slice(1));
  turns.push(answer);
  keep(answer);
  return answer;
}

function brokenOff(answer, wasStopped) {
  const cited = new Set(answer.sentences.flatMap(({ citations }) => citations.map((one) => one.paragraph_id)));
  const why = wasStopped ? form.dataset.stopped : form.dataset.failed;
  return {
    ...answer,
    status: answer.sentences.length ? "incomplete" : "failed",
    message: answer.sentences.length ? form.dataset.incomplete : why,
    notice: answer.sentences.length ? why : "",
    evidence: answer.evidence.map((piece) => ({ ...piece, used: cited.has(piece.paragraph_id) })),
  };
}

// To the new turn: the page, the focus, and an empty field for the next question.
function show(turn) {
  talk();
  form.elements.question.value = "";
  turn.scrollIntoView({ block: "start" });
  turn.querySelector(".question").focus({ preventScroll: true });
}

class Refusal extends Error {
  constructor(problem) {
    super(problem.detail);
    this.where = problem.type.endsWith("question-invalid") ? "question" : "";
  }
}

async function post(question, history, without, accept, signal) {
  const mode = form.elements.mode?.value;
  const asked = { question, scope: limits(), history, without: without ? without.split(",") : [] };
  const response = await fetch("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(mode ? { ...asked, mode } : asked),
    signal,
  });
  if (!response.ok) throw new Refusal(await response.json());
  return response;
}

// The turns before: those that the page came with, and those on it, since what is kept may have been refused by a full
// store.
function said() {
  const before = JSON.parse(form.elements.history.value || "[]");
  const since = turns.map(({ asked, sentences }) => {
    const cited = sentences.flatMap(({ citations }) => citations.map((one) => one.paragraph_id));
    const answer = Array.from(sentences.map(({ text }) => text).join(" ")).slice(0, SENT_CHARACTERS).join("");
    return { question: asked, answer, citations: [...new Set(cited)].slice(0, SENT_CITATIONS) };
  });
  return [...before, ...since].slice(-SENT_TURNS);
}

// As the fields of the form are called.
function limitsOfForm() {
  const { council, committee, since, until, minutes } = form.elements;
  const set = [council, committee, since, until, minutes].filter((control) => control.value);
  return Object.fromEntries(set.map(({ name, value }) => [name, value]));
}

// As the scope of the API calls them.
function limits() {
  const { minutes, ...others } = limitsOfForm();
  return minutes ? { ...others, minutes_id: minutes } : others;
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
    sessionStorage.removeItem(PLACE);
  }
}

function kept() {
  return JSON.parse(sessionStorage.getItem(PLACE)) ?? [];
}

function keepMode(mode) {
  try {
    sessionStorage.setItem(MODE, mode);
  } catch {
    // A forbidden store loses only the choice.
  }
}

function restoreMode() {
  const chosen = form.querySelector(`.mode [value="${sessionStorage.getItem(MODE) === "written" ? "written" : "quoted"}"]`);
  if (chosen && sessionStorage.getItem(MODE)) chosen.checked = true;
}

function keep(answer) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify([...kept(), answer].slice(-KEPT_TURNS)));
  } catch {
    // A full or forbidden store loses only the way back to this answer.
  }
}

// From here on: the elements of templates/turn.html.

function addTurn(answer) {
  const turn = turnOf(answer);
  document.getElementById("conversation").append(turn);
  turns.push(answer);
  return turn;
}

function turnOf(answer) {
  const isWritten = answer.mode === "written";
  const quoted = quotedSpans(answer);
  const used = [...quoted.keys()].flatMap((id) => answer.evidence.filter((piece) => piece.paragraph_id === id));
  const others = answer.evidence.filter((piece) => !piece.used);
  const inFull = used.length === 1 ? "Read the paragraph in full" : `Read the ${used.length} paragraphs in full`;
  const silent = answer.status === "not_in_the_minutes" ? `, which ${others.length === 1 ? "does" : "do"} not answer` : "";
  const beside = `Show ${counted(others.length, used.length ? "other paragraph" : "related paragraph")}${silent}`;
  return element(
    "article",
    { class: `turn ${answer.status}${isWritten ? " written" : ""}` },
    heading(answer),
    answer.completed ? completed(answer) : null,
    answer.completed && !answer.respelled ? typed(answer) : null,
    answer.follow_up ? alone(answer) : null,
    answer.narrowed.length && !answer.outside ? narrowed(answer) : null,
    answer.notice ? element("p", { class: "notice" }, answer.notice) : null,
    element("p", { class: "message" }, answer.message),
    answer.unused_words ? element("p", { class: "unused" }, answer.unused_words) : null,
    ...(isWritten ? words(answer) : byCouncil(groups(answer.sentences))),
    answer.removed.length ? removed(answer.removed) : null,
    used.length ? paragraphs("evidence cited", inFull, used, quoted) : null,
    others.length ? paragraphs("evidence", beside, others, quoted) : null,
    answer.status === "not_in_the_minutes" ? null : element("p", { class: "coverage" }, answer.coverage),
    TAKEN.includes(answer.status) ? take(answer) : null,
  );
}

// What is taken away of an answer: sent back as it is, for a follow-up or a model would not answer the same again.
function take(answer) {
  const { limits: set = {}, without } = answer;
  const asked = Object.entries({ question: answer.question, ...set, without }).filter(([, value]) => value);
  const press = (format, ...words) => element("button", { type: "submit", name: "format", value: format }, ...words);
  const file = (format, name) => press(format, element("span", { class: "unseen" }, "Download as "), name);
  return element(
    "form",
    { class: "take", method: "post", action: "/answer", enctype: "multipart/form-data" },
    element("input", { type: "hidden", name: "answer", value: JSON.stringify(answer) }),
    answer.sentences.length ? press("text", "Copy with citations") : null,
    // A question that leans on what came before is another one without it.
    answer.completed && !answer.respelled
      ? null
      : element("a", { href: `/?${new URLSearchParams(asked)}` }, "Link to this question"),
    element("span", { class: "files" }, "Download: ", file("markdown", "Markdown"), " ", file("json", "JSON")),
  );
}

function heading({ asked }) {
  return element("h2", { class: "question", tabindex: "-1" }, element("span", { class: "unseen" }, "You asked: "), asked);
}

// A written answer: its sentences, whose minutes they are of, and who wrote it.
function words({ sentences, made_by: { llm } }) {
  const from = new Map();
  for (const { source, label, minutes_status: status } of sentences.flatMap(({ citations }) => citations)) {
    const theirs = from.get(source) ?? { labels: new Set(), isDraft: status === "draft" };
    from.set(source, theirs);
    theirs.labels.add(label);
  }
  const draft = () => element("span", { class: "tag" }, "Draft minutes");
  const sources = [...from].map(([source, { labels, isDraft }]) =>
    element("li", {}, `${[...labels].join(", ")}: ${source}`, ...(isDraft ? [" ", draft()] : [])),
  );
  return [
    element("div", { class: "words" }, ...sentences.map(sentence)),
    element("ul", { class: "sources", "aria-label": "From the minutes of" }, ...sources),
    element("p", { class: "by" }, `Written by ${llm ?? "a language model"}. ${form.dataset.checked}`),
  ];
}

function sentence({ text, citations }) {
  return element("p", {}, text, ...citations.flatMap((one) => [" ", link(one)]));
}

function removed(left) {
  const items = left.map(({ text, reason }) =>
    element("li", {}, element("p", { class: "text" }, text), element("p", { class: "where" }, `Left out: ${reason}.`)),
  );
  const summary = element("summary", {}, `Show what was left out (${left.length})`);
  return element("details", { class: "evidence removed" }, summary, element("ul", {}, ...items));
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
      ...(form.elements.mode ? [["mode", form.elements.mode.value]] : []),
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

function use(value, words) {
  return element("button", { type: "submit", name: "use", value, form: "changed" }, words);
}

// A question that was read as standing alone and may be a follow-up: one tap asks it as one.
function alone({ follow_up: question }) {
  return element(
    "p",
    { class: "alone" },
    `${form.dataset.alone} `,
    element("input", { type: "hidden", name: "edited", form: "changed", value: question }),
    use("edited", form.dataset.followUp),
  );
}

function completed({ question, read_as: readAs }) {
  return element(
    "details",
    { class: "completed" },
    element("summary", {}, element("span", {}, `${readAs} `, element("b", {}, "Change"))),
    element(
      "label",
      {},
      "Ask this instead ",
      element("textarea", { name: "edited", form: "changed", rows: "3", spellcheck: "true" }, question),
    ),
    element("p", { class: "ways" }, use("edited", "Ask this")),
  );
}

// One tap asks only what was typed, without what came before.
function typed({ asked }) {
  return element(
    "p",
    { class: "typed" },
    element("input", { type: "hidden", name: "typed", form: "changed", value: asked }),
    use("typed", "Ask only what I typed"),
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

// Of several councils, each is named where its first sentences are quoted.
function byCouncil(found) {
  const named = found.map(([{ citations }]) => (citations.length ? citations[0].council ?? "Council unknown" : ""));
  const several = new Set(named).size > 1;
  return found.flatMap((sentences, place) => {
    const council = several && named[place] !== (named[place - 1] ?? "") ? named[place] : "";
    return [...(council ? [element("h3", { class: "whose" }, council)] : []), quotes(sentences)];
  });
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
      ...sentences.map(sentence),
    ),
    first ? element("figcaption", {}, first.source, ...draft) : null,
  );
}

function paragraphs(name, summary, pieces, quoted) {
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
  return element("details", { class: name }, element("summary", {}, summary), element("ol", {}, ...items));
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
