"""The benchmark of the store names the statements that miss its goal."""

from harness.bench import store


def test_statements_that_miss_the_goal_are_named():
    lines = [
        "| **claim** | 200 | 1.20 | 30.50 |  |  |",
        "| `UPDATE job SET a = b \\|\\| c` | 200 | 0.50 | 10.01 | 9 | Update job |",
        "| `SELECT 1` | 200 | 0.50 | 10.00 | 9 | Result |",
    ]
    assert store.slow(lines) == ["`UPDATE job SET a = b \\|\\| c`: 10.01 ms"]
