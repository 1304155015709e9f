"""`minuted-eval sets`: the question sets that Minuted brings."""

from eval.commands.options import OUT, Json, as_json
from eval.questions import load_set, set_names


def sets(*, json: Json = False) -> None:
    """List the question sets."""
    found = [load_set(name) for name in set_names()]
    if json:
        as_json(
            [
                {"name": one.name, "questions": len(one.questions), "answerable": len(one.answerable),
                 "description": one.description, "fingerprint": one.fingerprint}
                for one in found
            ]
        )  # fmt: skip
        return
    for one in found:
        OUT.print(
            f"{one.name:15} {len(one.questions):4} questions, {len(one.questions) - len(one.answerable)} of them "
            f"unanswerable. {one.description}",
            soft_wrap=True,
        )
