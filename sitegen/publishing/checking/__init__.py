"""What is wrong with a built site, found without a network."""

from __future__ import annotations

from sitegen.publishing.checking.facts import check_stories
from sitegen.publishing.checking.folder import check_folder
from sitegen.publishing.checking.outside import check_outside
from sitegen.publishing.checking.values import Finding, Inspection

__all__ = ["Finding", "Inspection", "check_folder", "check_outside", "check_stories"]
