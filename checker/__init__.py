"""The meaning: rules applied to facts. Knows no paragraph; the law is text in ``rules/``.

- ``truth``: yes, no, unknown-because; ``vocabulary``: which terms exist; ``typed``: values of their types
- ``rulebook``: all rules as one; ``building`` puts them together, refuses ill-typed ``expressions``, makes the others
  ``prepared``, and ``unplaced`` for a check; ``compilation``: the book of a set of files
- ``defaults``: what holds where a tariff is silent
- ``layers``: the effective contract; ``admission``: whether a tariff admits an offer; ``rule_files``, ``documents``,
  ``files``: reading; ``repository``: what stands there besides; ``git``: what it says
- ``ledger``: price changes, in ``ledger_steps``, with ``guarantees``, ``ledger_official`` and ``ledger_problems``
- ``clauses``: what the law does not let stand in terms by themselves
- ``cases``: the customers and days a tariff admits; ``axis``: split into cells; ``evaluate``: an expression on facts
- ``arithmetic``: terms that are worked out (``typed_formulas``: checked on load; ``formulas``: in words)
- ``sieve``: the rules a contract rules out; ``silence``: what rules come to that read nothing it states;
  ``question``: what a rule asks; ``situation``: of what
- ``judge``: rule × contract × cases, ``sharing`` what comes out between contracts, by ``families`` of rules;
  ``region``: for whom
- ``check``: a run and its ``tally``, to a ``finding`` by ``describe`` and ``open_questions`` (``labels``,
  ``phrases``, ``repair``, ``values_in_words``, the ``last_day`` of a late notice, the ``days`` of a violation);
  ``identity``: what makes it the same finding tomorrow; ``fixing``: what would be right
- ``course``: verdicts from day to day; ``turning``: why they turn; ``history`` of a window, ``radar``, ``timeline``
- ``examples``: the rules' own tests; ``explain``: rules in words; ``report``: findings as text, lines or JSON
- ``change``: two versions of a tariff, for whom the new one is worse, and what the change takes
- ``coverage``: what of the sources is encoded; ``vacuity``: which rules contracts put to the test; ``anchors``: whether
  the ``source_text`` still says what the rules rest on; ``rule_pages``: a page for every rule, in ``prose``
- ``proof``: what follows from the rules alone; ``mutation``: mistakes in rules that no example would notice
- ``gate``: what a team has set, what it puts up with for a while, and when a run fails
- ``cli``: the command, with its ``arguments`` (``check_arguments``, ``time_arguments``; what if they are
  ``misunderstood``; a ``plain_call`` needs none) and ``commands`` (``check_command``, ``rule_commands``,
  ``source_commands``, ``time_commands``); ``formatting``: the files that `tariflint format` rewrites; ``starter``:
  the repository that `tariflint init` writes; ``output``, ``outputs`` into files, ``rule_texts`` for reports that
  tell of rules; what to do where there is ``nothing_found``, and in a ``crash``; ``memory``: what need not be done
  again;
  ``bulk``: many files, each by itself, by several processes or from what is kept
"""

VERSION = "0.1.0"
