"""The meaning: rules applied to facts. Knows no paragraph; the law is text in ``rules/``.

- ``truth``: yes, no, unknown-because; ``vocabulary``: which terms exist, of which type
- ``rulebook``: loads rules and refuses ill-typed ones; ``layers``: the effective contract
- ``cases``: the customers and days a tariff admits; ``evaluate``: an expression on facts
- ``judge``: rule × contract × cases to findings; ``finding``: what a check says
- ``report``: findings as text, one line each, or JSON; ``cli``: the command
"""

VERSION = "0.1.0"
