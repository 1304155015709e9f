"""Words for language models, versioned. The quoted answer needs none; the written answer brings the first."""
