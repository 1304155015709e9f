"""Minutes in, Hits out: passages, vectors, words, and the one folder on disk that keeps them."""
