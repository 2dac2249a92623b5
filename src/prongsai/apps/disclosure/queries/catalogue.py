"""The public tables described for catalogues: DCAT 3 as JSON-LD, and a package as CKAN keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Min
from django.utils import timezone

from prongsai.apps.disclosure.models import Release, ReleasedTable
from prongsai.apps.disclosure.queries.published import InForce, pages_in_sight
from prongsai.apps.disclosure.queries.table_files import MEDIA_TYPES, table_file
from prongsai.apps.disclosure.queries.tables import PublicTable, applied_day, public_tables, site_address
from prongsai.core.publication import Said
from prongsai.core.tables import FORMATS

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LICENCES = {
    "CC-BY-4.0": ("http://creativecommons.org/licenses/by/4.0/", "cc-by"),
    "CC0-1.0": ("http://creativecommons.org/publicdomain/zero/1.0/", "cc-zero"),
    "ODC-By-1.0": ("http://opendatacommons.org/licenses/by/1-0/", "odc-by"),
}
"""Licence -> the address that names it, its id in CKAN."""

KEPT_FOR = 24 * 60 * 60
"""How long sizes and hashes are known. Unit: seconds."""
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
KEYWORDS = (Said("ข้อมูลเปิด", "open data"), Said("คุณธรรมและความโปร่งใส", "integrity and transparency"), Said("ITA"))


@dataclass(frozen=True, slots=True)
class _File:
    """A table in one format. Unit: bytes; `sha256` 64 hexadecimal digits."""

    form: str
    address: str
    size: int
    sha256: str


def dcat(force: InForce) -> bytes:
    """The catalogue of an agency's tables as a JSON-LD document, every name spelled out in it and nothing fetched.

    Source: Data Catalog Vocabulary 3 (W3C, 2024): catalogue, dataset, distribution, checksum; confirmed.
    """
    base = site_address(force)
    tables = public_tables(force)
    files = _files_of(force, tables)
    issued = _issued(force)
    graph: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": f"{base}tables/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dcterms:title": _literals(Said("ข้อมูลเปิด " + force.agency.name, "Open data of " + _english(force))),
        "dcterms:publisher": _publisher(force, base),
        "dcterms:license": {"@id": LICENCES[force.release.licence][0]},
        "dcterms:language": [{"@id": f"{_LANGUAGES}{each}"} for each in ("th", "en")],
        "dcterms:modified": _day(applied_day(force)),
        "foaf:homepage": {"@id": f"{base}tables/"},
        "dcat:dataset": [_dataset(each, files[each.table.code], issued.get(each.table.code)) for each in tables],
    }
    if contact := _contact(force, base):
        for each in graph["dcat:dataset"]:
            each["dcat:contactPoint"] = contact
    return _written(graph)


def ckan(force: InForce) -> bytes:
    """The tables as one package with a resource for each file, as CKAN takes and gives packages.

    Source: CKAN's action API, package_create and package_show; confirmed. The licence ids are those of its own list.
    """
    base = site_address(force)
    tables = public_tables(force)
    files = _files_of(force, tables)
    address, licence = LICENCES[force.release.licence]
    resources = [resource for each in tables for resource in _resources(each, files[each.table.code])]
    notes = [f"- {each.table.title.th}: {each.table.about.th}" for each in tables]
    contact = _reached(force)
    return _written(
        {
            "name": f"{force.agency.slug.lower()}-open-data",
            "title": f"ข้อมูลเปิด {force.agency.name}",
            "title_translated": {
                "th": f"ข้อมูลเปิด {force.agency.name}",
                "en": f"Open data of {_english(force)}",
            },
            "notes": "\n".join(notes),
            "type": "dataset",
            "state": "active",
            "private": False,
            "url": f"{base}tables/",
            "author": force.agency.name,
            "author_email": contact.get("email", ""),
            "maintainer": force.agency.name,
            "maintainer_email": contact.get("email", ""),
            "license_id": licence,
            "license_title": force.release.get_licence_display(),
            "license_url": address,
            "isopen": True,
            "metadata_modified": force.seen_since.isoformat(),
            "tags": [{"name": each.en or each.th} for each in KEYWORDS],  # CKAN refuses the marks of Thai in a tag
            "num_tags": len(KEYWORDS),
            "extras": [
                {"key": "spatial_text", "value": _place(force)},
                {"key": "release", "value": str(force.release.number)},
            ],
            "resources": [{**each, "position": place} for place, each in enumerate(resources)],
            "num_resources": len(resources),
        }
    )


def _dataset(table: PublicTable, files: Iterable[_File], issued: date | None) -> dict[str, Any]:
    page = f"{table.base}tables/{table.table.code}/"
    said: dict[str, Any] = {
        "@id": page,
        "@type": "dcat:Dataset",
        "dcterms:identifier": page,
        "dcterms:title": _literals(table.table.title),
        "dcterms:description": _literals(table.table.about),
        "dcterms:publisher": {"@id": table.base},
        "dcterms:modified": _day(table.as_of),
        "dcterms:language": {"@id": f"{_LANGUAGES}th"},
        "dcterms:spatial": {"@type": "dcterms:Location", "skos:prefLabel": _literals(Said(_place(table.force)))},
        "dcat:keyword": [literal for each in KEYWORDS for literal in _literals(each)],
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [_distribution(each, table) for each in files],
    }
    if issued:
        said["dcterms:issued"] = _day(issued)
    if period := _period(table):
        said["dcterms:temporal"] = period
    return said


def _distribution(file: _File, table: PublicTable) -> dict[str, Any]:
    return {
        "@id": file.address,
        "@type": "dcat:Distribution",
        "dcterms:title": _literals(
            Said(f"{table.table.title.th} ({file.form})", f"{table.table.title.en} ({file.form})")
        ),
        "dcat:accessURL": {"@id": f"{table.base}tables/{table.table.code}/"},
        "dcat:downloadURL": {"@id": file.address},
        "dcat:mediaType": {"@id": f"{_MEDIA}{MEDIA_TYPES[file.form]}"},
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "dcterms:license": {"@id": LICENCES[table.force.release.licence][0]},
        "dcterms:modified": _day(table.as_of),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _resources(table: PublicTable, files: Iterable[_File]) -> Iterable[dict[str, Any]]:
    for file in files:
        yield {
            "name": f"{table.table.title.th} ({file.form})",
            "name_translated": {
                "th": f"{table.table.title.th} ({file.form})",
                "en": f"{table.table.title.en} ({file.form})",
            },
            "description": table.table.about.th,
            "url": file.address,
            "format": file.form.upper(),
            "mimetype": MEDIA_TYPES[file.form],
            "size": file.size,
            "hash": file.sha256,
            "last_modified": table.as_of.isoformat(),
        }


def _files_of(force: InForce, tables: Iterable[PublicTable]) -> dict[str, list[_File]]:
    """The files of each table by its code. They are written to be measured once for what is in force, then known."""
    key = f"tables-{force.mark('tables')}"
    known: dict[str, list[_File]] | None = cache.get(key)
    if known is None:
        known = {each.table.code: list(_files(each)) for each in tables}
        cache.set(key, known, KEPT_FOR)
    return known


def _files(table: PublicTable) -> Iterable[_File]:
    for form in FORMATS:
        content = table_file(table, form)
        address = f"{table.base}tables/{table.table.code}.{form}"
        yield _File(form, address, len(content), hashlib.sha256(content).hexdigest())


def _period(table: PublicTable) -> dict[str, Any] | None:
    """From the first to the last fiscal year its rows are of; None where they are of no year."""
    years = [year for row in table.rows if isinstance(year := row.get("fiscal_year"), int)]
    if not years:
        return None
    return {
        "@type": "dcterms:PeriodOfTime",
        "dcat:startDate": _day(date(min(years) - 544, 10, 1)),
        "dcat:endDate": _day(date(max(years) - 543, 9, 30)),
    }


def _issued(force: InForce) -> dict[str, date]:
    """When each table was first given out."""
    first = (
        ReleasedTable.objects.filter(release__agency=force.agency, release__state=Release.State.APPLIED)
        .order_by()
        .values_list("code")
        .annotate(first=Min("release__applied_at"))
    )
    return {code: timezone.localdate(at) for code, at in first}


def _publisher(force: InForce, base: str) -> dict[str, Any]:
    return {
        "@id": base,
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": _literals(force.name),
        "foaf:homepage": {"@id": force.release.own_address or base},
    }


def _contact(force: InForce, base: str) -> dict[str, Any] | None:
    reached = _reached(force)
    if not reached:
        return None
    said: dict[str, Any] = {
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": force.agency.name,
        "vcard:hasURL": {"@id": f"{base}contact/"},
    }
    if email := reached.get("email"):
        said["vcard:hasEmail"] = {"@id": f"mailto:{email}"}
    return said


def _reached(force: InForce) -> dict[str, str]:
    """What the published contact page says; nothing where there is none, or it is withdrawn."""
    content = pages_in_sight(force).filter(kind="contact").values_list("content__body", flat=True).first()
    return content if isinstance(content, dict) else {}


def _place(force: InForce) -> str:
    return f"อำเภอ{force.agency.district} จังหวัด{force.agency.province}"


def _english(force: InForce) -> str:
    return force.name.en or force.name.th


def _literals(said: Said) -> list[dict[str, str]]:
    spoken = [{"@value": said.th, "@language": "th"}]
    return [*spoken, {"@value": said.en, "@language": "en"}] if said.en else spoken


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _written(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
