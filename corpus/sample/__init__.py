"""Minutes of three councils that do not exist, written for this project: a new home is filled with them."""

from pathlib import Path

FOLDER = Path(__file__).parent
