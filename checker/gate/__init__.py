"""What lets a gate be trusted: what does not fail a run, and proof of what was checked.

- ``accepting``: the findings of a run set apart that do not fail it
- ``baseline``: findings that were there when a repository took up the check, as a file; ``baseline_command`` and
  ``baseline_arguments``: taking up and dropping entries
- ``before``: what another state of the repository had already
"""
