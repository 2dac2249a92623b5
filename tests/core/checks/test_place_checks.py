from builders import AGENCY, a_mention, a_reading, an_agency
from prongsai.core.checks.places import place_checks
from prongsai.core.records import Check, Mention, Reading

DISTRICTS = {"สระบุรี": {"แก่งคอย", "เมือง", "เมืองสระบุรี"}, "ขอนแก่น": {"บ้านฝาง", "เมือง"}, "กาฬสินธุ์": {"ท่าคันโท"}}


class ThreeProvinces:
    """A small gazetteer."""

    def is_province(self, name: str) -> bool:
        return name in DISTRICTS

    def provinces(self) -> list[str]:
        return list(DISTRICTS)

    def districts_of(self, province: str) -> frozenset[str]:
        return frozenset(DISTRICTS.get(province, ()))

    def provinces_of(self, district: str) -> frozenset[str]:
        return frozenset(name for name, districts in DISTRICTS.items() if district in districts)


def checks(code: str, reading: Reading) -> list[Check]:
    return [check for check in place_checks(reading, ThreeProvinces()) if check.code == code]


def at(paragraph: int, agency: str, district: str, province: str) -> tuple[Mention, ...]:
    named = {"agency": agency, "district": district, "province": province}
    return tuple(a_mention(kind, name, paragraph=paragraph) for kind, name in named.items())


def test_a_consistent_paper_raises_nothing() -> None:
    assert place_checks(a_reading(), ThreeProvinces()) == []


def test_a_district_of_another_province_is_told_with_its_province() -> None:
    (check,) = checks("place.mismatch", a_reading(mentions=at(3, AGENCY, "อำเภอบ้านฝาง", "จังหวัดสระบุรี")))
    assert "ขอนแก่น" in check.message
    assert check.where.paragraph == 3


def test_a_misspelt_district_is_told_with_the_one_meant() -> None:
    (check,) = checks("place.mismatch", a_reading(mentions=at(3, AGENCY, "แก่งค่อย", "สระบุรี")))
    assert check.expected == "แก่งคอย"


def test_a_misspelt_province_is_told_with_the_one_meant() -> None:
    (check,) = checks("place.mismatch", a_reading(mentions=at(3, AGENCY, "ท่าคันโท", "กาฬสินธ์")))
    assert check.expected == "กาฬสินธุ์"


def test_a_place_outside_the_country_is_told_without_a_guess() -> None:
    (check,) = checks("place.mismatch", a_reading(mentions=at(3, AGENCY, "แดนไกลโพ้น", "สระบุรี")))
    assert check.expected is None
    assert "ไม่พบอำเภอ" in check.message


def test_the_agencys_own_place_is_checked_where_no_pair_was_printed() -> None:
    reading = a_reading(agency=an_agency(district="บ้านฝาง"), mentions=())
    assert len(checks("place.mismatch", reading)) == 1


def test_a_district_and_a_province_in_different_places_are_no_pair() -> None:
    mentions = (a_mention("district", "บ้านฝาง", paragraph=7), a_mention("province", "สระบุรี", paragraph=8))
    assert checks("place.mismatch", a_reading(mentions=mentions)) == []


def test_the_capital_district_goes_with_every_province() -> None:
    reading = a_reading(agency=an_agency(district="เมืองสระบุรี"), mentions=at(1, AGENCY, "อ.เมือง", "จ.สระบุรี"))
    assert place_checks(reading, ThreeProvinces()) == []


def test_another_district_beside_the_agencys_name_is_told() -> None:
    mentions = at(1, AGENCY, "แก่งคอย", "สระบุรี") + at(9, AGENCY, "เมืองสระบุรี", "สระบุรี")
    (check,) = checks("place.two_values", a_reading(mentions=mentions))
    assert (check.where.paragraph, check.expected) == (9, "แก่งคอย")


def test_another_province_beside_the_agencys_name_is_told() -> None:
    mentions = at(1, AGENCY, "แก่งคอย", "สระบุรี") + at(9, AGENCY, "บ้านฝาง", "ขอนแก่น")
    assert len(checks("place.two_values", a_reading(mentions=mentions))) == 2


def test_kinds_may_come_one_after_the_other() -> None:
    mentions = (*at(1, AGENCY, "แก่งคอย", "สระบุรี"), *at(2, AGENCY, "บ้านฝาง", "สระบุรี"))
    by_kind = tuple(sorted(mentions, key=lambda mention: mention.kind))
    found = place_checks(a_reading(mentions=by_kind), ThreeProvinces())
    assert [(check.code, check.where.paragraph) for check in found] == [("place.mismatch", 2), ("place.two_values", 2)]


def test_two_agencies_in_one_paragraph_keep_their_own_places() -> None:
    mentions = (*at(1, AGENCY, "แก่งคอย", "สระบุรี"), *at(1, "เทศบาลตำบลบ้านน้ำเย็น", "บ้านฝาง", "ขอนแก่น"))
    assert place_checks(a_reading(mentions=mentions), ThreeProvinces()) == []


def test_where_it_is_unclear_which_place_is_whose_nothing_is_said() -> None:
    mentions = (*at(1, AGENCY, "แก่งคอย", "สระบุรี"), *at(1, "เทศบาลตำบลบ้านน้ำเย็น", "บ้านฝาง", "ขอนแก่น"))
    assert (
        place_checks(a_reading(mentions=(*mentions, a_mention("district", "ท่าคันโท", paragraph=1))), ThreeProvinces())
        == []
    )


def test_the_place_of_another_agency_is_its_own_affair() -> None:
    mentions = at(1, AGENCY, "แก่งคอย", "สระบุรี") + at(9, "เทศบาลตำบลบ้านน้ำเย็น", "บ้านฝาง", "ขอนแก่น")
    assert place_checks(a_reading(mentions=mentions), ThreeProvinces()) == []


def test_every_place_with_another_spelling_of_the_name_is_told() -> None:
    mentions = (
        a_mention("agency", AGENCY, paragraph=1),
        a_mention("agency", "เทศบาลตำบลทุ่งฟ้าไส", paragraph=2),
        a_mention("agency", "ทต.ทุงฟ้าใส", paragraph=3),
        a_mention("agency", "ทต.ทุ่งฟ้าใส", paragraph=4),
    )
    found = checks("name.spelling", a_reading(mentions=mentions))
    assert [(check.where.paragraph, check.expected) for check in found] == [(2, AGENCY), (3, AGENCY)]


def test_a_spelling_without_a_place_is_told_once_for_the_paper() -> None:
    reading = a_reading(agency=an_agency(spellings=(AGENCY, "เทศบาลตำบลทุ่งฟาใส")))
    (check,) = checks("name.spelling", reading)
    assert check.where.paragraph is None


def test_a_paper_that_names_no_agency_is_not_judged() -> None:
    reading = a_reading(agency=an_agency(name=None, district=None, province=None, spellings=()), mentions=())
    assert place_checks(reading, ThreeProvinces()) == []
