"""A statement's bundle, checked as its reader would: with nothing but Python."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.urls import reverse
from django.utils import translation

from settlements.statements.bundle import make_bundle as making
from settlements.statements.bundle.make_bundle import make_bundle
from settlements.statements.bundle.verifier import verifier, verifier_sha256


def unpacked(statement, folder, **asked):
    with zipfile.ZipFile(make_bundle(statement=statement, **asked)) as bundle:
        bundle.extractall(folder)
    return folder


def verify(*names, cwd):
    """`python3 verify.pyz …` where nothing of this project can be imported."""
    (cwd / "verify.pyz").write_bytes(verifier())
    command = [sys.executable, "-I", "-S", "verify.pyz", *names]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, env={})
    assert "Traceback" not in done.stderr
    return done


def test_a_bundle_matches_as_zip_and_as_folder(payable, tmp_path):
    (tmp_path / "it.zip").write_bytes(make_bundle(statement=payable).read())
    done = verify("it.zip", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"it.zip ({payable.number} version 1, 2026-10): matches\n")
    unpacked(payable, tmp_path / "folder", with_rows=True)
    assert verify("folder", cwd=tmp_path).returncode == 0
    assert (tmp_path / "folder" / "verify.pyz").read_bytes() == verifier()


@pytest.mark.parametrize("packed", [True, False])
def test_one_cent_more_is_named(payable, tmp_path, packed):
    folder = unpacked(payable, tmp_path / "folder")
    path = folder / "settlement-result.json"
    result = json.loads(path.read_bytes())
    line = result["lines"][1]
    line["amount"] = f"{float(line['amount']) + 0.01:.2f}"
    path.write_text(json.dumps(result))
    target = "folder"
    if packed:
        target = "it.zip"
        with zipfile.ZipFile(tmp_path / target, "w") as bundle:
            for each in sorted(folder.iterdir()):
                bundle.write(each, each.name)
    done = verify(target, cwd=tmp_path)
    assert done.returncode == 1
    key = line["key"].encode("ascii", "backslashreplace").decode()
    assert f'lines["{key}"].amount: stated "{line["amount"]}"' in done.stdout.replace("lines.", "lines")
    assert '"settlement-result.json": not the bytes that SHA256SUMS states' in done.stdout


def test_a_changed_input_is_seen_even_where_it_changes_no_amount(payable, tmp_path):
    folder = unpacked(payable, tmp_path / "folder")
    path = folder / "settlement-input.json"
    document = json.loads(path.read_bytes())
    document["usage"][0]["rows"] += 1
    path.write_text(json.dumps(document))
    sums = (folder / "SHA256SUMS").read_text().splitlines()
    renewed = f"{hashlib.sha256(path.read_bytes()).hexdigest()}  settlement-input.json"
    (folder / "SHA256SUMS").write_text(
        "\n".join(renewed if row.endswith("input.json") else row for row in sums)
    )
    done = verify("folder", cwd=tmp_path)
    assert done.returncode == 1
    assert "settlement-input.json: this is not the input that was sealed" in done.stdout


def test_a_statement_changed_whole_no_longer_fits_the_next(payable, receivable, tmp_path):
    """A forger who reseals one statement cannot make the partner's next one continue it."""
    for name, statement in (("first", payable), ("second", receivable)):
        unpacked(statement, tmp_path / name)
    assert verify("second", "first", cwd=tmp_path).returncode == 0
    path = tmp_path / "first" / "seal.json"
    seal = json.loads(path.read_bytes())
    facts = {name: value for name, value in seal.items() if name != "seal"} | {
        "issued_at": "2026-01-01T00:00:00"
    }
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    path.write_text(json.dumps({**facts, "seal": hashlib.sha256(text.encode()).hexdigest()}))
    (tmp_path / "first" / "SHA256SUMS").unlink()
    assert verify("first", cwd=tmp_path).returncode == 0
    done = verify("first", "second", cwd=tmp_path)
    assert done.returncode == 1
    assert f"{payable.number} and {receivable.number}: the second does not continue the first" in done.stdout


def test_the_same_statement_gives_the_same_bytes(payable):
    assert make_bundle(statement=payable).read() == make_bundle(statement=payable).read()
    verifier.cache_clear()
    first = verifier()
    verifier.cache_clear()
    assert verifier() == first
    assert hashlib.sha256(first).hexdigest() == verifier_sha256()


def test_every_file_is_summed_and_the_documents_are_those_sealed(payable):
    with zipfile.ZipFile(make_bundle(statement=payable, with_rows=True)) as bundle:
        sums = dict(reversed(row.split("  ")) for row in bundle.read("SHA256SUMS").decode().splitlines())
        assert set(sums) == set(bundle.namelist()) - {"SHA256SUMS"}
        assert all(hashlib.sha256(bundle.read(name)).hexdigest() == digest for name, digest in sums.items())
        assert sums["settlement-input.json"] == payable.seal.input_sha256
        assert "october.csv" in bundle.read("source-files.csv").decode()
        rows = bundle.read("source-rows.csv").decode("utf-8-sig").splitlines()
        assert rows[0].startswith("statement_line,file,line,usage_date")
        assert len(rows) == 1 + 5  # the hours of one row earn a share and a price
        assert "20%" in bundle.read("terms.txt").decode()


def test_words_are_in_the_partners_language(payable):
    payable.partner.language = "de"
    with translation.override("ja"), zipfile.ZipFile(make_bundle(statement=payable)) as bundle:
        assert "Oktober 2026" in bundle.read("README.txt").decode()


def test_too_many_rows_are_refused_with_what_to_do(client, vera, payable, monkeypatch):
    monkeypatch.setattr(making, "MOST_ROWS", 3)
    client.force_login(vera)
    answer = client.get(reverse("statement_bundle", args=[payable.number]), {"rows": "1"}, follow=True)
    assert "Take the bundle without them" in answer.content.decode()


def test_the_program_says_how_it_is_called_and_what_it_cannot_read(tmp_path):
    assert "usage: python3 verify.pyz BUNDLE" in verify("--help", cwd=tmp_path).stdout
    assert verify(cwd=tmp_path).returncode == 2
    done = verify("nowhere.zip", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no" in done.stderr


def test_one_name_for_two_members_is_refused(payable, tmp_path):
    whole = io.BytesIO(make_bundle(statement=payable).read())
    with zipfile.ZipFile(whole, "a") as bundle:
        with pytest.warns(UserWarning, match="Duplicate"):
            bundle.writestr("settlement-result.json", b"{}")
    (tmp_path / "twice.zip").write_bytes(whole.getvalue())
    done = verify("twice.zip", cwd=tmp_path)
    assert done.returncode == 2
    assert "2 times" in done.stderr


def test_the_help_page_states_the_programs_digest(client, vera):
    client.force_login(vera)
    assert verifier_sha256() in client.get(reverse("help")).content.decode()
    assert client.get(reverse("help_verifier")).content == verifier()
