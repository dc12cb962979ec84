"""Two versions of a tariff: what changed, for whom it is worse, and what the change takes.

- ``effect``: better or worse, as the vocabulary says; ``differences`` of two contracts, ``prices`` apart
- ``bill``: what a year costs, ``by_consumption``: and from which consumption on a change of it is worse
- ``probing``: what the rules ask of a change, by the ``names`` of its terms; ``limits``: times before it takes effect;
  ``first_day`` on which it can; ``plan``: notice, form, exit right, days, what forbids it
- ``compare``: pairs of documents; ``versions``: the two trees, folders or a state of a git repository;
  ``announced``: the contract with the change made
- ``words``, ``report`` as text on a ``page``, ``change_json`` after ``change.schema.json``, ``calendar`` for
  calendar programs
- ``command`` with its ``arguments``
"""
