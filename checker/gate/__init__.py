"""The gate: what a team agreed on, what it puts up with for a while, and when a run fails.

- ``settings``: what is set, by the command line or the ``configuration`` (a TOML file with the ``keys`` that there are;
  ``toml_lines`` knows on which line each stands); ``show_settings`` says what holds and where it comes from
- ``levels``: from which severity and certainty on a finding fails
- ``accepting``: what does not fail a run: ``by_file``, for rules and files; ``waiving``, by a ``waiver`` that expires,
  from ``waiver_comments`` in a document or a file of ``exceptions``
- ``over_time``: the same for what is found over days
- ``reliance``: rules that one must not rely on: grown too old, or never able to fire
- ``baseline``: findings that were there when a repository took up the check, as a file; ``baseline_command`` and
  ``baseline_arguments``: taking up and dropping entries
- ``before``: what another state of the repository had already
- ``evidence``: what was checked against what, with every verdict; ``verify_command`` (``verify_arguments``): whether
  it comes out so again, in the folder that ``start_folder`` knows
"""
