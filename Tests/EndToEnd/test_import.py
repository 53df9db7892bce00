"""weir import and weir export: files in and out, interruptions, and what they must not need."""

import csv
import json
import os
import pathlib
import random
import signal
import subprocess
import sys

import pytest
import requests

from gateway import BINARY, Gateway, wait_for

ROWS = int(os.environ.get("WEIR_IMPORT_ROWS", "200000"))
# A slow machine does 2,000 rows a second.
BOUND = 60 + ROWS / 2000
NAMES = ["张伟", "李娜", "𠮷田 𩸽", "O'Brien, \"Bob\"", "Łukasz", "王；小明", "a;b\\c", "Ω=ß:ü"]


@pytest.fixture
def cli(gateway):
    return command(gateway)


def command(gateway):
    """Runs the client with the gateway's address and key."""
    environment = {**os.environ, "WEIR_URL": gateway.url, "WEIR_KEY": gateway.key}

    def run(*arguments, check=True):
        return gateway.run(
            *arguments, check=check, bound=BOUND, env=environment, cwd=gateway.folder)

    run.environment = environment
    return run


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_contacts(path, count):
    chance = random.Random(7)
    write(
        path, ["code", "name", "departments", "phones", "emails", "last_day", "custom"],
        ([f"c{n:06d}", chance.choice(NAMES) + f" {n}",
          f"d{chance.randrange(50)}:经理\\; {n % 9}" if n % 3 else f"d{n % 50};d{(n + 1) % 50}",
          f"+86 138 {n:08d}", f"c{n}@example.com", "2027-01-31" if n % 10 == 0 else "",
          f"badge:personal=B\\;{n}" if n % 4 == 0 else ""]
         for n in range(count)))


def write_departments(path):
    """Children before their parents, over four levels and more than one request."""
    rows = [[f"d{n}", f"Department 部门 {n}", f"d{n // 4}" if n else ""] for n in range(1500)]
    write(path, ["code", "name", "parent"], reversed(rows))


def counts(result):
    answer = json.loads(result.stdout)
    return [answer[name] for name in ("created", "changed", "unchanged", "refused")]


def entries(gateway):
    """The number of journal entries, once the gateway has stopped."""
    verified = gateway.run("verify", "--store", gateway.store, "--json", bound=BOUND)
    return sum(each["entries"] for each in json.loads(verified.stdout)["enterprises"])


def exported(cli, folder, kind, form):
    path = folder / f"out-{kind}.{form}"
    cli("export", "--kind", kind, "--output", path)
    return path


def test_children_before_parents_over_several_requests(cli, tmp_path):
    write_departments(tmp_path / "departments.csv")
    dry = json.loads(cli("import", "departments.csv", "--dry-run", "--json").stdout)
    assert dry["created"] + dry["later"] == 1500 and dry["refused"] == 0
    assert counts(cli("import", "departments.csv", "--json")) == [1500, 0, 0, 0]
    assert counts(cli("import", "departments.csv", "--json")) == [0, 0, 1500, 0]


def test_an_export_imports_as_nothing(gateway, cli, tmp_path):
    write_departments(tmp_path / "departments.csv")
    write_contacts(tmp_path / "contacts.csv", 500)
    write(tmp_path / "partners.csv", ["code", "name", "kind", "state"],
          [["suzhou", "苏州, \"Ltd\"", "dealer", "active"], ["kunshan", "昆山", "outlet", ""]])
    client = gateway.client()
    chain = client.post("/v1/chains", {"code": "dealers", "name": "Dealers"})
    client.post("/v1/groups", {"chain": chain["id"], "code": "e;a\\st", "name": "East"})
    write(tmp_path / "memberships.csv", ["chain", "partner", "groups", "parent"],
          [["dealers", "kunshan", "", "suzhou"], ["dealers", "suzhou", "e\\;a\\\\st", ""]])
    kinds = ["departments", "contacts", "partners", "memberships"]
    for kind in kinds:
        cli("import", f"{kind}.csv")
    client.act(f"/v1/partners/{client.all('/v1/partners')[1]['id']}/suspend")
    for kind in kinds:
        for form in ("csv", "ndjson"):
            path = exported(cli, tmp_path, kind, form)
            created, changed, unchanged, refused = counts(cli("import", path, "--json"))
            assert (created, changed, refused) == (0, 0, 0), (kind, form)
            assert unchanged > 0
    gateway.end()
    before = entries(gateway)
    gateway.serve()
    for kind in kinds:
        cli("import", tmp_path / f"out-{kind}.csv")
    gateway.end()
    assert entries(gateway) == before
    names = {row["code"]: row["name"] for row in csv.DictReader(
        open(tmp_path / "out-contacts.csv", newline="", encoding="utf-8"))}
    source = csv.DictReader(open(tmp_path / "contacts.csv", newline="", encoding="utf-8"))
    assert names == {row["code"]: row["name"] for row in source}


def test_bad_rows_are_told_and_good_ones_go_on(cli, tmp_path):
    (tmp_path / "contacts.csv").write_bytes(
        "code,Name,phones,emails\r\n"
        "a,A,+86 1234,\r\n"
        "b,\"B\nB\",12,b@\r\n"
        "c,C \"x\",,\r\n"
        "d,D,,\r\n".encode() + b"e,\xd5\xc5,,\n" + b"f,F\n" + b"a,A,,\n")
    result = cli("import", "contacts.csv", "--json", check=False)
    assert result.returncode == 1
    assert counts(result) == [2, 0, 0, 5]
    report = [json.loads(line) for line in open(tmp_path / "contacts.csv.refused.ndjson")]
    assert [(each["line"], each["column"]) for each in report] == [
        (5, 2), (7, 2), (8, None), (9, None), (3, 2), (3, 3), (3, 4)]
    assert "--encoding gb18030" in report[1]["reason"]
    assert "line 3, column 3 (phones/0)" in result.stderr


def test_a_broken_cell_hides_nothing_else_of_its_row(cli, tmp_path):
    write(tmp_path / "contacts.csv", ["code", "custom", "phones", "name"],
          [["a", "badge", "12", "张伟"], ["b", "badge:public=1", "", "李娜"]])
    result = cli("import", "contacts.csv", "--json", check=False)
    assert counts(result) == [1, 0, 0, 1]
    report = [json.loads(line) for line in open(tmp_path / "contacts.csv.refused.ndjson")]
    assert [(each["line"], each["column"], each["field"]) for each in report] == [
        (2, 2, "custom"), (2, 3, "phones/0")]


MIB = 1 << 20
HEADER = b"code,name,phones\n"
GOOD = "good,𠮷田 龘,\n".encode()
# What is before the good row, and the line that a refusal names.
HOSTILE_TABLES = {
    "a field of 10 MiB": (HEADER + b'x,"' + b"a\n" * (5 * MIB) + b'",\n' , 2),
    "a quote that is never closed": (HEADER + GOOD + b'x,"' + b"a" * (10 * MIB), 3),
    "a million columns": (HEADER + b"," * 1_000_000 + b"\n", 2),
    "NUL": (HEADER + b"x,a\0b,\n", 2),
    "UTF-8 that is cut off": (HEADER + b"x,\xe5\xbc,\n", 2),
    "a surrogate": (HEADER + b"x,\xed\xa0\x80,\n", 2),
    "a quote within a field": (HEADER + b'x,a "b" c,\n', 2),
    "a line feed in a code": (HEADER + b'"x\ny",a,\n', 2),
}
HOSTILE_LINES = {
    "a line of 10 MiB": (b'{"code":"' + b"a" * (10 * MIB) + b'"}\n', 1),
    "a million members": (b"{" + b",".join(b'"%d":0' % n for n in range(1_000_000)) + b"}\n", 1),
    "a deep nest": (b"[" * 500_000 + b"\n", 1),
    "half a surrogate": (b'{"code":"x","name":"\\ud800"}\n', 1),
    "a member twice": (b'{"code":"x","code":"y","name":"X"}\n', 1),
    "NUL": (b'\n{"code":"x","name":"\\u0000"}\n', 2),
    "UTF-8 that is cut off": (b'{"code":"x","name":"\xe5\xbc"}\n', 1),
}


# What a process held before it became another program counts for it too: a small one starts it.
MEASURE = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


def peak(cli, folder, *arguments):
    """Runs a command; returns it with the most memory that it held at a time, in MiB."""
    result = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, folder / "peak", BINARY, *arguments],
        env=cli.environment, capture_output=True, text=True, timeout=60)
    return result, int((folder / "peak").read_text()) / 1024


@pytest.mark.parametrize("name, form", [(name, "csv") for name in HOSTILE_TABLES]
                         + [(name, "ndjson") for name in HOSTILE_LINES])
def test_a_hostile_file_is_refused_by_line_without_memory(cli, tmp_path, name, form):
    content, line = (HOSTILE_TABLES if form == "csv" else HOSTILE_LINES)[name]
    good = GOOD if form == "csv" else '{"code":"good","name":"𠮷田 龘"}\n'.encode()
    if "never closed" not in name:
        content += good
    path = tmp_path / f"contacts.{form}"
    path.write_bytes(content)
    result, memory = peak(cli, tmp_path, "import", path, "--json")
    assert result.returncode == 1, result.stderr
    assert counts(result) == [1, 0, 0, 1], result.stderr
    report = [json.loads(text) for text in open(f"{path}.refused.ndjson", encoding="utf-8")]
    assert report and {each["line"] for each in report} == {line}, report
    assert memory < 64, f"{memory} MiB"
    assert "𠮷田 龘" in cli("export", "--kind", "contacts").stdout


def test_a_header_with_a_million_columns_or_one_twice_is_an_error(cli, tmp_path):
    for header in (b"code," * 1_000_000 + b"name\n", b"code,name,Name \n"):
        path = tmp_path / "contacts.csv"
        path.write_bytes(header + GOOD)
        result, memory = peak(cli, tmp_path, "import", path)
        assert result.returncode == 1 and "line 1" in result.stderr, result.stderr
        assert memory < 64, f"{memory} MiB"


def test_another_encoding_and_other_columns(cli, tmp_path):
    text = "工号,姓名,备注\r\nz1,张伟,x\r\nz2,李娜,y\r\n"
    (tmp_path / "staff.csv").write_bytes(text.encode("gb18030"))
    arguments = ["staff.csv", "--kind", "contacts", "--map", "工号=code", "--map", "姓名=name",
                 "--map", "备注=-", "--json"]
    refused = cli("import", *arguments, check=False)
    assert refused.returncode == 1 and "--encoding gb18030" in refused.stderr
    result = cli("import", *arguments, "--encoding", "gb18030")
    assert counts(result) == [2, 0, 0, 0]
    assert "张伟" in cli("export", "--kind", "contacts").stdout


def test_a_partner_imports_with_its_own_key(gateway, tmp_path):
    client = gateway.client()
    partner = client.post("/v1/partners", {"code": "suzhou", "name": "Suzhou", "kind": "dealer"})
    gateway.key, brand = client.post(
        "/v1/keys", {"party": partner["id"], "name": "admin"})["key"], gateway.key
    write(tmp_path / "contacts.csv", ["code", "name"], [["a", "A"]])
    run = command(gateway)
    assert counts(run("import", "contacts.csv", "--org", "suzhou", "--json")) == [1, 0, 0, 0]
    gateway.key = brand
    refused = command(gateway)("import", "contacts.csv", "--org", "suzhou", check=False)
    assert refused.returncode == 1 and "(403)" in refused.stderr


def test_killed_in_the_middle_and_repeated(gateway, cli, tmp_path):
    write_departments(tmp_path / "departments.csv")
    write_contacts(tmp_path / "contacts.csv", ROWS)
    cli("import", "departments.csv")
    importing = subprocess.Popen(
        [BINARY, "import", "contacts.csv"], env=cli.environment, cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    client = gateway.client()
    wait_for(lambda: client.get("/v1/contacts?limit=1")["items"], what="the first rows")
    gateway.end(signal.SIGKILL)
    _, words = importing.communicate(timeout=60)
    assert importing.returncode == 1, "the import was over before the gateway was killed"
    line = int(words.split("--from-line ")[1].split(",")[0])
    gateway.serve()
    rest = cli("import", "contacts.csv", "--from-line", str(line), "--json")
    created, changed, unchanged, refused = counts(rest)
    assert changed == refused == 0 and created > 0 and unchanged <= 4000
    assert counts(cli("import", "contacts.csv", "--json")) == [0, 0, ROWS, 0]
    disturbed = exported(cli, tmp_path, "contacts", "csv").read_bytes()
    gateway.end()
    written = entries(gateway)

    other = Gateway(tmp_path / "other")
    other.folder.mkdir()
    other.initialise()
    other.serve()
    try:
        plain = command(other)
        plain("import", tmp_path / "departments.csv")
        assert counts(plain("import", tmp_path / "contacts.csv", "--json")) == [ROWS, 0, 0, 0]
        assert exported(plain, other.folder, "contacts", "csv").read_bytes() == disturbed
        other.end()
        assert entries(other) == written
    finally:
        other.end(signal.SIGKILL)


def test_the_gateway_comes_back_within_seconds(gateway, cli, tmp_path):
    write_contacts(tmp_path / "contacts.csv", 8000)
    write_departments(tmp_path / "departments.csv")
    cli("import", "departments.csv")
    importing = subprocess.Popen(
        [BINARY, "import", "contacts.csv", "--json"], env=cli.environment, cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    client = gateway.client()
    wait_for(lambda: client.get("/v1/contacts?limit=1")["items"], what="the first rows")
    gateway.end(signal.SIGKILL)
    gateway.serve()
    answer, words = importing.communicate(timeout=60)
    assert importing.returncode == 0, words
    counted = json.loads(answer)
    assert counted["created"] + counted["unchanged"] == 8000
