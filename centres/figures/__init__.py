"""The drawn figures: importing this package registers them (see pages/figures.py)."""

from . import depth_dose, milestones, network, region_map

__all__ = ["depth_dose", "milestones", "network", "region_map"]
