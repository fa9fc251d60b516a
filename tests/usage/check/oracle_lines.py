"""How lines of a CSV file become cells (RFC 4180), mark by mark: for the oracle."""


def join(lines, at):
    """The record that opens in the line before `at`, and where the next begins; broken: that line alone."""
    record = lines[at - 1]
    for end in range(at, min(at + 100, len(lines))):
        record += "\n" + lines[end]
        state, _ = split(record)
        if state == "whole":
            return record, end + 1
        if state == "broken":
            break
    return lines[at - 1], at


def split(record):
    """(whole | open | broken, cells), mark by mark."""
    cells, cell, state = [], "", "start"
    for mark in record:
        if state == "quoted":
            state, cell = ("quote", cell) if mark == '"' else (state, cell + mark)
        elif state == "quote" and mark == '"':
            state, cell = "quoted", cell + '"'
        elif mark == ",":
            cells, cell, state = [*cells, cell], "", "start"
        elif state == "quote":
            return "broken", [*cells, cell]
        elif state == "start" and mark == '"':
            state = "quoted"
        else:
            state, cell = "plain", cell + mark
    return "open" if state == "quoted" else "whole", [*cells, cell]
