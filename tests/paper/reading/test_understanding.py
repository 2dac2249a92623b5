from __future__ import annotations

from prongsai.core.records import Reading, Source, Status
from prongsai.paper.reading.text import text_document
from prongsai.paper.reading.understand import understand

HEAD = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ"


def reading_of(*blocks: str) -> Reading:
    return understand(text_document("\n\n".join(blocks).encode(), Source("paper.txt", "txt", "")))


def test_more_results_than_steps_go_each_to_the_step_it_is_like() -> None:
    row = "การใช้งบประมาณ\t1. ติดป้ายราคากลาง 2. ส่งสรุปรายจ่าย\tกองคลัง\tม.ค. 66\t-ติดป้ายราคากลางสองจุด\n"
    steps = reading_of(f"{HEAD}\n{row.strip()}<br>-ส่งสรุปรายจ่ายเดือนแรก<br>-ส่งสรุปรายจ่ายเดือนหลัง").measures[0].steps
    assert [step.result for step in steps] == ["ติดป้ายราคากลางสองจุด", "ส่งสรุปรายจ่ายเดือนแรก ส่งสรุปรายจ่ายเดือนหลัง"]


def test_fewer_results_than_steps_stay_with_the_measure() -> None:
    row = "การใช้อำนาจ\t1. ทำคำสั่ง 2. แจ้งเวียน 3. เซ็นรับ\tสำนักปลัด\tม.ค. 66\t1. มีคำสั่งแล้ว 2. เซ็นรับครบ"
    measure = reading_of(f"{HEAD}\n{row}").measures[0]
    assert measure.result == "1. มีคำสั่งแล้ว 2. เซ็นรับครบ"
    assert not any(step.result for step in measure.steps)


def test_a_column_nobody_understands_stands_in_unread() -> None:
    reading = reading_of(f"{HEAD}\tสีแฟ้ม\nการใช้อำนาจ\tทำคำสั่ง\tสำนักปลัด\tม.ค. 66\tมีคำสั่ง\tแดงเข้ม")
    assert [(each.text, each.where.row, each.where.column) for each in reading.unread] == [("แดงเข้ม", 2, 6)]


def test_a_table_of_something_else_stands_in_unread() -> None:
    reading = reading_of("ชื่อสัตว์\tสีขน\nช้าง\tเทา")
    assert [each.text for each in reading.unread] == ["ชื่อสัตว์ | สีขน", "ช้าง | เทา"]


def test_a_result_that_says_so_is_in_progress_and_a_dash_is_unknown() -> None:
    rows = "การใช้อำนาจ\tทำคำสั่ง\tกองช่าง\tม.ค. 66\tอยู่ระหว่างดำเนินการ\nการเปิดเผยข้อมูล\tลงเว็บ\tกองคลัง\tก.พ. 66\t-"
    assert [each.status for each in reading_of(f"{HEAD}\n{rows}").measures] == [Status.IN_PROGRESS, Status.UNKNOWN]


def test_names_that_run_on_are_cut_where_they_end_elsewhere() -> None:
    reading = reading_of(
        "เทศบาลตำบลสวนหมอก อำเภอภูเขียว จังหวัดชัยภูมิ", "เทศบาลตำบลสวนหมอกได้ประเมินตนเอง จังหวัดชัยภูมิแล้ว", "ทต.สวนหมอก ประกาศ"
    )
    assert (reading.agency.name, reading.agency.district, reading.agency.province) == (
        "เทศบาลตำบลสวนหมอก",
        "ภูเขียว",
        "ชัยภูมิ",
    )
    assert set(reading.agency.spellings) == {"เทศบาลตำบลสวนหมอก", "ทต.สวนหมอก"}


def test_a_round_is_six_months_from_october() -> None:
    found = reading_of("รายงานผล รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2567").round
    assert found
    assert (found.months, found.start, found.end) == (6, "2023-10-01", "2024-04-01")


def test_a_text_healed_keeps_its_original_beside_it() -> None:
    reading = reading_of(f"{HEAD}\nการใช้อำนาจ\tปรับปรุงระยะเวลา ดำเนินกา ร\tกองช่าง\tม.ค. 66\tมีแล้ว")
    assert ("ปรับปรุงระยะเวลา ดำเนินกา ร", 2) in [(each.original, each.where.row) for each in reading.healed]


def test_a_remark_beside_a_tick_says_what_came_of_the_work() -> None:
    head = "มาตรการ\tผู้รับผิดชอบ\tยังไม่ดำเนินการ\tอยู่ระหว่างดำเนินการ\tดำเนินการแล้ว\tหมายเหตุ"
    paper = f"{head}\nตรวจนับของยืมทุกสามเดือน (o11)\tกองช่าง\t\t\t√\tตรวจครบสี่ครั้ง\n"
    (measure,) = reading_of(paper).measures
    assert (measure.result or measure.steps[0].result) == "ตรวจครบสี่ครั้ง"
    assert not measure.written


def test_a_misspelt_name_broken_by_a_line_end_is_a_mention_with_its_place() -> None:
    title = "รายงานของ อบต.ดงมะไฟแดง ปีงบประมาณ พ.ศ. 2566 ของ อบต.ดงมะไฟแดง"
    reading = reading_of(title, f"{HEAD}\nการใช้อำนาจ\tทำคำสั่งของ อบต.ดงมะ ไผแดง ทุกเดือน\tกองช่าง\tม.ค. 66\tมีคำสั่ง")
    spelt = [each.value for each in reading.mentions if each.kind == "agency"]
    assert spelt == ["องค์การบริหารส่วนตำบลดงมะไฟแดง"] * 2 + ["องค์การบริหารส่วนตำบลดงมะไผแดง"]


def test_a_level_beside_the_total_is_the_level_and_scores_may_be_below_ten() -> None:
    rows = "การป้องกันการทุจริต\t0.00\tF\nการเปิดเผยข้อมูล\t6.25\tF\nค่าเฉลี่ย\t50.02\tE"
    told = "ตัวชี้วัดที่ 8 การปรับปรุงระบบการทำงาน ได้คะแนนร้อยละ 7.50"
    (result,) = reading_of("ผลประเมินปีงบประมาณ พ.ศ. 2564", f"ตัวชี้วัด\tคะแนน\tระดับ\n{rows}", told).results
    assert (str(result.total), result.level) == ("50.02", "E")
    assert {cell: str(value) for cell, value in result.indicators.items()} == {"8": "7.50", "9": "6.25", "10": "0.00"}
