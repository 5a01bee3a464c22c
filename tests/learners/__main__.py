"""`python -m tests.learners FOLDER --count 200 --seed 1`: results files of learners who do not exist."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.learners.files import Habits, write
from tests.learners.world import World
from vignettes.course import Course, find_course
from vignettes.report.questions import questions_of


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.learners", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200, help="how many learners")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--module", action="append", default=[], metavar="NAME", help="a module; repeatable"
    )
    parser.add_argument("--root", type=Path, help="the course (default: found from here)")
    parser.add_argument("--wrong-key", action="append", default=[], metavar="CASE/ITEM",
                        help="an item whose key is to be wrong")  # fmt: skip
    parser.add_argument("--dead", action="append", default=[], metavar="CASE/ITEM",
                        help="an item one of whose distractors nobody takes")  # fmt: skip
    parser.add_argument("--dropout", type=float, default=0.3, help="the share of learners who stop early")
    parser.add_argument("--damaged", type=int, default=0, metavar="N", help="add N damaged files")
    options = parser.parse_args()
    course = Course(options.root) if options.root else find_course()
    questions = questions_of(course.bank(), options.module)
    unknown = {*options.wrong_key, *options.dead} - {question.place for question in questions}
    if unknown:
        parser.error(f"no such item: {', '.join(sorted(unknown))}")
    world = World(questions, options.seed, options.wrong_key, options.dead)
    write(options.folder, world, options.count, Habits(dropout=options.dropout), options.damaged)


if __name__ == "__main__":
    main()
