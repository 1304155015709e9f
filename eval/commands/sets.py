"""`minuted-eval sets`: the question sets that Minuted brings."""

from eval.commands.options import OUT, Json, as_json
from eval.corpora import load_benchmark
from eval.questions import set_names


def sets(*, json: Json = False) -> None:
    """List the question sets."""
    loaded = [load_benchmark(name) for name in set_names()]
    found = [one.questions for one in loaded]
    if json:
        as_json(
            [
                {"name": one.name, "questions": len(one.questions), "answerable": len(one.answerable),
                 "judged_by_sentence": len(whole.sentences), "description": one.description,
                 "fingerprint": one.fingerprint}
                for whole, one in zip(loaded, found, strict=True)
            ]
        )  # fmt: skip
        return
    for one in found:
        OUT.print(
            f"{one.name:21} {len(one.questions):4} questions, {len(one.questions) - len(one.answerable)} of them "
            f"unanswerable. {one.description}",
            soft_wrap=True,
        )
