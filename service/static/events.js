// Server-sent events of an answer, as they come. In: the response of POST /api/ask. Out: the name and the JSON of each.
// EventSource cannot send a question by POST, and a question must stand in no address.

"use strict";

async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (waiting + value).split("\n\n");
    waiting = parts.pop();
    for (const part of parts) {
      const lines = part.split("\n");
      const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
      const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
      if (name) yield { name, data: JSON.parse(data.join("\n")) };
    }
  }
}
