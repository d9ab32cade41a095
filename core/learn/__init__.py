"""Learning from decisions: a deterministic learner and a calibration, no storage, no clock. Nothing heavy is imported here."""

from __future__ import annotations

from core.learn.calibration import Calibration
from core.learn.learner import Learner, Prediction, Step
from core.learn.linear import warm_up
from core.learn.sets import SetLearner

__all__ = ["Calibration", "Learner", "Prediction", "SetLearner", "Step", "warm_up"]
