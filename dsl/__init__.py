"""The two languages: text in, typed values with their place in the file out. Knows no law.

- ``source``: a file, its lines and places; ``Problem``: something wrong with the text
- ``quantity``: amounts with units; ``period``: durations and their partial order
- ``reader``: ``.tarif`` and ``.regel`` text to ``document`` and ``rule`` values
- ``messages``: every sentence a reader can say, in German and English
"""
