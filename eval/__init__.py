"""Questions with known answers in, figures that anybody can make again out."""

import index  # noqa: F401 - before NumPy, which reads then how many threads to use
