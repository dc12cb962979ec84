"""What follows from the text of rules alone: contradictions, redundant and dead rules, clauses against the law.

- ``prove``: all of it, each ``statement`` with ``models`` that were run
- ``truth_table``: a rule over its ``variables`` and their ``candidates``
- ``pairs``: two rules in common states, in which there may be ``conflicts``
- ``dead_parts``: versions, conditions and exceptions that never apply
- ``own_rules``: which of one's own can never fire, for every check
- ``endings``: values and versions that end in a gap
- ``void_defaults``: what terms say by default against mandatory law
- ``witnesses`` settle what tables leave open
"""
