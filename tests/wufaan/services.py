"""Running commands on a var/ of their own, as a person at a terminal would."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str, var: Path, **environment: str) -> list[str]:
    """`env …` so that it reads as what a person would type; nothing is inherited that would point
    to servers other than the embedded ones."""
    kept = {k: v for k, v in os.environ.items() if k == "PATH" or k.startswith("COVERAGE_")}
    given = {"VAR_DIR": str(var), **kept, **environment}
    return ["env", "-i", *(f"{k}={v}" for k, v in given.items()), sys.executable, *arguments]


def manage(*arguments: str, var: Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command("manage.py", *arguments, var=var, **environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
