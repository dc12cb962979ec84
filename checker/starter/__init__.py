"""`tariflint init`: a repository to start from, with an example that is clean.

- ``init_command``: writes it; ``init_arguments``: its options
- the folders ``de`` and ``en``: the files as they are written. A name that starts with ``dot_`` is written with a dot,
  ``{version}`` in ``requirements.txt`` is the version that writes it.
"""
