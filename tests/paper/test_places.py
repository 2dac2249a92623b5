from prongsai.paper.places import Gazetteer

PLACES = Gazetteer()


def test_there_are_77_provinces() -> None:
    assert len(set(PLACES.provinces())) == 77


def test_a_district_is_found_in_its_province_with_or_without_the_word_for_it() -> None:
    for district in ("บ้านฝาง", "อำเภอบ้านฝาง", "อ.บ้านฝาง"):
        assert PLACES.provinces_of(district) == {"ขอนแก่น"}
    assert "แก่งคอย" in PLACES.districts_of("จังหวัดสระบุรี")
    assert PLACES.is_province("จ.สระบุรี")


def test_a_district_name_may_belong_to_several_provinces() -> None:
    assert PLACES.provinces_of("เฉลิมพระเกียรติ") >= {"สระบุรี", "น่าน"}


def test_the_capital_district_goes_by_its_short_name_too() -> None:
    assert "ขอนแก่น" in PLACES.provinces_of("เมือง")
    assert PLACES.provinces_of("เมืองขอนแก่น") == {"ขอนแก่น"}
    assert len(PLACES.provinces_of("เมือง")) > 70


def test_the_districts_of_bangkok_are_known_without_khet() -> None:
    assert PLACES.provinces_of("เขตดุสิต") == PLACES.provinces_of("ดุสิต") == {"กรุงเทพมหานคร"}


def test_districts_are_named_officially() -> None:
    assert "เมืองสระบุรี" in PLACES.districts_of("สระบุรี")
    assert "เมือง" not in PLACES.districts_of("สระบุรี")


def test_an_unknown_place_is_in_no_province() -> None:
    assert PLACES.provinces_of("แดนไกลโพ้น") == frozenset()
    assert PLACES.districts_of("แดนไกลโพ้น") == frozenset()
    assert not PLACES.is_province("แดนไกลโพ้น")
