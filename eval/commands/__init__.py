"""The commands of `minuted-eval`, one module each with one function, named in the table of eval/cli.py."""
