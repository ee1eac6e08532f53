"""Every benchmark, one after the other."""

from bench import (
    cards,
    explain,
    first_alert,
    import_rows,
    index_start,
    match_candidate,
    match_vacancy,
    proposals,
    read_path,
    relay,
    results,
    wake_up,
    write_path,
)
from bench.command import parsed, run
from bench.report import Row, as_json, machine


def main() -> None:
    options = parsed("Doorstroom against the floor, side by side in one run")
    known = machine()
    rows: list[Row] = []
    parts = (
        write_path, read_path, import_rows, relay, wake_up, first_alert, results, cards, proposals, explain,
        match_vacancy, match_candidate, index_start,
    )  # fmt: skip
    for module in parts:
        rows += run(module.TITLE, module.benchmark, options.size).rows
    if options.json:
        print(as_json(known, rows), flush=True)


if __name__ == "__main__":
    main()
