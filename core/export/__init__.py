"""Labels out: datasets that are cut, kept, compared and cut again; one file per format, found through `FORMATS`."""

from __future__ import annotations

from core.export.datasets import Datasets
from core.export.formats import FORMATS, Format, format_of, formats_for
from core.export.recipe import Disagreement, Recipe, SplitPlan, splits_of
from core.export.views import CutReport, Difference, Plan

__all__ = [
    "FORMATS",
    "CutReport",
    "Datasets",
    "Difference",
    "Disagreement",
    "Format",
    "Plan",
    "Recipe",
    "SplitPlan",
    "format_of",
    "formats_for",
    "splits_of",
]
