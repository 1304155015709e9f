"""Minutes of three councils that do not exist, written for this project: what a new home is filled with, and tested on."""

from pathlib import Path

FOLDER = Path(__file__).parent
