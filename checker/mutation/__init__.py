"""Mistakes in rules, terms and values that no example of theirs would notice.

- ``mutate``: makes every ``mutants`` of a text (``mutant_exprs``, ``mutant_formulas``, ``mutant_values``) and runs the
  examples on it
- ``telling`` a survivor from what is meant: by ``representatives``, ``open_verdict`` and, where periods have none,
  ``unread_periods``
- ``mutation_report``: which survive, and the example that would notice
"""
