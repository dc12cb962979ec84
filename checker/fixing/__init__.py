"""What would be right instead, worked out and tried before it is said.

- ``steps``: the values a stated one can become, step by step; ``nearest``: the first of them that keeps a rule;
  ``superseded``: the name that took the place of a stale one
- ``changed``: a contract that states another value; ``recheck``: whether that makes anything worse
- ``remedy``: a violation with the nearest lawful value and the change of the file that brings it
- ``insert``: a line for a tariff that is silent
- ``edits``: changes put into the bytes of a file; ``trial``: what would be found then; ``mend``: one text mended
- ``command``: `tariflint check --fix`
"""
