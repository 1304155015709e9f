"""A sentence-transformers folder in, the same model as a small quick graph for onnxruntime out, checked against it."""
