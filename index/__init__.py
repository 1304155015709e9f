"""Minutes in, Hits out: passages, vectors, words, and the one folder on disk that keeps them."""

import os

# Before anything imports NumPy, whose products of a few thousand numbers take longer to be shared out among cores than
# to be computed, and wait for a core while another question has it. Texts and questions are what runs side by side.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
