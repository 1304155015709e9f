// Taking something away: copies an answer, the link to a question, or a citation. In: the buttons of templates/turn.html
// and templates/reader.html. Out: text on the clipboard. Without this file, or where nothing may be copied, the buttons
// under an answer open it as text, the link opens the question, and a citation is there to be selected.

"use strict";

const TOLD_MILLISECONDS = 3000;

for (const button of document.querySelectorAll("button.copy")) offer(button, true);

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches(".take") || submitter?.value !== "text") return;
  event.preventDefault();
  if (await copied(answerOf(form), submitter, "The answer was copied with its citations.")) return;
  // Without the button the form asks for text too. This is not submitted by the reader, so that no event comes of it.
  form.submit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (button) {
    // With a line of its own where that is more than the reference: it quotes the words that are marked.
    const line = button.dataset.line ?? button.previousElementSibling.textContent;
    offer(button, await copied(Promise.resolve(line), button, "The citation was copied."));
  }
  const link = event.target.closest(".take a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (!(await copied(Promise.resolve(link.href), link, "The link was copied."))) location.assign(link.href);
});

// A button that copies in place of the citation to be selected, or the other way round.
function offer(button, can) {
  button.hidden = !can;
  button.previousElementSibling.hidden = can;
}

async function answerOf(form) {
  const sent = new FormData(form);
  sent.set("format", "text");
  const response = await fetch(form.action, { method: "POST", body: sent });
  if (!response.ok) throw new Error(`the answer could not be made into text: ${response.status}`);
  return response.text();
}

// Whether a text that is still to come was copied; who pressed is told so.
async function copied(coming, pressed, words) {
  try {
    // The promise itself: Safari lets nothing be copied that was waited for after the press.
    const written = (text) => new Blob([text], { type: "text/plain" });
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": coming.then(written) })]);
  } catch {
    if (!(await copiedTheOldWay(coming))) return false;
  }
  pressed.dataset.words ??= pressed.textContent;
  pressed.textContent = "Copied";
  document.getElementById("announcement").textContent = words;
  setTimeout(() => {
    pressed.textContent = pressed.dataset.words;
  }, TOLD_MILLISECONDS);
  return true;
}

// Browsers have no clipboard for pages that come without https, such as on a council's own network.
async function copiedTheOldWay(coming) {
  const before = document.activeElement;
  try {
    const field = document.createElement("textarea");
    field.className = "unseen";
    field.value = await coming;
    document.body.append(field);
    field.select();
    const is = document.execCommand("copy");
    field.remove();
    return is;
  } catch {
    return false;
  } finally {
    before?.focus({ preventScroll: true });
  }
}
