"""The country of one year scored by a plain polars program: lazy, in columns, as its manual advises.

    python tools/bench_nation_polars.py FOLDER SPEC OUT

It reads the same files and writes the same tables as ``prongsai score``, for a year whose tools have no parts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
from bench_nation_flags import flags_of

from prongsai.core.nation.intervals import ALIKE
from prongsai.core.nation.student import t_quantile

KEYS = ["agency", "tool", "respondent"]


def main(folder: Path, spec: dict[str, Any], out: Path) -> None:
    agencies = pl.read_parquet(folder / "agencies.parquet").sort("agency")
    scores, flags, rejects, tools = [], [], [], {}
    for survey in spec["surveys"]:
        answers = pl.read_parquet(folder / f"answers_{survey['tool'].lower()}.parquet")
        answers, bad = cleaned(answers, survey, agencies)
        rejects += bad
        counted = tallied(answers, survey, agencies)
        scores += surveyed(counted, survey)
        tools[survey["tool"]] = counted.select("agency", value=tool_value(survey))
        flags += flagged(answers, counted, survey)
    disclosure, lost, oit = disclosed(pl.read_parquet(folder / "items.parquet"), spec, agencies)
    tools["OIT"] = oit
    scores += disclosure
    out.mkdir(parents=True, exist_ok=True)
    ranked(agencies, tools, spec).join(lost, on="agency", how="left").write_parquet(out / "agencies.parquet")
    pl.concat(scores).sort("agency", "kind", "code").write_parquet(out / "scores.parquet")
    columns = ["agency", "tool", "part", "flag", "count", "of"]
    pl.DataFrame(sorted(flags), schema=columns, orient="row").write_parquet(out / "flags.parquet")
    pl.concat(rejects, how="diagonal").write_parquet(out / "rejects.parquet")


def cleaned(
    answers: pl.DataFrame, survey: dict[str, Any], agencies: pl.DataFrame
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows that count, and those that do not with the reason."""
    codes = [each["code"] for each in survey["statements"]]
    rejects = []

    def dropped(bad: pl.Expr, reason: str) -> None:
        nonlocal answers
        marked = answers.with_columns(bad=bad.fill_null(True))
        given = pl.sum_horizontal(pl.col(codes).is_not_null()).alias("answers")
        rejects.append(marked.filter("bad").select(*KEYS, given, reason=pl.lit(reason)))
        answers = marked.filter(~pl.col("bad")).drop("bad")

    dropped(pl.col("tool") != survey["tool"], "unknown_tool")
    dropped(~pl.col("agency").is_in(agencies["agency"].implode()), "unknown_agency")
    dropped(pl.col("respondent") == "", "no_respondent")
    if answers.select(pl.struct("agency", "respondent").is_duplicated().any()).item():
        again = answers.with_row_index().filter(pl.struct("agency", "respondent").is_duplicated())
        distinct = again.unique(["agency", "respondent", *codes], keep="first")
        kept = distinct.filter(~pl.struct("agency", "respondent").is_duplicated())
        bad_rows = again.join(kept.select("index"), on="index", how="anti")["index"]
        answers = answers.with_row_index()
        dropped(pl.col("index").is_in(bad_rows.implode()), "duplicate_respondent")
        answers = answers.drop("index")
    limits = {each["code"]: len(each["points"]) for each in survey["statements"]}
    ends = answers.select(
        *(pl.col(code).min().alias(f"{code}_low") for code in codes),
        *(pl.col(code).max().alias(f"{code}_high") for code in codes),
    ).row(0, named=True)
    for code, limit in limits.items():
        if (ends[f"{code}_low"] or 1) < 1 or (ends[f"{code}_high"] or 1) > limit:
            off = answers.filter(~pl.col(code).is_between(1, limit))
            rejects.append(
                off.select(
                    *KEYS,
                    answers=pl.lit(1, pl.UInt32),
                    reason=pl.lit("off_scale"),
                    question=pl.lit(code),
                    answer=pl.col(code).cast(pl.String),
                )
            )
            answers = answers.with_columns(pl.when(pl.col(code).is_between(1, limit)).then(pl.col(code)).alias(code))
    return answers.filter(pl.any_horizontal(pl.col(codes).is_not_null())), rejects


def tallied(answers: pl.DataFrame, survey: dict[str, Any], agencies: pl.DataFrame) -> pl.DataFrame:
    """An agency a row: respondents, and count, mean and variance of every statement, indicator and of the whole."""
    points = {
        each["code"]: pl.col(each["code"]).replace_strict(
            {choice: float(value) for choice, value in enumerate(each["points"], 1)}, return_dtype=pl.Float64
        )
        for each in survey["statements"]
    }
    subjects = [*points]
    lazy = answers.lazy().with_columns(**points, straight=straight(survey))
    inner = {}
    for number, mine in by_indicator(survey).items():
        weights = sum(each["weight"] for each in mine)
        inner[f"#{number}"] = (
            pl.sum_horizontal(*(pl.col(each["code"]) * each["weight"] for each in mine), ignore_nulls=False) / weights
        )
    lazy = lazy.with_columns(**inner)
    lazy = lazy.with_columns(pl.mean_horizontal(*inner, ignore_nulls=False).alias("#"))
    subjects += [*inner, "#"]
    tally = lazy.group_by("agency").agg(
        pl.len().alias("respondents"),
        pl.col("straight").sum(),
        *(pl.col(each).count().alias(f"{each}:n") for each in subjects),
        *(pl.col(each).mean().alias(f"{each}:mean") for each in subjects),
        *(pl.col(each).var().alias(f"{each}:var") for each in subjects),
    )
    counted = agencies.lazy().select("agency", "staff").join(tally, on="agency", how="left").sort("agency").collect()
    most = counted["respondents"].max() or 0
    quantiles = pl.DataFrame(
        {"n": range(2, most + 1), "t": [t_quantile(n - 1) for n in range(2, most + 1)]},
        schema={"n": pl.UInt32, "t": pl.Float64},
    )
    return with_halves(counted, subjects, survey["tool"] == "IIT", quantiles)


def straight(survey: dict[str, Any]) -> pl.Expr:
    first, *others = survey["common"]
    return pl.all_horizontal(pl.col(each) == pl.col(first) for each in others).fill_null(False)


def with_halves(counted: pl.DataFrame, subjects: list[str], finite: bool, quantiles: pl.DataFrame) -> pl.DataFrame:
    """Half of a 95 % interval of each subject, with the correction for a finite population."""
    n_to_t = dict(quantiles.iter_rows())
    expressions = []
    for each in subjects:
        n = pl.col(f"{each}:n")
        share = pl.when(pl.col("staff") >= n).then(1 - n / pl.col("staff")).otherwise(1.0) if finite else pl.lit(1.0)
        t = n.replace_strict(n_to_t, default=None, return_dtype=pl.Float64)
        expressions.append((t * (pl.col(f"{each}:var") / n * share).sqrt()).alias(f"{each}:half"))
    return counted.with_columns(expressions)


def by_indicator(survey: dict[str, Any]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for each in survey["statements"]:
        found.setdefault(each["indicator"], []).append(each)
    return found


def indicator_value(mine: list[dict[str, Any]]) -> pl.Expr:
    weighted = (pl.col(f"{each['code']}:mean") * each["weight"] for each in mine)
    return pl.sum_horizontal(*weighted, ignore_nulls=False) / sum(each["weight"] for each in mine)


def tool_value(survey: dict[str, Any]) -> pl.Expr:
    return pl.mean_horizontal(*map(indicator_value, by_indicator(survey).values()), ignore_nulls=False)


def surveyed(counted: pl.DataFrame, survey: dict[str, Any]) -> list[pl.DataFrame]:
    """Scores, intervals and respondents of the questions, indicators and the tool."""
    statements, tool = survey["statements"], survey["tool"]
    found = []
    for question in dict.fromkeys(each["question"] for each in statements):
        codes = [each["code"] for each in statements if each["question"] == question]
        value = pl.mean_horizontal(*(f"{code}:mean" for code in codes), ignore_nulls=False)
        half = pl.mean_horizontal(*(f"{code}:half" for code in codes))
        answers = pl.min_horizontal(*(f"{code}:n" for code in codes))
        found.append(row(counted, "question", question, value, half, answers, answers, tool))
    for number, mine in by_indicator(survey).items():
        answers = pl.min_horizontal(*(f"{each['code']}:n" for each in mine))
        value, half, behind = indicator_value(mine), pl.col(f"#{number}:half"), pl.col(f"#{number}:n")
        found.append(row(counted, "indicator", str(number), value, half, answers, behind, tool))
    value, half, everybody = tool_value(survey), pl.col("#:half"), pl.col("respondents")
    found.append(row(counted, "tool", tool, value, half, everybody, pl.col("#:n"), tool))
    return found


def row(
    table: pl.DataFrame,
    kind: str,
    code: str,
    value: pl.Expr,
    half: pl.Expr | None = None,
    answers: pl.Expr | None = None,
    behind: pl.Expr | None = None,
    tool: str = "",
) -> pl.DataFrame:
    """A subject's rows; where all answered alike, and were not everybody, the rule of three gives the interval."""
    nothing = pl.lit(None, pl.Float64)
    low, high = (nothing, nothing) if half is None else (value - half, value + half)
    if half is not None and behind is not None:
        is_alike = (half == 0) & (behind > 1)
        if tool == "IIT":
            is_alike &= (pl.col("staff") != behind).fill_null(True)
        others = pl.when(is_alike).then((ALIKE / behind).clip(upper_bound=1.0)).otherwise(0.0)
        low, high = low - value * others, high + (100 - value) * others
    return table.select(
        "agency",
        kind=pl.lit(kind),
        code=pl.lit(code),
        part=pl.lit(""),
        points=printed(value),
        low=printed(low.clip(0, 100)),
        high=printed(high.clip(0, 100)),
        answers=pl.lit(None, pl.Int64) if answers is None else answers.cast(pl.Int64),
    )


def printed(value: pl.Expr) -> pl.Expr:
    """Two decimals, halves up; a hair is added because a float is seldom exactly a half."""
    return (value * 100 + 0.5 + 1e-7).floor() / 100


def flagged(answers: pl.DataFrame, counted: pl.DataFrame, survey: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Nobody answered, one choice throughout, and blocks of answers that are alike."""
    tool, codes = survey["tool"], [each["code"] for each in survey["statements"]]
    prints = (
        answers.lazy()
        .filter(pl.all_horizontal(pl.col(codes).is_not_null()))
        .select("agency", pl.struct(codes).hash().alias("print"))
    )
    blocks = prints.group_by("agency", "print").len().filter(pl.col("len") > 1).collect()
    complete = dict(prints.group_by("agency").len().collect().iter_rows())
    respondents = dict(counted.select("agency", "respondents").iter_rows())
    flags: list[tuple[Any, ...]] = [
        (agency, tool, "", "no_answers", 0, 0) for agency, number in respondents.items() if not number
    ]
    answered = {agency: number for agency, number in respondents.items() if number}
    straight_counts = dict(counted.select("agency", "straight").drop_nulls().iter_rows())
    return flags + flags_of(tool, answered, straight_counts, complete, blocks.iter_rows())


def disclosed(
    marks: pl.DataFrame, spec: dict[str, Any], agencies: pl.DataFrame
) -> tuple[list[pl.DataFrame], pl.DataFrame, pl.DataFrame]:
    """The open-data items: sub-indicators, indicators, the tool, and what was lost."""
    wide = marks.pivot("item", index="agency", values="mark")
    table = agencies.select("agency").join(wide, on="agency", how="left").sort("agency")
    found, indicators, codes = [], {}, []
    for number, subs in spec["disclosure"].items():
        means = {sub: pl.mean_horizontal(*items, ignore_nulls=False) * 100 for sub, items in subs.items()}
        found += [row(table, "sub_indicator", sub, value) for sub, value in means.items()]
        indicators[number] = pl.mean_horizontal(*means.values(), ignore_nulls=False)
        codes += [code for items in subs.values() for code in items]
    found += [row(table, "indicator", number, value) for number, value in indicators.items()]
    tool = pl.mean_horizontal(*indicators.values(), ignore_nulls=False)
    found.append(row(table, "tool", "OIT", tool))
    gone = pl.concat_str(
        [pl.when(pl.col(code) == 0).then(pl.lit(code)) for code in codes], separator=" ", ignore_nulls=True
    )
    return found, table.select("agency", lost_items=gone), table.select("agency", value=tool)


def ranked(agencies: pl.DataFrame, tools: dict[str, pl.DataFrame], spec: dict[str, Any]) -> pl.DataFrame:
    """Totals, levels, and places in the country, the type and the province."""
    country = agencies.rename({"type": "kind"})
    for tool, values in tools.items():
        country = country.join(values.rename({"value": tool}), on="agency", how="left")
    total = pl.sum_horizontal(*(pl.col(tool) * weight for tool, weight in spec["weights"].items()), ignore_nulls=False)
    country = country.with_columns(total=printed(total))
    level = pl.lit(None, pl.String)
    for band in reversed(spec["levels"]):
        level = pl.when(pl.col("total") >= band["total"]).then(pl.lit(band["name"])).otherwise(level)
    place = pl.col("total").rank("min", descending=True)
    number = pl.col("total").count()
    return country.with_columns(
        level=level,
        country_rank=place,
        country_of=number,
        kind_rank=place.over("kind"),
        kind_of=number.over("kind"),
        province_rank=place.over("province"),
        province_of=number.over("province"),
    ).drop(*tools)


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8")), Path(sys.argv[3]))
