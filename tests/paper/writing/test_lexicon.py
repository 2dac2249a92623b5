"""What words cost, against PyThaiNLP's lists as the package itself reads them."""

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names, thai_words

from prongsai.paper.writing.lexicon import costs_of, is_known


def test_every_word_and_name_is_known():
    words = {word for word in thai_words() if len(word) > 1 and not any(map(str.isspace, word))}
    names = {name for name in thai_female_names() | thai_male_names() | thai_family_names() if len(name) > 2}
    assert [word for word in words | names if not is_known(word)] == []


def test_the_rarer_word_costs_more():
    assert costs_of("กา")["การ"] < costs_of("กา")["กากบาท"] < costs_of("กา")["กากภาษา"]


def test_a_letter_is_a_word_only_where_thai_has_one():
    assert is_known("ณ")
    assert "ณ" in costs_of("ณว")
    assert not is_known("ก")


def test_a_term_costs_as_little_as_a_common_word():
    assert costs_of("กอ")["กองคลัง"] <= 11
