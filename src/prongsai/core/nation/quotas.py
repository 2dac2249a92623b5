"""How many must answer, where a year has a sourced rule for it."""

from __future__ import annotations

from prongsai.core.framework import Framework

QUOTA, QUOTA_PART = "eit_quota", "EIT1"
"""The sourced rule, and whom it speaks of."""


def quotas_of(framework: Framework) -> dict[str, int]:
    """How many must answer EIT part 1, by ``type size X``; empty where the year has no sourced rule.

    Source: sampling ``eit_quota`` (one source, some types alone).
    """
    return {
        quota.agency_type: quota.respondents
        for rule in framework.sampling
        if rule.code == QUOTA
        for quota in rule.values
    }
