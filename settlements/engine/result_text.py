"""The canonical text of a result, written faster than by `canonical_json`, to the same bytes.

Lines of one rule share most of their steps, so each step is encoded once and put where it belongs. Earning
lines, most of a result, all have the same members and fill in a form.
"""

from json.encoder import encode_basestring as quoted
from typing import Any, Final

from settlements.engine.explain import Step
from settlements.engine.json_text import canonical_json

# neither can stand inside a JSON string, where every quotation mark follows a backslash
_NO_LINES: Final = b'"lines":[]'
_NO_STEPS: Final = b'"steps":[]'
_BETWEEN: Final = b',"|",'

# an earning line; quotation marks stand around the figures, which hold nothing that JSON would escape
_TO_STEPS: Final = (
    '{"amount":"%(amount)s","application":%(application)s,"base":"%(base)s",'
    '"base_settlement":"%(base_settlement)s","buckets":[%(buckets)s],"clause":%(clause)s,'
    '"contributions":%(contributions)s,"currency":"%(currency)s","exact":"%(exact)s",'
    '"exclusivity":"%(exclusivity)s","key":%(key)s,"kind":"earning","market":%(market)s,"model":%(model)s,'
    '"quantity":"%(quantity)s","rate":%(rate)s,"rule":%(rule)s,"share":%(share)s,"steps":['
)
_FROM_STEPS: Final = '],"unit":%(unit)s,"version":%(version)s}'
_TEXTS: Final = ("application", "key", "market", "model", "rule", "unit")
_NULLABLE: Final = ("clause", "contributions", "rate", "share")


def _form(name: str, formula: str, inputs: str) -> tuple[set[str], str]:
    """A step up to its result."""
    names = sorted(inputs.split())
    figures = ",".join(f'"{each}":"%({each})s"' for each in names)
    return set(names), f'{{"formula":"{formula}","inputs":{{{figures}}},"name":"{name}","result":'


# the steps that each earning line has for itself, where their inputs are figures and nothing else
_FORMS: Final = {
    formula: _form(name, formula, inputs)
    for name, formula, inputs in (
        ("base", "gross_revenue", "gross_revenue"),
        ("base", "gross_revenue − deductions", "gross_revenue deductions"),
        ("fx", "base × fx_rate", "base fx_rate"),
        ("exact", "base_settlement × share", "base_settlement share"),
        ("rounding", "cut + unit", "exact cut unit"),
    )
}


def canonical_result(document: dict[str, Any]) -> bytes:
    """The same bytes as `canonical_json(document)`."""
    lines: list[dict[str, Any]] = document["lines"]
    if not lines:
        return canonical_json(document)
    texts = _encode_each({id(step): step for line in lines for step in line["steps"]})
    before_lines, after_lines = canonical_json({**document, "lines": []}).split(_NO_LINES)
    written = [before_lines, b'"lines":[']
    for line in lines:
        before, after = _around_steps(line)
        steps = b",".join([texts[id(step)] for step in line["steps"]])
        written += (before, steps, after, b",")
    written[-1] = b"]"
    return b"".join([*written, after_lines])


def _around_steps(line: dict[str, Any]) -> tuple[bytes, bytes]:
    """The text of a line up to its steps, and after them."""
    if line["kind"] != "earning":
        before, after = canonical_json({**line, "steps": []}).split(_NO_STEPS)
        return before + b'"steps":[', b"]" + after
    values = line.copy()
    for name in _TEXTS:
        values[name] = quoted(values[name])
    for name in _NULLABLE:
        value = values[name]
        values[name] = "null" if value is None else quoted(value)
    values["buckets"] = ",".join(map(quoted, values["buckets"]))
    return (_TO_STEPS % values).encode(), (_FROM_STEPS % values).encode()


def _encode_each(steps: dict[int, Step]) -> dict[int, bytes]:
    """Forms where they fit, and one call of the encoder for the others: a mark stands between them.

    Others there always are: no line goes without the rounding of all lines of its rule, or of itself.
    """
    texts: dict[int, bytes] = {}
    marked: list[object] = []
    others: list[int] = []
    for identity, step in steps.items():
        form, inputs = _FORMS.get(step["formula"]), step["inputs"]
        if form is not None and inputs.keys() == form[0]:
            texts[identity] = f'{form[1] % inputs}"{step["result"]}"}}'.encode()
        else:
            others.append(identity)
            marked += (step, "|")
    text = canonical_json(marked[:-1])
    return {**texts, **dict(zip(others, text[1:-1].split(_BETWEEN), strict=True))}
