"""Prints what happened in a chaos run and whether its audit found anything wrong."""

from collections import Counter


def print_report(injector, supervisor, workload, accepted, cluster, checks, seconds):
    print(f"\n{len(accepted)} jobs in {seconds:.0f} s, seed {workload.seed}\n")
    print_table("fault", "times", [*sorted(injector.injected.items()), ("together", sum(injector.injected.values()))])
    ends = Counter(f"{kind} with {code}" for (kind, code), times in supervisor.exits.items() for _ in range(times))
    print("\nends of processes: " + ", ".join(f"{what} {times}" for what, times in sorted(ends.items())))
    sent, retried = workload.requests()
    print(f"requests: {sent}, of which were sent again after " + ", ".join(
        f"{what} {times}" for what, times in sorted(retried.items(), key=str)) + "\n")
    print_outcomes(cluster, accepted)
    print("\n| audit | looked at | broken |\n|---|---|---|")
    for check in checks:
        print(f"| {check.rule} | {check.looked_at} | {len(check.violations)} |")
    for check in checks:
        for what in check.violations[:10]:
            print(f"\nBROKEN {check.rule}: {what}")


def print_outcomes(cluster, accepted):
    statuses = Counter(
        row.status if row.error_code is None else f"{row.status} {row.error_code}" for row in cluster.postgres.rows(
            "SELECT status, error_code FROM job WHERE deleted_at IS NULL"))
    statuses["deleted"] = sum(job.deleted for job in accepted)
    print_table("outcome", "jobs", sorted(statuses.items()))
    print()
    print_table("attempts", "jobs", [(row.attempt, row.jobs) for row in cluster.postgres.rows(
        "SELECT attempt, count(*) AS jobs FROM job WHERE deleted_at IS NULL GROUP BY attempt ORDER BY attempt")])


def print_table(what, number, rows):
    print(f"| {what} | {number} |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |")
