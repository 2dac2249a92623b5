# ruff: noqa: E501 - rows read better unbroken
"""Papers nobody has seen: made-up agencies and measures, laid out in many ways, with what a careful person reads."""

from __future__ import annotations

from collections.abc import Callable

from paper.authorship import (
    AGENCY,
    FINDINGS,
    INDICATORS,
    OUTCOMES,
    STATUSES,
    THINGS,
    VERBS,
    WORDS,
    Author,
    Variant,
    above,
    cells,
    forget,
    grid_paper,
    name_of,
    rows_text,
    share_owner,
    text_paper,
    title_lines,
)
from prongsai.core.records import Source, Where
from prongsai.paper.reading.blocks import Cell
from prongsai.paper.reading.html import html_document


def one_row_a_measure(seed: int) -> Variant:
    """Steps numbered in one cell, columns renamed and reordered, one owner for all."""
    author = Author(seed)
    measures = forget(author.measures(), "status", "result", "suggestion", "finding", "percent")
    share_owner(measures)
    columns = ["steps", "owners", "period", "monitoring"]
    author.dice.shuffle(columns)
    header = [author.name("number"), author.name("title"), *map(author.name, columns)]
    rows = [header]
    for number, each in enumerate(measures, 1):
        said = {
            "steps": author.numbered([step.text for step in each.steps]) if len(each.steps) > 1 else each.steps[0].text,
            "owners": each.steps[0].owner,
            "period": author.digits(each.steps[0].period),
            "monitoring": each.monitoring,
        }
        rows.append([author.digits(str(number)), each.title, *(said[column] for column in columns)])
    return Variant(text_paper(title_lines(author), rows_text(rows)), measures)


def one_row_a_step(seed: int) -> Variant:
    """A row a step with an empty first cell, the header repeated on every page."""
    author = Author(seed)
    measures = forget(author.measures(), "status", "monitoring", "finding", "percent", "suggestion")
    for measure in measures:
        for step in measure.steps:
            step.status = "done"
    header = [author.name(each) for each in ("title", "steps", "owners", "period", "result")]
    rows: list[list[str]] = []
    for number, each in enumerate(measures, 1):
        for place, step in enumerate(each.steps):
            title = author.digits(f"{number}. {each.title}") if place == 0 else ""
            text = author.digits(f"{place + 1}. ") + step.text
            rows.append([title, text, step.owner, author.digits(step.period), step.result])
    size = author.dice.randint(2, 5)
    pages = [rows_text([header, *rows[place : place + size]]) for place in range(0, len(rows), size)]
    return Variant(text_paper(title_lines(author, "รายงานผลการดำเนินการตามมาตรการ"), *pages), measures)


def merged_cells(seed: int) -> Variant:
    """Measure cells merged down over the rows of their steps, as Word does."""
    author = Author(seed)
    measures = forget(author.measures(), "status", "result", "finding", "percent", "suggestion")
    table = [cells(*(author.name(each) for each in ("number", "title", "steps", "owners", "period", "monitoring")))]
    for number, each in enumerate(measures, 1):
        for place, step in enumerate(each.steps):
            if place == 0:
                spans = [Cell(str(number), Where(), len(each.steps)), Cell(each.title, Where(), len(each.steps))]
                last = Cell(each.monitoring, Where(), len(each.steps))
            else:
                spans, last = [above(), above()], above()
            table.append([*spans, *cells(step.text, step.owner, step.period), last])
    return Variant(grid_paper([title_lines(author)], table), measures)


def ticked_statuses(seed: int) -> Variant:
    """A two-row header with a group of three status columns, ticked; dashes or nothing elsewhere."""
    author = Author(seed)
    measures = forget(author.measures(steps=1), "monitoring", "finding", "percent")
    tick, none = author.pick(("√", "✓", "/", "✔")), author.pick(("-", "", "–"))
    names = [author.name(each) for each in ("title", "steps", "owners")]
    group = Cell(author.pick(("สถานะ", "ผลการดำเนินงาน", "สถานะการดำเนินการ")), Where(), 1, 3)
    left = Cell("", Where(), covered="left")
    last = Cell("รายละเอียดผลการปฏิบัติ", Where(), 2)
    note = Cell(author.name("suggestion"), Where(), 2)
    top = [*(Cell(name, Where(), 2) for name in names), group, left, left, last, note]
    table = [top, [*(above() for _ in names), *cells(*(author.name(each) for each in STATUSES)), above(), above()]]
    for number, each in enumerate(measures, 1):
        step = each.steps[0]
        step.period = ""
        marks = [tick if status == step.status else none for status in STATUSES]
        table.append(cells(f"{number}) {each.title}", step.text, step.owner, *marks, step.result, each.suggestion))
    return Variant(grid_paper([title_lines(author, "รายงานความก้าวหน้า")], table), measures)


def sentences_in_status_columns(seed: int) -> Variant:
    """A sentence in the status column instead of a tick; the second header row stands alone, as plain text has it."""
    author = Author(seed)
    measures = forget(author.measures(steps=1), "monitoring", "percent", "title")
    header = [
        author.name("finding"),
        "แนวทางแก้ไข",
        author.name("owners"),
        "สถานะการดำเนินการ",
        author.name("suggestion"),
    ]
    rows = [header, [author.name(each) for each in STATUSES]]
    for each in measures:
        step = each.steps[0]
        step.period = ""
        marks = [step.result if status == step.status else "-" for status in STATUSES]
        rows.append([f"{name_of(each)}: {each.finding}", step.text, step.owner, *marks, each.suggestion])
    return Variant(text_paper(title_lines(author, "รายงานผลรอบ 6 เดือน"), rows_text(rows)), measures)


def markup_left_in(seed: int) -> Variant:
    """Paragraph tags between steps, owners, periods and results; no numbers at all."""
    author = Author(seed)
    measures = forget(author.measures(), "monitoring", "finding", "percent", "suggestion", "status")
    for measure in measures:
        for step in measure.steps:
            step.status = "done"
    tags = author.pick(("<p>{}</p> ", "{}<br/>", "<div>{}</div>"))
    rows = [[f"**{author.name(each)}**" for each in ("title", "owners", "steps", "period", "result")]]
    for number, each in enumerate(measures, 1):
        columns = [[getattr(step, name) for step in each.steps] for name in ("owner", "text", "period", "result")]
        marked = ["".join(tags.format(text) for text in column) for column in columns]
        rows.append([f"<u>{number}.{each.title}</u>", *map(author.digits, marked)])
    return Variant(text_paper(title_lines(author, "รายงานผลการดำเนินการ"), rows_text(rows)), measures)


def flattened_paragraphs(seed: int) -> Variant:
    """Two spaces where paragraphs were; steps numbered, neighbours in the same order."""
    author = Author(seed)
    measures = forget(author.measures(), "monitoring", "finding", "percent", "status", "suggestion")
    rows = [[author.name(each) for each in ("title", "steps", "owners", "period", "result")]]
    for number, each in enumerate(measures, 1):
        for step in each.steps:
            step.status = author.pick(("done", "in_progress"))
            step.result = step.result if step.status == "done" else "อยู่ระหว่างดำเนินการ"
        steps = author.numbered([step.text for step in each.steps], author.pick(("  ", " ")))
        columns = ["  ".join(getattr(step, name) for step in each.steps) for name in ("owner", "period", "result")]
        rows.append([f"{number}. {each.title}", steps, *map(author.digits, columns)])
    return Variant(text_paper(title_lines(author, "สรุปผลการดำเนินการ"), rows_text(rows)), measures)


def carried_over_pages(seed: int) -> Variant:
    """Tables cut by pages: the header missing on later pages, a measure carried on, said (ต่อ) or not."""
    author = Author(seed)
    measures = forget(author.measures(steps=4), "status", "result", "finding", "percent", "monitoring", "suggestion")
    header = [author.name(each) for each in ("title", "steps", "owners", "period")]
    pages, page = [], [header]
    for number, each in enumerate(measures, 1):
        cut = author.dice.choice((1, 2, 3, 4))
        for place, part in enumerate((each.steps[:cut], each.steps[cut:])):
            if not part:
                continue
            title = f"{number}. {each.title}"
            carried = author.pick((f"{title} (ต่อ)", "", f"{title}(ต่อ)"))
            steps = "<br>".join(f"{each.steps.index(step) + 1}. {step.text}" for step in part)
            page.append(
                [
                    carried if place else title,
                    steps,
                    "<br>".join(s.owner for s in part),
                    "<br>".join(s.period for s in part),
                ]
            )
            if len(part) < 4 and place == 0:
                pages.append(page)
                page = [header] if author.dice.random() < 0.5 else []
    pages.append(page)
    return Variant(text_paper(title_lines(author), *(rows_text(each) for each in pages if each)), measures)


def broken_words(seed: int) -> Variant:
    """Spaces inside words, as a PDF leaves them, and steps numbered without dots."""
    author = Author(seed)
    measures = forget(author.measures(), "status", "result", "finding", "percent", "suggestion")
    share_owner(measures)
    rows = [
        [_broken(author, author.name(each)) for each in ("number", "title", "steps", "owners", "period", "monitoring")]
    ]
    for number, each in enumerate(measures, 1):
        steps = " ".join(f"{place} {step.text}" for place, step in enumerate(each.steps, 1))
        said = [each.title, steps, each.steps[0].owner, each.steps[0].period, each.monitoring]
        rows.append([str(number), *(_broken(author, text) for text in said)])
    return Variant(text_paper(title_lines(author), rows_text(rows)), measures)


def _broken(author: Author, text: str) -> str:
    places = [place for place in range(1, len(text)) if _is_thai(text[place - 1]) and _is_thai(text[place])]
    for place in sorted(author.dice.sample(places, min(len(places), len(text) // 14)), reverse=True):
        text = f"{text[:place]} {text[place:]}"
    return text


def _is_thai(letter: str) -> bool:
    return "ก" <= letter <= "๎" and not "๐" <= letter <= "๙"


def weak_points_by_tool(seed: int) -> Variant:
    """A table a tool under its heading: weak point, steps, owner, follow-up; the measure has no title of its own."""
    author = Author(seed)
    blocks, truth = [title_lines(author, "การวิเคราะห์จุดอ่อน")], []
    for tool in ("IIT", "EIT", "OIT"):
        measures = forget(
            author.measures(1, 3), "status", "result", "percent", "suggestion", "title", "indicator", "period"
        )
        share_owner(measures)
        rows = [[author.name(each) for each in ("finding", "steps", "owners", "monitoring")]]
        for each in measures:
            each.tool = tool
            steps = author.numbered([step.text for step in each.steps]) if len(each.steps) > 1 else each.steps[0].text
            rows.append([each.finding, steps, each.steps[0].owner, each.monitoring])
        blocks += [author.pick((f"แบบวัด {tool}", f"เครื่องมือ {tool}", f"{tool} ที่ต้องปรับปรุง")), rows_text(rows)]
        truth += measures
    return Variant(text_paper(*blocks), truth)


def grouped_html(seed: int) -> Variant:
    """HTML with rows that announce the indicator across the whole table, measures below."""
    author = Author(seed)
    measures = forget(author.measures(), "result", "finding", "percent", "suggestion", "monitoring")
    share_owner(measures)
    parts = [
        "".join(f"<th>{author.name(each)}</th>" for each in ("number", "title", "steps", "owners", "period", "status"))
    ]
    for number, each in enumerate(measures, 1):
        status = each.steps[0].status
        parts.append(f"<td colspan=6><b>ตัวชี้วัดที่ {each.indicator} {name_of(each)}</b></td>")
        each.title = f"ยกระดับเรื่อง{author.pick(THINGS)}"
        for step in each.steps:
            step.status = status
        steps = "".join(f"<li>{step.text}</li>" for step in each.steps)
        said = [str(number), each.title, f"<ul>{steps}</ul>", each.steps[0].owner, each.steps[0].period, WORDS[status]]
        parts.append("".join(f"<td>{text}</td>" for text in said))
    page = f"<h1>แผน ปีงบประมาณ 2566</h1><p>{AGENCY}</p><table>{''.join(f'<tr>{part}</tr>' for part in parts)}</table>"
    return Variant(html_document(page.encode(), Source("paper.html", "html", "")), measures)


def coded_topics(seed: int) -> Variant:
    """Codes in a topic column, a zero typed for the letter o; the tool stands in the header; shares in words."""
    author = Author(seed)
    blocks, truth = [title_lines(author, "รายงานผลการดำเนินการ")], []
    for tool, letter, numbers in (("IIT", "i", range(1, 6)), ("EIT", "e", range(6, 9)), ("OIT", "o", (9, 10))):
        indicator = author.dice.choice(list(numbers))
        measure = forget([author.measure(indicator, author.dice.randint(1, 3))], "finding", "suggestion", "status")[0]
        share_owner([measure])
        codes = author.dice.sample(range(10, 30), 2 if letter == "o" else 1)
        measure.codes = tuple(f"{letter}{code}" for code in codes)
        measure.percent = author.dice.choice((100, 40))
        topic = " ".join(f"{'0' if letter == 'o' else letter.upper()}{code} {author.pick(THINGS)}" for code in codes)
        for step in measure.steps:
            step.status, step.result = ("done" if measure.percent == 100 else "in_progress"), ""
        result = f"{author.pick(OUTCOMES)} {author.digits(str(measure.percent))}%"
        header = [
            author.name("number"),
            f"ตัวชี้วัด การประเมิน {tool}",
            author.name("topic"),
            author.name("title"),
            author.name("owners"),
        ]
        header += [author.name("period"), author.name("steps"), author.name("monitoring"), author.name("result")]
        measure.title = f"ให้บริการด้วย{author.pick(THINGS)}"
        steps = (
            author.numbered([step.text for step in measure.steps]) if len(measure.steps) > 1 else measure.steps[0].text
        )
        said = [
            "1",
            INDICATORS[indicator - 1],
            topic,
            measure.title,
            measure.steps[0].owner,
            measure.steps[0].period,
            steps,
        ]
        blocks.append(rows_text([header, [*said, measure.monitoring, result]]))
        truth.append(measure)
    return Variant(text_paper(*blocks), truth)


def markdown_shares(seed: int) -> Variant:
    """Markdown tables with a column of shares; the indicator named again on every row of its measure."""
    author = Author(seed)
    measures = forget(author.measures(steps=1), "monitoring", "finding", "result", "suggestion")
    names = [author.name(each) for each in ("indicator", "title", "steps", "owners", "period", "percent")]
    lines = ["| " + " | ".join(names) + " |", "|---|---|---|---|---|---|"]
    for each in measures:
        each.title = f"{author.pick(VERBS)}ระบบ{author.pick(THINGS)}"
        step = each.steps[0]
        step.status = {0: "not_started", 100: "done"}.get(each.percent or 0, "in_progress")
        said = [name_of(each), each.title, step.text, step.owner, step.period, f"{each.percent}%"]
        lines.append("| " + " | ".join(said) + " |")
    return Variant(text_paper(f"# {title_lines(author).splitlines()[0]}", "\n".join(lines)), measures)


def no_header_at_all(seed: int) -> Variant:
    """Columns that only their content tells: a number, a measure, steps, units, months."""
    author = Author(seed)
    measures = forget(author.measures(4, 7), "monitoring", "finding", "result", "suggestion", "status", "percent")
    share_owner(measures)
    rows = []
    for number, each in enumerate(measures, 1):
        steps = author.numbered([step.text for step in each.steps]) if len(each.steps) > 1 else each.steps[0].text
        rows.append([str(number), each.title, steps, each.steps[0].owner, each.steps[0].period])
    return Variant(text_paper(title_lines(author), rows_text(rows)), measures)


def score_sheet(author: Author) -> dict[str, str]:
    """A consistent sheet, as printed."""
    values = {str(number): round(author.dice.uniform(60, 100), 2) for number in range(1, 11)}
    groups = {"IIT": range(1, 6), "EIT": range(6, 9), "OIT": (9, 10)}
    tools = {tool: sum(values[str(number)] for number in numbers) / len(numbers) for tool, numbers in groups.items()}
    total = 0.3 * tools["IIT"] + 0.3 * tools["EIT"] + 0.4 * tools["OIT"]
    return {cell: f"{value:.2f}" for cell, value in {**values, **tools, "total": total}.items()}


def _score_rows(author: Author) -> list[tuple[str, str]]:
    style = author.pick(("{0}. {1}", "ตัวชี้วัดที่ {0} {1}", "{1}"))
    tool_style = author.pick(("แบบวัด {}", "เครื่องมือ {}", "คะแนน {}"))
    rows: list[tuple[str, str]] = []
    for tool, numbers in (("IIT", range(1, 6)), ("EIT", range(6, 9)), ("OIT", range(9, 11))):
        rows.append((tool_style.format(tool), tool))
        rows += [(style.format(number, INDICATORS[number - 1]), str(number)) for number in numbers]
    return [*rows, (author.pick(("คะแนนเฉลี่ยประจำปี", "คะแนนรวม", "ภาพรวมหน่วยงาน", "ผลคะแนนรวม")), "total")]


def scores_down(seed: int) -> Variant:
    """Rows are tools and indicators, columns two years and what changed between them."""
    author = Author(seed)
    sheets = {2565: score_sheet(author), 2566: score_sheet(author)}
    header = [
        author.pick(("ตัวชี้วัด", "รายการ", "เครื่องมือ/ตัวชี้วัด")),
        *(author.digits(f"ปี {year}") for year in sheets),
        "ผลต่าง",
    ]
    rows = [header]
    for label, cell in _score_rows(author):
        difference = float(sheets[2566][cell]) - float(sheets[2565][cell])
        rows.append([label, *(author.digits(sheet[cell]) for sheet in sheets.values()), f"{difference:+.2f}"])
    rows.append([author.pick(("ระดับผลการประเมิน", "ระดับ")), "B", "ผ่าน", "-"])
    scores = {(year, cell): value for year, sheet in sheets.items() for cell, value in sheet.items()}
    return Variant(text_paper(title_lines(author), rows_text(rows)), scores=scores, levels={2565: "B", 2566: "ผ่าน"})


def scores_across(seed: int) -> Variant:
    """Columns are indicators, a row a year."""
    author = Author(seed)
    sheets = {2565: score_sheet(author), 2566: score_sheet(author)}
    labels = [(f"{number}. {name}", str(number)) for number, name in enumerate(INDICATORS, 1)]
    labels += [("IIT", "IIT"), ("EIT", "EIT"), ("OIT", "OIT"), ("คะแนนรวม", "total")]
    rows = [["ปีงบประมาณ", *(label for label, _ in labels)]]
    rows += [[author.digits(f"พ.ศ. {year}"), *(sheet[cell] for _, cell in labels)] for year, sheet in sheets.items()]
    scores = {(year, cell): value for year, sheet in sheets.items() for cell, value in sheet.items()}
    return Variant(text_paper(title_lines(author), rows_text(rows)), scores=scores)


def scores_with_merged_tools(seed: int) -> Variant:
    """The tool merged down beside its indicators, with its own score in a merged last column."""
    author = Author(seed)
    sheet = score_sheet(author)
    table = [cells("เครื่องมือ", "ตัวชี้วัด", "คะแนน", "คะแนนเครื่องมือ")]
    for tool, numbers in (("IIT", range(1, 6)), ("EIT", range(6, 9)), ("OIT", range(9, 11))):
        for place, number in enumerate(numbers):
            first = Cell(tool, Where(), len(numbers)) if place == 0 else above()
            last = Cell(sheet[tool], Where(), len(numbers)) if place == 0 else above()
            table.append([first, *cells(INDICATORS[number - 1], sheet[str(number)]), last])
    table.append(cells("คะแนนรวม", "", sheet["total"], ""))
    scores = {(2566, cell): value for cell, value in sheet.items()}
    return Variant(grid_paper([title_lines(author)], table), scores=scores)


def scores_in_sentences(seed: int) -> Variant:
    """The total, the level and single indicators told in sentences among rules that are no scores."""
    author = Author(seed)
    sheet = score_sheet(author)
    low = author.dice.choice(range(1, 11))
    level = author.pick(("A", "B", "ผ่าน", "ผ่านดี"))
    year = author.digits("2566")
    sentence = (
        f"ผลการประเมินประจำปีงบประมาณ พ.ศ. {year} ของหน่วยงาน มีคะแนนรวม {author.digits(sheet['total'])} คะแนน อยู่ในระดับ {level} "
        f"ซึ่งเกณฑ์เป้าหมายคือ 85 คะแนนขึ้นไป"
    )
    detail = f"โดยตัวชี้วัดที่ {low} {INDICATORS[low - 1]} ได้คะแนน {sheet[str(low)]} คะแนน เป็นคะแนนต่ำสุด"
    scores = {(2566, "total"): sheet["total"], (2566, str(low)): sheet[str(low)]}
    return Variant(text_paper(title_lines(author), sentence, detail), scores=scores, levels={2566: level})


def remarks(seed: int) -> Variant:
    """Remarks as paragraphs under a tool, a part and an indicator, with the items they refer to."""
    author = Author(seed)
    blocks, truth = [title_lines(author, "บทวิเคราะห์")], []
    for tool, part, letter, heading in (
        ("IIT", None, "i", "ข้อเสนอแนะตามแบบวัด IIT"),
        ("EIT", "public", "e", "ข้อเสนอแนะตามแบบวัด EIT\n\nส่วนที่ 1 ผู้รับบริการตอบเอง (EIT Public)"),
        ("EIT", "survey", "e", "ส่วนที่ 2 ผู้ประเมินจัดเก็บ (EIT Survey)"),
        ("OIT", None, "o", "ข้อเสนอแนะตามแบบวัด OIT"),
    ):
        blocks.append(heading)
        for code in sorted(author.dice.sample(range(1, 15), 2)):
            items = tuple(f"o{each}" for each in author.dice.sample(range(2, 40), 2)) if letter != "o" else ()
            spelt = [item.replace("o", author.pick(("o", "O", "๐"))) for item in items]
            references = " ".join(f"จึงต้องแสดง{author.pick(THINGS)} (อ้างอิงจาก {item})" for item in spelt)
            lead = author.pick(("ข้อ ", "")) if letter == "o" else author.pick(("", "ข้อ "))
            remark = f"{lead}{letter}{code} {author.pick(FINDINGS)} ดังนั้น หน่วยงานควร{author.fresh(VERBS, THINGS)} {references}"
            blocks.append(author.digits(remark) if letter != "o" else remark)
            truth.append((tool, part, f"{letter}{code}", items))
    return Variant(text_paper(*blocks), findings=truth)


FAMILIES: tuple[Callable[[int], Variant], ...] = (
    one_row_a_measure, one_row_a_step, merged_cells, ticked_statuses, sentences_in_status_columns, markup_left_in,
    flattened_paragraphs, carried_over_pages, broken_words, weak_points_by_tool, grouped_html, coded_topics, markdown_shares,
    no_header_at_all, scores_down, scores_across, scores_with_merged_tools, scores_in_sentences, remarks,
)  # fmt: skip
"""Every layout; each takes a seed."""
