"""Cases as sentences, and a loader that takes no word it does not know."""

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent


def load(folder: str, *, required: set[str], optional: set[str]) -> list:
    """Every case of the folder's files as a pytest parameter named by its sentence."""
    found = []
    for path in sorted((HERE / folder).glob("*.yaml")):
        for case in yaml.safe_load(path.read_text()):
            missing, unknown = required - set(case), set(case) - required - optional
            if missing or unknown:
                raise ValueError(f"{path.name}: {case}: missing {missing}, unknown {unknown}")
            found.append(pytest.param(case, id=case["case"]))
    return found
