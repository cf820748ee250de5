"""The options of a chaos run and the settings of its services."""

import argparse
import time

from harness.store import STORES

LEASE_SECONDS = 6
GAP_SECONDS = (0.5, 3.0)
OWNERS = ("ward", "research")
# short, so that a run finds lost jobs and sweeps leftovers before its end
SETTINGS = {
    "LUNGBURDEN_AUTH": "keys",
    "LUNGBURDEN_SEGMENTER": "phantom",
    "LUNGBURDEN_JOB_LEASE": f"{LEASE_SECONDS}s",
    "LUNGBURDEN_JOB_RENEWAL": "2s",
    "LUNGBURDEN_JOB_DEADLINE": "60s",
    "LUNGBURDEN_JOB_FIRST_DELAY": "500ms",
    "LUNGBURDEN_JOB_MAX_DELAY": "4s",
    "LUNGBURDEN_JOB_REAPER_INTERVAL": "1s",
    "LUNGBURDEN_IDEMPOTENCY_LEASE": "10s",
    "LUNGBURDEN_SWEEP_INTERVAL": "3s",
    "LUNGBURDEN_SWEEP_GRACE": "20s",
    "LUNGBURDEN_PURGE_INTERVAL": "1s",
    "LUNGBURDEN_PURGE_SECOND_ROUND": "15s",
    "LUNGBURDEN_PURGE_RETRY_DELAY": "1s",
    "LUNGBURDEN_WEBHOOKS_ALLOW": "http://127.0.0.1",
    "LUNGBURDEN_WEBHOOKS_LEASE": "20s",
    "LUNGBURDEN_WEBHOOKS_FIRST_DELAY": "300ms",
    "LUNGBURDEN_WEBHOOKS_MAX_DELAY": "3s",
}


def parse(description):
    """The user's options."""
    parser = argparse.ArgumentParser(prog="lungburden chaos", description=description)
    parser.add_argument("--jobs", type=int, default=1000, help="number of jobs (default: 1000)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="seed of all random choices (default: the time)")
    parser.add_argument("--minutes", type=float, help="minutes for all submits (default: one for 80 jobs)")
    parser.add_argument("--apis", type=int, default=2)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--store", choices=sorted(STORES), default="file")
    parser.add_argument("--short", action="store_true",
                        help="40 jobs, every kind of fault once and briefly; 90 s on two quiet cores")
    parser.add_argument("--quiet", action="store_true", help="does not print each fault")
    options = parser.parse_args()
    if options.short:
        options.jobs, options.minutes, options.workers = 40, 0.4, 2
    return options


def settings(short):
    """The settings of all services, with the matching lease in seconds and gap between faults."""
    if not short:
        return SETTINGS, LEASE_SECONDS, GAP_SECONDS
    brief = {
        "LUNGBURDEN_JOB_LEASE": "3s",
        "LUNGBURDEN_JOB_RENEWAL": "1s",
        "LUNGBURDEN_JOB_FIRST_DELAY": "200ms",
        "LUNGBURDEN_JOB_MAX_DELAY": "1s",
        "LUNGBURDEN_SWEEP_INTERVAL": "1s",
        "LUNGBURDEN_SWEEP_GRACE": "8s",
        "LUNGBURDEN_PURGE_SECOND_ROUND": "8s",
    }
    return {**SETTINGS, **brief}, 3, (0.2, 1.0)
