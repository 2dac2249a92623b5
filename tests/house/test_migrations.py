"""No migration is missing."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

OURS = {"base", "assessment"}


def unwritten(before: ProjectState) -> dict[str, list[str]]:
    """What the models have that the migrations do not. Shape: app to operations."""
    with translation.override(None):  # as makemigrations does: names of fields are compared as written
        changes = MigrationAutodetector(before, ProjectState.from_apps(apps)).changes(graph=MigrationLoader(None).graph)
    return {app: [each.describe() for one in found for each in one.operations] for app, found in changes.items()}


def test_no_migration_is_missing() -> None:
    missing = unwritten(MigrationLoader(None).project_state())
    assert {app: found for app, found in missing.items() if app in OURS} == {}


def test_a_planted_model_without_a_migration_is_named() -> None:
    before = MigrationLoader(None).project_state()
    before.remove_model("base", "auditline")
    assert unwritten(before)["base"][0] == "Create model AuditLine"
