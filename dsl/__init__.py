"""The two languages: text in, typed values with their place in the file out. Knows no law.

- ``source``: a file, its lines and places; ``Problem``: something wrong with the text; ``layout``: lines into blocks
- ``quantity``: amounts with units; ``period``: durations and their partial order; ``values``: a line to its value
- ``deadline``: the last day for a notice, the first on which it takes effect, explained (``deadline_words``);
  ``counting``: the days of a period; ``workdays``: working days and public holidays
- ``reader`` and ``facts``: ``.tarif`` text to a ``document``; ``writer``: and back
- ``rule_reader``, ``rule_outline``, ``rule_lines`` and ``rule_words``: ``.regel`` text to a ``rule``
- ``formatter`` (``rows``, ``spacing``): either language in its canonical layout, nothing lost
- ``habits`` (``habit_lines``, ``habit_words``): what somebody meant who writes as elsewhere; ``nearest``: who misspells
- ``messages``: every sentence a reader can say, in German and English (by subject: ``messages_file``,
  ``messages_line``, ``messages_value``, ``messages_tariff``, ``messages_rules``,
  ``messages_formulas``, ``messages_gate``, ``messages_waivers``, ``messages_words``)
- ``tables``: a line read without Lark, by the tables Lark made of a grammar (``tabulate``)
- ``record``: the named tuples and dataclasses of both packages, quick to make
- ``cache``: compiled grammars and rulebooks, kept between runs; ``packing``: as what bytes
"""
