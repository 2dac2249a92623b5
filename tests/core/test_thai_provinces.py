from collections import Counter

from prongsai.core.thai.provinces import CAPITAL, region_of, regions
from prongsai.paper.places import Gazetteer


def test_every_province_of_the_gazetteer_lies_in_one_region():
    assert sorted(regions()) == sorted(Gazetteer().provinces())


def test_the_six_regions_have_as_many_provinces_as_the_committee_gave_them():
    assert Counter(regions().values()) == {
        "ภาคเหนือ": 9,
        "ภาคตะวันออกเฉียงเหนือ": 20,
        "ภาคกลาง": 22,
        "ภาคตะวันออก": 7,
        "ภาคตะวันตก": 5,
        "ภาคใต้": 14,
    }


def test_a_region_is_found_with_or_without_the_word_province():
    assert region_of("จังหวัดน่าน") == region_of("น่าน") == "ภาคเหนือ"
    assert region_of(CAPITAL) == "ภาคกลาง"


def test_an_unknown_province_has_no_region():
    assert region_of("จังหวัดที่ไม่มี") is None
