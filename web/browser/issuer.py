"""Runs the OpenID Connect issuer of the tests, which signs its user in without asking, until its input ends.

Prints the settings with which a service takes its users, as JSON. The issuer's own page is at another site than the service.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "deploy"))
from harness.issuer import issuing  # noqa: E402

with issuing("localhost") as issuer:
    print(json.dumps(issuer.settings()), flush=True)
    sys.stdin.read()
