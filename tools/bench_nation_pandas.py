"""The country of one year scored by a plain pandas program: what a careful analyst would write by hand.

    python tools/bench_nation_pandas.py FOLDER SPEC OUT

It reads the same files and writes the same tables as ``prongsai score``, for a year whose tools have no parts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from bench_nation_flags import flags_of

from prongsai.core.nation.intervals import ALIKE
from prongsai.core.nation.student import t_quantile

KEYS = ["agency", "tool", "respondent"]


def main(folder: Path, spec: dict[str, Any], out: Path) -> None:
    agencies = pd.read_parquet(folder / "agencies.parquet").sort_values("agency").set_index("agency")
    scores, flags, rejects, tools = [], [], [], {}
    for survey in spec["surveys"]:
        answers = pd.read_parquet(folder / f"answers_{survey['tool'].lower()}.parquet")
        answers, bad = cleaned(answers, survey, agencies.index)
        rejects += bad
        found, whole = surveyed(answers, survey, agencies)
        scores += found
        tools[survey["tool"]] = whole
        flags += flagged(answers, survey, agencies)
    items, lost = disclosed(pd.read_parquet(folder / "items.parquet"), spec, agencies.index)
    tools["OIT"] = items[0][3]
    scores += [row(*each) for each in items]
    country = ranked(agencies, tools, spec)
    country["lost_items"] = lost
    out.mkdir(parents=True, exist_ok=True)
    country.reset_index().to_parquet(out / "agencies.parquet", index=False)
    table = pd.concat(scores, ignore_index=True)
    table.sort_values(["agency", "kind", "code"]).to_parquet(out / "scores.parquet", index=False)
    columns = ["agency", "tool", "part", "flag", "count", "of"]
    pd.DataFrame(sorted(flags), columns=columns).to_parquet(out / "flags.parquet", index=False)
    none = pd.DataFrame(columns=["reason", *KEYS, "answers", "question", "answer"], dtype="object")
    pd.concat([none, *rejects], ignore_index=True).to_parquet(out / "rejects.parquet", index=False)


def cleaned(answers: pd.DataFrame, survey: dict[str, Any], known: pd.Index) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """The rows that count, and those that do not with the reason."""
    codes = [each["code"] for each in survey["statements"]]
    rejects = []

    def dropped(bad: pd.Series, reason: str) -> None:
        nonlocal answers
        if bad.any():
            rows = answers.loc[bad, KEYS].assign(reason=reason, answers=answers.loc[bad, codes].notna().sum(axis=1))
            rejects.append(rows)
            answers = answers[~bad]

    dropped(answers["tool"] != survey["tool"], "unknown_tool")
    dropped(~answers["agency"].isin(known), "unknown_agency")
    dropped(answers["respondent"].isna() | (answers["respondent"] == ""), "no_respondent")
    again = answers.duplicated(["agency", "respondent"], keep=False)
    if again.any():
        copies = answers[again].duplicated(["agency", "respondent", *codes])
        differing = answers[again][~copies].duplicated(["agency", "respondent"], keep=False)
        bad = pd.Series(False, index=answers.index)
        bad[copies.index[copies]] = True
        bad[differing.index[differing]] = True
        dropped(bad, "duplicate_respondent")
    for each in survey["statements"]:
        column = answers[each["code"]]
        off = column.notna() & ~column.between(1, len(each["points"]))
        if off.any():
            bad_answers = answers.loc[off, KEYS].assign(reason="off_scale", answers=1, question=each["code"])
            rejects.append(bad_answers.assign(answer=column[off].astype(str)))
            answers.loc[off, each["code"]] = np.nan
    return answers[answers[codes].notna().any(axis=1)], rejects


def surveyed(
    answers: pd.DataFrame, survey: dict[str, Any], agencies: pd.DataFrame
) -> tuple[list[pd.DataFrame], pd.Series]:
    """Scores, intervals and respondents of the questions, indicators and the tool."""
    statements = survey["statements"]
    points = pd.DataFrame(index=answers.index)
    for each in statements:
        lookup = np.array([np.nan, *each["points"]])
        points[each["code"]] = lookup[answers[each["code"]].fillna(0).to_numpy(dtype="int64")]
    staff = agencies["staff"] if survey["tool"] == "IIT" else None
    grouped = points.groupby(answers["agency"])
    count, mean, variance = (
        table.reindex(agencies.index) for table in (grouped.count(), grouped.mean(), grouped.var())
    )
    half = pd.DataFrame({code: halves(count[code], variance[code], staff) for code in points})
    found, indicators, wholes = [], [], []
    for question in dict.fromkeys(each["question"] for each in statements):
        codes = [each["code"] for each in statements if each["question"] == question]
        value = mean[codes].mean(axis=1, skipna=False)
        found.append(
            row("question", question, agencies.index, value, half[codes].mean(axis=1), count[codes].min(axis=1), staff)
        )
    for number in dict.fromkeys(each["indicator"] for each in statements):
        mine = [each for each in statements if each["indicator"] == number]
        codes, weights = [each["code"] for each in mine], [each["weight"] for each in mine]
        each_one = (points[codes] * weights).sum(axis=1, skipna=False) / sum(weights)
        wholes.append(each_one)
        value = (mean[codes] * weights).sum(axis=1, skipna=False) / sum(weights)
        indicators.append(value)
        width = half_of(each_one, answers["agency"], staff, agencies.index)
        behind = each_one.groupby(answers["agency"]).count().reindex(agencies.index)
        answered = count[codes].min(axis=1)
        found.append(row("indicator", str(number), agencies.index, value, width, answered, staff, behind))
    tool = pd.concat(indicators, axis=1).mean(axis=1, skipna=False)
    everything = pd.concat(wholes, axis=1).mean(axis=1, skipna=False)
    respondents = answers.groupby("agency").size().reindex(agencies.index)
    width = half_of(everything, answers["agency"], staff, agencies.index)
    behind = everything.groupby(answers["agency"]).count().reindex(agencies.index)
    found.append(row("tool", survey["tool"], agencies.index, tool, width, respondents, staff, behind))
    return found, tool


def half_of(values: pd.Series, agency: pd.Series, staff: pd.Series | None, index: pd.Index) -> pd.Series:
    grouped = values.groupby(agency)
    return halves(grouped.count().reindex(index), grouped.var().reindex(index), staff)


def halves(count: pd.Series, variance: pd.Series, staff: pd.Series | None) -> pd.Series:
    """Half of a 95 % interval, with the correction for a finite population where the staff is known."""
    quantile = count.map({n: t_quantile(int(n) - 1) for n in count.dropna().unique() if n > 1})
    finite = 1.0 if staff is None else (1 - count / staff).where(staff >= count, 1.0)
    return quantile * np.sqrt(variance / count * finite)


def row(
    kind: str,
    code: str,
    index: pd.Index,
    value: pd.Series,
    half: pd.Series | None = None,
    answers: pd.Series | None = None,
    staff: pd.Series | None = None,
    behind: pd.Series | None = None,
) -> pd.DataFrame:
    """A subject's rows; where all answered alike, and were not everybody, the rule of three gives the interval."""
    low = value - half if half is not None else np.nan
    high = value + half if half is not None else np.nan
    if half is not None:
        count = answers if behind is None else behind
        others = (ALIKE / count).clip(upper=1.0).where((half == 0) & (count > 1), 0.0)
        others = others if staff is None else others.where(staff != count, 0.0)
        low, high = low - value * others, high + (100 - value) * others
    table = pd.DataFrame({"kind": kind, "code": code, "part": "", "points": printed(value)}, index=index)
    table["low"], table["high"] = (printed(each.clip(0, 100)) if half is not None else np.nan for each in (low, high))
    table["answers"] = answers
    return table.rename_axis("agency").reset_index()


def printed(value: pd.Series) -> pd.Series:
    """Two decimals, halves up; a hair is added because a float is seldom exactly a half."""
    return np.floor(value * 100 + 0.5 + 1e-7) / 100


def flagged(answers: pd.DataFrame, survey: dict[str, Any], agencies: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Nobody answered, one choice throughout, and blocks of answers that are alike."""
    tool, codes = survey["tool"], [each["code"] for each in survey["statements"]]
    common = answers[survey["common"]].to_numpy(dtype="float64")
    straight = pd.Series((common == common[:, :1]).all(axis=1), index=answers.index)
    respondents = answers.groupby("agency").size()
    straight_counts = straight.groupby(answers["agency"]).sum()
    complete = answers[answers[codes].notna().all(axis=1)]
    prints = pd.util.hash_pandas_object(complete[codes], index=False)
    blocks = complete.groupby([complete["agency"], prints.rename("print")]).size().rename("block").reset_index()
    flags = [(agency, tool, "", "no_answers", 0, 0) for agency in agencies.index.difference(respondents.index)]
    rows = blocks[blocks["block"] > 1]
    return flags + flags_of(
        tool,
        respondents.to_dict(),
        straight_counts.to_dict(),
        complete.groupby("agency").size().to_dict(),
        zip(rows["agency"], rows["print"], rows["block"], strict=True),
    )


def disclosed(
    marks: pd.DataFrame, spec: dict[str, Any], index: pd.Index
) -> tuple[list[tuple[str, str, pd.Index, pd.Series]], pd.Series]:
    """The open-data items: sub-indicators, indicators, the tool, and what was lost."""
    table = marks.pivot(index="agency", columns="item", values="mark").reindex(index)
    codes = [code for subs in spec["disclosure"].values() for items in subs.values() for code in items]
    subs, indicators = [], []
    for number, of_indicator in spec["disclosure"].items():
        means = {sub: table[items].mean(axis=1, skipna=False) * 100 for sub, items in of_indicator.items()}
        subs += [("sub_indicator", sub, index, value) for sub, value in means.items()]
        value = pd.concat(means.values(), axis=1).mean(axis=1, skipna=False)
        indicators.append(("indicator", number, index, value))
    tool = pd.concat([each[3] for each in indicators], axis=1).mean(axis=1, skipna=False)
    missing = table[codes] == 0
    lost = pd.Series([" ".join(np.array(codes)[each]) for each in missing.to_numpy()], index=index)
    return [("tool", "OIT", index, tool), *indicators, *subs], lost


def ranked(agencies: pd.DataFrame, tools: dict[str, pd.Series], spec: dict[str, Any]) -> pd.DataFrame:
    """Totals, levels, and places in the country, the type and the province."""
    country = agencies.rename(columns={"type": "kind"})
    country["total"] = printed(sum(weight * tools[tool] for tool, weight in spec["weights"].items()))
    country["level"] = None
    for band in reversed(spec["levels"]):
        country.loc[country["total"] >= band["total"], "level"] = band["name"]
    country["country_rank"] = country["total"].rank(method="min", ascending=False)
    country["country_of"] = country["total"].count()
    for column in ("kind", "province"):
        grouped = country.groupby(column)["total"]
        country[f"{column}_rank"] = grouped.rank(method="min", ascending=False)
        country[f"{column}_of"] = grouped.transform("count")
    return country


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8")), Path(sys.argv[3]))
