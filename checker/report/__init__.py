"""The faces of a report: one module a format, each a pure function from a ``checker.finding.Report``.

``text``         for the person at a terminal: excerpts, carets, a summary; ``write`` puts it on a stream
``concise``      one line a finding, for editors and grep
``json_report``  everything, in both languages, described by ``report.schema.json``
``sarif``        SARIF 2.1.0, for code scanning and editors
``gitlab``       GitLab Code Quality
``junit``        JUnit XML: a suite a document, a case a rule
``github``       GitHub workflow commands: annotations on the lines of a pull request
``markdown``     a short summary for a merge request
``html``         one page to read, print and file (``html_excerpt``, ``html_days``, ``html_style``)
``formats``      all of them by name; ``relative`` makes their paths relative

``proofs``       what ``prove`` found, as text and JSON, in the sentences of ``proof_words``
``coverage_report``  what of the sources is encoded, as text, Markdown and JSON; ``anchor_report`` what has changed
``time_report``  what flips on which day, and the radar (``time_page``, ``time_words``); ``time_json`` the same as JSON
``timeline_report``  one tariff drawn along time

Behind them: ``excerpt`` (source lines with carets), ``cells`` (terminal cells, cleaning, wrapping) and ``wording``
(the fixed words, German and English; ``format_words`` for pages); ``sentences`` is what all of them
say in the same words, ``complaints`` what is said of what cannot be done, ``reasons`` why a file cannot be opened;
``progress`` is a bar for long runs. Nothing is imported here, so that a run pays only for the format it writes.
"""
