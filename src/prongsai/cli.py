"""One door from the terminal: ``prongsai COMMAND``.

Exit 0 = done; 1 = done, and there are errors to see; 2 = could not, said in one line on stderr.
Imports stand inside the commands, so that ``--help`` answers at once and reading a paper never loads the web.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from threading import Timer
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal

import click

from prongsai import __version__, cli_text
from prongsai.core.errors import Problem

if TYPE_CHECKING:
    from prongsai.core.records import Check, Reading
    from prongsai.paper.writing.style import Digits

DONE, ERRORS_TO_SEE, COULD_NOT = 0, 1, 2
EXTRAS = {
    "paper": ("read", "check", "outlook", "write", "verify"),
    "scale": ("score", "country", "association"),
}
"""Which extra of the package a command needs; the others need `web`."""
SECONDS_BEFORE_A_BAR = 1.0

FILE = click.argument("file", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout and nothing else.")
LANGUAGE = click.option(
    "--language", default="th", type=click.Choice(["th", "en"]), show_default=True, help="Of the sentences."
)
PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="On 127.0.0.1.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="prongsai")
def program() -> None:
    """Prongsai (โปร่งใส): the yearly integrity cycle of a Thai local government."""


@program.command()
@FILE
@AS_JSON
def read(file: Path, as_json: bool) -> int:
    """Read a paper (txt md html docx pdf xlsx csv odt) into records."""
    reading = _reading_of(file)
    if as_json:
        from prongsai.core.records import as_json as reading_json

        _print_json(reading_json(reading))
    else:
        _print_lines(cli_text.summary(reading))
    return _exit_code(reading.checks)


@program.command()
@FILE
@AS_JSON
@LANGUAGE
def check(file: Path, as_json: bool, language: str) -> int:
    """Say what in a paper contradicts itself or the rules, where, and what would repair it."""
    from prongsai.core.records import as_json as reading_json

    reading = _reading_of(file)
    if as_json:
        document = reading_json(reading)
        _print_json({"schema": "prongsai/checks/1", "source": document["source"], "checks": document["checks"]})
    else:
        _print_lines(cli_text.check_lines(reading.checks, language))
    return _exit_code(reading.checks)


@program.command()
@FILE
@click.option("--level", help="Only the path to this level.")
@AS_JSON
@LANGUAGE
def outlook(file: Path, level: str | None, as_json: bool, language: str) -> int:
    """Show the cheapest honest path to the next level, and what each lost item is worth."""
    from prongsai import cli_outlook

    found = cli_outlook.outlook_of(_reading_of(file), level)
    if as_json:
        _print_json(cli_outlook.outlook_json(*found))
    else:
        _print_lines(cli_outlook.outlook_lines(*found, language))
    return DONE


@program.command()
@FILE
@click.option("--layout", help="Which paper; the one that matches FILE where it is left out.")
@click.option("--to", help="docx pdf xlsx odt html json; by the ending of OUT where it is left out.")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--year", type=click.IntRange(2564, 2700), help="The plan of this fiscal year, made from FILE.")
@click.option("--digits", default="arabic", type=click.Choice(["arabic", "thai"]), show_default=True)
@AS_JSON
def write(
    file: Path, layout: str | None, to: str | None, out: Path, year: int | None, digits: Digits, as_json: bool
) -> int:
    """Write what a paper says as an official paper."""
    from prongsai import cli_files, cli_papers

    form = cli_papers.format_of(out, to)
    reading = _reading_of(file)
    with _waiting(f"กำลังเขียน {out.name}"):
        done = cli_papers.written(reading, layout, form, year, digits)
    cli_files.keep(done.bytes, out)
    if as_json:
        _print_json(cli_papers.written_json(done, out))
    else:
        _print_lines(cli_papers.written_lines(done, out))
    return DONE


@program.command()
@FILE
@click.option("--key", help="The fingerprint that the agency publishes; without it only the file itself is checked.")
@AS_JSON
@LANGUAGE
def verify(file: Path, key: str | None, as_json: bool, language: str) -> int:
    """Tell from an issued file, or a copy of a site (a folder, a ZIP, its manifest.json), whether one byte changed."""
    from prongsai import cli_papers
    from prongsai.paper.site_copies import is_copy

    if is_copy(file):
        return _verify_copy(file, key, as_json, language)
    found = cli_papers.verified(file, key)
    if as_json:
        _print_json(cli_papers.verified_json(found, file.name))
    else:
        _print_lines(cli_papers.verified_lines(found, file.name, language))
    return DONE if found.is_well else ERRORS_TO_SEE


def _verify_copy(path: Path, key: str | None, as_json: bool, language: str) -> int:
    from prongsai import cli_copies

    with _waiting(f"กำลังตรวจ {path.name}"):
        found = cli_copies.verified_copy(path, key)
    if as_json:
        _print_json(cli_copies.copy_json(found, path.name))
    else:
        _print_lines(cli_copies.copy_lines(found, path.name, language))
    return DONE if found.is_well else ERRORS_TO_SEE


@program.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--measures", required=True, type=click.Path(path_type=Path), help="CSV or Parquet: agency, practice.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Keep the answer as a JSON file too.")
@AS_JSON
def association(before: Path, after: Path, measures: Path, out: Path | None, as_json: bool) -> int:
    """Say which measures declared between two years of `prongsai score` go with a better result, among twins."""
    from prongsai import cli_association

    with _waiting("กำลังเทียบกับคู่เทียบ"):
        answer = cli_association.association_of(before, after, measures)
    if out is not None:
        cli_association.write_json(answer, out)
    if as_json:
        _print_json(cli_association.association_json(answer))
    else:
        _print_lines(cli_association.association_lines(answer))
    return DONE if answer.is_whole else ERRORS_TO_SEE


@program.command()
@click.argument("answers", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--year", required=True, type=click.IntRange(2500, 2700), help="The fiscal year (BE).")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The ZIP to write.")
@click.option("--agencies", type=click.Path(path_type=Path), help="The agency list, where it is not in the folder.")
@click.option("--items", type=click.Path(path_type=Path), help="The OIT marks, where they are not in the folder.")
@click.option(
    "--engine", default="duckdb", type=click.Choice(["duckdb", "spark", "postgres", "loop"]), show_default=True
)
@click.option("--url", help="Where the engine is: spark://..., postgresql://...")
@click.option("--memory", type=click.IntRange(32), metavar="MB", help="What the engine may take.")
@click.option("--threads", type=click.IntRange(1, 1024))
@click.option("--points", "in_points", is_flag=True, help="The answers are points 0-100 already.")
@click.option("--strict", "is_strict", is_flag=True, help="Write nothing where any row cannot be scored.")
@click.option("--fresh", "is_fresh", is_flag=True, help="Take up nothing of a run that was stopped.")
@click.option("--weight", "weights", multiple=True, metavar="TOOL=SHARE", help="What if: IIT=0.2.")
@click.option("--threshold", "thresholds", multiple=True, metavar="LEVEL=TOTAL[/EACH]", help="What if: ผ่านดี=80/80.")
@click.option("--rule-of", type=int, metavar="YEAR", help="What if: weights and levels of another year.")
@click.option("--without", multiple=True, metavar="AGENCY", help="What if: an agency is not counted.")
@click.option("--statements", default="first", type=click.Choice(["first", "alike"]), help="What if: alike.")
@AS_JSON
@LANGUAGE
def score(as_json: bool, language: str, **asked: Any) -> int:
    """Score, compare and rank every agency from raw answers (Parquet, CSV, or a folder of them)."""
    from prongsai import cli_nation

    names = ("weights", "thresholds", "rule_of", "without", "statements", "in_points")
    options = cli_nation.options_of(**{name: asked.pop(name) for name in names})
    done = cli_nation.scored(cli_nation.wanted_of(options=options, **asked), language, quiet=as_json)
    if as_json:
        _print_json(cli_nation.done_json(done))
    else:
        _print_lines(cli_nation.done_lines(done, language))
    return DONE if done.is_clean else ERRORS_TO_SEE


@program.command("export-site")
@click.argument("agency")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="A ZIP by its ending, else a folder.")
@AS_JSON
def export_site(agency: str, out: Path, as_json: bool) -> int:
    """Write the public site of an agency, by the word of its address, as files that need no server."""
    from prongsai.site.site_copy import export

    with _waiting(f"กำลังเขียน {out.name}"):
        done = export(agency, out)
    if as_json:
        _print_json(done.as_json())
    else:
        _print_lines([done.line()])
    return DONE


@program.command()
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="A folder of its own.")
@click.option("--year", required=True, type=click.IntRange(2564, 2700), help="Fiscal year whose questions are asked.")
@click.option("--agencies", type=click.IntRange(1, 100_000), help="How many; as published where left out.")
@click.option("--respondents", type=click.IntRange(1, 100_000_000), help="How many; as published where left out.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="The same seed, the same country.")
@click.option("--format", "form", default="parquet", type=click.Choice(["parquet", "csv"]), show_default=True)
@click.option("--long", "is_long", is_flag=True, help="An answer a row instead of a respondent a row.")
@click.option("--dirty", default=0.0, type=click.FloatRange(0, 1), help="Bad rows to add for each good one.")
@AS_JSON
def country(out: Path, year: int, as_json: bool, form: Literal["parquet", "csv"], **wishes: Any) -> int:
    """Make up a country to try scoring on: agencies, answers, item marks, measures. Nothing in it is real."""
    from prongsai import cli_country
    from prongsai.scale.country import CountryOrder, make_country

    order = CountryOrder(fiscal_year=year, format=form, dirty_share=wishes.pop("dirty"), **wishes)
    with cli_country.making() as told:
        made = make_country(order, out, told)
    if as_json:
        _print_json(cli_country.country_json(made, order))
    else:
        _print_lines(cli_country.country_lines(made, order))
    return DONE


@program.command()
@PORT
def demo(port: int) -> int:
    """Serve five sample agencies, read from their papers, on this machine only."""
    from prongsai.site import serve

    return serve.demo(port=port)


@program.command()
@PORT
def up(port: int) -> int:
    """Migrate, then serve the web and its timers on this machine."""
    from prongsai.site import serve

    return serve.up(port=port)


@program.command()
@AS_JSON
def doctor(as_json: bool) -> int:
    """Say what is wrong with this installation."""
    from prongsai.site import doctor as examination

    findings = examination.examine()
    if as_json:
        _print_json({"schema": "prongsai/doctor/1", "findings": [each.as_json() for each in findings]})
    else:
        _print_lines(each.line() for each in findings)
    return DONE if all(each.is_well for each in findings) else ERRORS_TO_SEE


@program.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> int:
    """Run one of Django's own commands."""
    from prongsai.site import serve

    return serve.manage(*words)


def main() -> None:
    """Run the program and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Thai on any machine; what no text can hold (bytes of a file's name) is escaped, also for JSON.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    stop = StopByHand()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where whoever started us wants none
        signal.signal(signal.SIGINT, stop.hear)
    sys.exit(run(sys.argv[1:], stop))


class StopByHand:
    """A stop by Ctrl-C, remembered because libraries make errors of their own of it."""

    def __init__(self) -> None:
        self.came = False

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Do what Python does when the signal comes."""
        self.came = True
        signal.default_int_handler(number, frame)


def run(words: list[str], stop: StopByHand | None = None) -> int:
    """Run one command line and give its exit code; what could not be done is one line on stderr."""
    try:
        return _run(words)
    except Exception:
        if stop is None or not stop.came:
            raise
        return _stopped()


def _stopped() -> int:
    _complain("หยุดตามคำสั่ง (stopped)")
    # Python remembers a stop that came while a text was run as code, as every dataclass does when it is made, and would
    # leave by the signal instead of the exit code; it forgets with the next text that runs to its end.
    exec("")  # noqa: S102
    return COULD_NOT


def _run(words: list[str]) -> int:
    try:
        return program.main(words, prog_name="prongsai", standalone_mode=False) or DONE
    except Problem as problem:
        _complain(f"{problem.th} ({problem.en})")
    except click.exceptions.NoArgsIsHelpError as wish:
        click.echo(wish.ctx.get_help())
        return DONE
    except click.ClickException as mistake:
        _complain(mistake.format_message())
    except (click.Abort, KeyboardInterrupt):  # the second where the program stops outside of a command
        return _stopped()
    except ModuleNotFoundError as missing:
        _complain(_what_to_install(words, missing))
    except OSError as trouble:
        _complain(f"เปิดหรือเขียนไฟล์ไม่ได้ ({trouble})")
    return COULD_NOT


def _what_to_install(words: list[str], missing: ModuleNotFoundError) -> str:
    """What to install for a command that lacks a package. Raises: ModuleNotFoundError for a package of our own."""
    if (missing.name or "prongsai").partition(".")[0] == "prongsai":
        raise missing
    extra = next((name for name, commands in EXTRAS.items() if words and words[0] in commands), "web")
    return (
        f'คำสั่งนี้ต้องใช้ส่วนที่ยังไม่ได้ติดตั้ง ({missing.name}) ให้ติดตั้งด้วย pip install "prongsai[{extra}]" '
        f'(this command needs what is not installed yet: pip install "prongsai[{extra}]")'
    )


def _reading_of(file: Path) -> Reading:
    from prongsai.paper.reading import read as read_paper

    with _waiting(f"กำลังอ่าน {file.name}"):
        return read_paper(file)


@contextmanager
def _waiting(sentence: str) -> Iterator[None]:
    """Show a moving bar on a terminal once something has lasted longer than a person likes to wait."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn(sentence),
        BarColumn(pulse_style="blue"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("", total=None)
    start = Timer(SECONDS_BEFORE_A_BAR, bar.start)
    start.start()
    try:
        yield
    finally:
        start.cancel()
        bar.stop()


def _exit_code(checks: Iterable[Check]) -> int:
    from prongsai.core.records import Severity

    return ERRORS_TO_SEE if any(each.severity is Severity.ERROR for each in checks) else DONE


def _complain(sentence: str) -> None:
    click.echo(f"prongsai: {' '.join(sentence.split())}", err=True)


def _print_json(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
