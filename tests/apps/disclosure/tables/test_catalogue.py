"""The open data as catalogues read it: DCAT as a graph of known terms, a package as CKAN takes it."""

import hashlib
import json
import re
from typing import Any

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS, XSD, Namespace
from rdflib.plugins.parsers.jsonld import to_rdf

from apps.disclosure.site.made_site import a_withdrawal
from apps.disclosure.tables.made_tables import a_site_with_tables
from cast import Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Licence, Release
from prongsai.apps.disclosure.queries.catalogue import LICENCES
from prongsai.core.tables import FORMATS, TABLES

SITE = "http://127.0.0.1:8000/thung-fa-sai/"
KNOWN = {str(each): each for each in (DCAT, DCTERMS, FOAF, SKOS, XSD)}
SPDX, VCARD = Namespace("http://spdx.org/rdf/terms#"), Namespace("http://www.w3.org/2006/vcard/ns#")
OTHER_TERMS = {
    *(SPDX[each] for each in ("Checksum", "checksum", "algorithm", "checksumValue", "checksumAlgorithm_sha256")),
    *(VCARD[each] for each in ("Kind", "Organization", "fn", "hasEmail", "hasURL")),
}
"""Of SPDX, those that DCAT 3 names for a distribution; of vCard, those of its ontology that are used here."""


def opened(cast: Cast, name: str) -> Any:
    return Visitor().get(f"/{cast.agency.slug}/tables/{name}")


def graph_of(cast: Cast) -> Graph:
    """The document as a graph; read without a file's parser, which goes through a class that is on its way out."""
    graph = Graph()
    to_rdf(json.loads(opened(cast, "catalog.jsonld").content), graph)
    return graph


def invented(graph: Graph) -> set[str]:
    """Terms of the vocabularies that these do not have."""
    terms = {str(each) for triple in graph for each in triple if isinstance(each, URIRef)}
    wrong = {
        term for term in terms for base, known in KNOWN.items() if term.startswith(base) and URIRef(term) not in known
    }
    return wrong | {term for term in terms if term.startswith((SPDX, VCARD)) and URIRef(term) not in OTHER_TERMS}


def test_dcat_is_a_graph_of_one_catalogue_with_every_table_in_every_format(cast: Cast) -> None:
    a_site_with_tables(cast)
    response = opened(cast, "catalog.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    graph = graph_of(cast)
    catalogue = URIRef(f"{SITE}tables/catalog.jsonld")
    assert list(graph.subjects(RDF.type, DCAT.Catalog)) == [catalogue]
    datasets = {str(each) for each in graph.objects(catalogue, DCAT.dataset)}
    assert datasets == {f"{SITE}tables/{code}/" for code in TABLES}
    files = {str(each) for each in graph.objects(None, DCAT.downloadURL)}
    assert files == {f"{SITE}tables/{code}.{form}" for code in TABLES for form in FORMATS}


def test_dcat_uses_no_term_that_its_vocabularies_do_not_have(cast: Cast) -> None:
    a_site_with_tables(cast)
    assert invented(graph_of(cast)) == set()
    planted = Graph().add((URIRef(SITE), DCTERMS.title, URIRef(f"{DCAT}byteSizes")))
    assert invented(planted) == {f"{DCAT}byteSizes"}


def test_dcat_tells_size_and_hash_of_the_very_bytes_that_are_handed_out(cast: Cast) -> None:
    a_site_with_tables(cast)
    graph = graph_of(cast)
    for file in graph.subjects(RDF.type, DCAT.Distribution):
        content = Visitor().get(str(file).removeprefix("http://127.0.0.1:8000")).content
        assert graph.value(file, DCAT.byteSize).toPython() == len(content)  # type: ignore[union-attr]
        checksum = graph.value(file, SPDX.checksum)
        printed = graph.value(checksum, SPDX.checksumValue)
        assert str(printed).lower() == hashlib.sha256(content).hexdigest()


def test_a_dataset_says_when_where_by_whom_and_about_which_years(cast: Cast) -> None:
    a_site_with_tables(cast)
    graph = graph_of(cast)
    dataset = URIRef(f"{SITE}tables/items/")
    period = graph.value(dataset, DCTERMS.temporal)
    assert str(graph.value(period, DCAT.startDate)) == "2023-10-01"
    assert str(graph.value(period, DCAT.endDate)) == "2024-09-30"
    assert graph.value(dataset, DCTERMS.publisher) == URIRef(SITE)
    assert str(graph.value(graph.value(dataset, DCTERMS.spatial), SKOS.prefLabel)) == "อำเภอแก่งคอย จังหวัดสระบุรี"
    assert {each.language for each in graph.objects(dataset, DCTERMS.title)} == {"th", "en"}  # type: ignore[union-attr]
    contact = graph.value(dataset, DCAT.contactPoint)
    assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:office@example.go.th")
    assert graph.value(dataset, DCTERMS.issued)


def test_a_withdrawn_contact_page_is_in_no_catalogue(cast: Cast) -> None:
    a_site_with_tables(cast)
    a_withdrawal(cast, "page-3")
    for name in ("catalog.jsonld", "package.json"):
        assert "office@example.go.th" not in opened(cast, name).content.decode()


def test_a_package_has_what_ckan_asks_of_one(cast: Cast) -> None:
    a_site_with_tables(cast)
    package = json.loads(opened(cast, "package.json").content)
    assert re.fullmatch(r"[a-z0-9_-]{2,100}", package["name"])
    assert all(re.fullmatch(r"[A-Za-z0-9 _.-]{2,100}", each["name"]) for each in package["tags"])
    assert package["license_id"] == "cc-by"
    assert package["num_resources"] == len(package["resources"]) == len(TABLES) * len(FORMATS)
    assert [each["position"] for each in package["resources"]] == list(range(package["num_resources"]))
    for each in package["resources"][:3]:
        content = Visitor().get(each["url"].removeprefix("http://127.0.0.1:8000")).content
        assert (each["size"], each["hash"]) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("licence", Licence.values)
def test_every_licence_has_an_address_and_a_name_in_ckan(licence: str, cast: Cast) -> None:
    a_site_with_tables(cast)
    Release.objects.update(licence=licence)
    address, name = LICENCES[licence]
    assert URIRef(address) in set(graph_of(cast).objects(None, DCTERMS.license))
    assert json.loads(opened(cast, "package.json").content)["license_id"] == name


def test_describing_tables_costs_a_constant_number_of_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    a_site_with_tables(cast)
    for name in ("catalog.jsonld", "package.json"):
        with django_assert_max_num_queries(7):
            opened(cast, name)
