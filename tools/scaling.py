#!/usr/bin/env python3
"""Works out docs/scaling.md's tables from services/*/units.tsv, a day's habits and a price list.

    tools/scaling.py            writes the tables into docs/scaling.md
    tools/scaling.py --check    only compares; exit code 1 where they differ
    tools/scaling.py --plot     also simulates noon and draws docs/scaling-noon.svg (needs matplotlib)

What stands here is to be changed by whoever has better numbers: the habits, the prices, the sizes.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "scaling.md"
PLOT = ROOT / "docs" / "scaling-noon.svg"
SERVICES = ("user", "post", "push_notification")
PEOPLE = (1_000, 100_000, 10_000_000, 1_000_000_000)
DAYS = 30

# What one daily person does on one day: service, operation in its units.tsv, how often. What counts
# as a request passes the gate, too.
REQUESTS = (
    ("post", "post", 0.6),
    ("post", "timeline of 39 friends", 6.0),
    ("post", "own daily post", 2.0),
    ("post", "read a post", 4.0),
    ("post", "posts of somebody", 2.0),
    ("post", "like", 6.0),
    ("post", "unlike", 0.2),
    ("post", "comment", 1.5),
    ("post", "list comments", 3.0),
    ("post", "list likes", 1.0),
    ("user", "my profile", 2.0),
    ("user", "somebody's profile", 2.0),
    ("user", "20 of my friends", 0.5),
    ("user", "search", 0.3),
    ("user", "edit my profile", 0.02),
    ("user", "ask to be friends", 0.05),
    ("user", "accept", 0.05),
    ("push_notification", "read the inbox", 3.0),
    ("push_notification", "replace preferences", 0.01),
)
# What follows from them, without a gate. Events of a full outbox share their relay.
CONSEQUENCES = (
    ("push_notification", "tell of a comment", 7.5),  # likes and comments
    ("push_notification", "hear of a post", 0.6),
    ("push_notification", "send one that waits", 7.5),
)
EVENTS = 8.3  # posts, likes, comments, friendships and profiles
COPIES_OF_AN_EVENT = 1.2  # queues that get one
PEOPLE_OF_MEASURED_NOON = 1_001
EVENTS_OF_MEASURED_RELAY = 3

KB = 1e3
GB = 1e9
ANSWER_BYTES = 6 * KB  # a mean over all requests, compressed by nobody
LOG_BYTES = 250
STORED_A_DAY = 0.6 * 900 + 7.5 * 400 + 7.5 * 350  # of a person: posts, likes and comments, inbox
YEARS_KEPT = 1
CPU_SECONDS_OF_A_REQUEST = 0.002
BUSIEST_HOUR = 0.12  # of the day's requests
HEADROOM = 2.0
SMALLEST_TASKS = 6  # two of each service
LAMBDA_GB = 0.128
LAMBDA_SECONDS_A_MESSAGE = 0.02  # 50 of them at a time wait for push services
PICTURE_BYTES = 100 * KB
PICTURES_A_DAY = 20

# us-east-1, US dollars, without free tiers and discounts; docs/scaling.md says whence.
PRICES = {
    "DynamoDB read units, million": 0.125,
    "DynamoDB write units, million": 0.625,
    "DynamoDB storage, GB-month": 0.25,
    "SNS publishes, million": 0.50,
    "SQS requests, million": 0.40,
    "Lambda requests, million": 0.20,
    "Lambda GB-second": 0.0000166667,
    "Fargate vCPU-hour": 0.04048,
    "Fargate GB-hour": 0.004445,
    "HTTP API requests, million": 1.00,
    "ALB hour": 0.0225,
    "ALB LCU-hour": 0.008,
    "Cognito Lite MAU": 0.0055,
    "S3 GB-month": 0.023,
    "CloudFront GB": 0.085,
    "CloudWatch Logs GB": 0.50,
}


@dataclass(frozen=True)
class Units:
    round_trips: float = 0
    read: float = 0
    write: float = 0

    def __add__(self, other: Units) -> Units:
        return Units(self.round_trips + other.round_trips, self.read + other.read, self.write + other.write)

    def times(self, number: float) -> Units:
        return Units(self.round_trips * number, self.read * number, self.write * number)


Table = dict[tuple[str, str], Units]


def units_of_operations() -> Table:
    table = {}
    for service in SERVICES:
        path = ROOT / "services" / service / "units.tsv"
        for line in path.read_text().splitlines()[1:]:
            operation, *numbers = line.split("\t")
            table[service, operation] = Units(*map(float, numbers))
    return table


def requests_a_day() -> float:
    return sum(often for _, _, often in REQUESTS)


def units_of_a_day(table: Table) -> dict[str, Units]:
    """By service, of one person."""
    total = {service: Units() for service in SERVICES}
    for service, operation, often in REQUESTS:
        total[service] += (table[service, operation] + table[service, "gate"]).times(often)
    for service, operation, often in CONSEQUENCES:
        total[service] += table[service, operation].times(often)
    total["post"] += table["post", "relay of 3 events"].times(EVENTS / EVENTS_OF_MEASURED_RELAY)
    noon = table["push_notification", "noon of 1,001 people"]
    total["push_notification"] += noon.times(1 / PEOPLE_OF_MEASURED_NOON)
    return total


def tasks_for(people: int) -> int:
    """Of a quarter of a vCPU and half a GB."""
    busy = people * requests_a_day() * BUSIEST_HOUR / 3600 * CPU_SECONDS_OF_A_REQUEST
    return max(SMALLEST_TASKS, math.ceil(busy * HEADROOM / 0.25))


def cost_of(people: int, table: Table) -> dict[str, float]:
    """Dollars a month."""
    price = PRICES
    units = sum(units_of_a_day(table).values(), Units()).times(people * DAYS)
    requests = people * requests_a_day() * DAYS
    events = people * EVENTS * DAYS
    # A message is sent, received and removed, ten at a time where there is much.
    batch = 1 if people < 100_000 else 10
    sqs = events * COPIES_OF_AN_EVENT * 2 / batch
    pushes = people * 8.5 * DAYS
    tasks, hours = tasks_for(people), DAYS * 24
    egress = requests * ANSWER_BYTES / GB
    pictures = people * PICTURES_A_DAY * DAYS * PICTURE_BYTES / GB
    # An LCU is 1 GB an hour or 25 new connections a second, whatever is more; the bytes are.
    lcu = egress / hours
    return {
        "DynamoDB, requests": (
            units.read * price["DynamoDB read units, million"]
            + units.write * price["DynamoDB write units, million"]
        )
        / 1e6,
        "DynamoDB, a year's items": people
        * STORED_A_DAY
        * 365
        * YEARS_KEPT
        / GB
        * price["DynamoDB storage, GB-month"],
        "SNS": events / batch * price["SNS publishes, million"] / 1e6,
        "SQS": sqs * price["SQS requests, million"] / 1e6,
        "Lambda": pushes / 10 * price["Lambda requests, million"] / 1e6
        + pushes * LAMBDA_SECONDS_A_MESSAGE * LAMBDA_GB * price["Lambda GB-second"],
        "Fargate": tasks * hours * (0.25 * price["Fargate vCPU-hour"] + 0.5 * price["Fargate GB-hour"]),
        "API Gateway": requests * price["HTTP API requests, million"] / 1e6,
        "load balancer": hours * (price["ALB hour"] + lcu * price["ALB LCU-hour"]),
        "Cognito": people * price["Cognito Lite MAU"],
        "S3, pictures": people * PICTURE_BYTES / GB * price["S3 GB-month"],
        "CloudFront and traffic out": (egress + pictures) * price["CloudFront GB"],
        "CloudWatch Logs": requests * LOG_BYTES / GB * price["CloudWatch Logs GB"],
    }


def rows_of(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def day_table(table: Table) -> str:
    day = units_of_a_day(table)
    rows = [[name, f"{units.read:.1f}", f"{units.write:.1f}"] for name, units in day.items()]
    total = sum(day.values(), Units())
    rows.append(["all", f"{total.read:.1f}", f"{total.write:.1f}"])
    return rows_of(["service", "read units", "write units"], rows)


def operations_table(table: Table) -> str:
    rows = []
    for (service, operation), units in table.items():
        if operation.startswith("repository"):
            continue
        rows.append([f"{service}: {operation}", *(f"{n:.0f}" for n in vars(units).values())])
    return rows_of(["operation", "round trips", "read units", "write units"], rows)


def money(dollars: float) -> str:
    return f"{dollars:,.2f}" if dollars < 100 else f"{dollars:,.0f}"


def cost_table(table: Table) -> str:
    costs = [cost_of(people, table) for people in PEOPLE]
    rows = [[part, *(money(cost[part]) for cost in costs)] for part in costs[0]]
    rows.append(["**all**", *(money(sum(cost.values())) for cost in costs)])
    each = [f"{sum(cost.values()) / n:.3f}" for cost, n in zip(costs, PEOPLE, strict=True)]
    rows.append(["a person", *each])
    return rows_of(["US dollars a month", *(f"{people:,}" for people in PEOPLE)], rows)


def load_table(table: Table) -> str:
    """Per second, in the busiest hour."""
    day = sum(units_of_a_day(table).values(), Units())
    rows = []
    for name, of_a_day in (
        ("requests", requests_a_day()),
        ("read units", day.read),
        ("write units", day.write),
        ("events", EVENTS),
    ):
        rates = (people * of_a_day * BUSIEST_HOUR / 3600 for people in PEOPLE)
        rows.append([name, *(f"{rate:,.1f}" if rate < 10 else f"{rate:,.0f}" for rate in rates)])
    rows.append(["tasks of a quarter vCPU", *(f"{tasks_for(people):,}" for people in PEOPLE)])
    return rows_of(["a second, in the busiest hour", *(f"{people:,}" for people in PEOPLE)], rows)


# --- Noon: everybody in one time zone is called at once.

PEOPLE_A_MESSAGE = 100  # of a place's people in one message of the queue
PUSHES_AT_A_TIME = 50  # of an environment
MEAN_PUSH_SECONDS = 0.15
FIRST_ENVIRONMENTS = 5
SHARE_OF_LARGEST_ZONE = 0.15


@dataclass(frozen=True)
class Scaling:
    """How many environments may work: `more` are added every `every` seconds, up to `most`."""

    name: str
    more: int
    every: float
    most: int


SCALINGS = (
    Scaling("SQS event source: 300 more a minute, 1,000 at most", 300, 60, 1_000),
    Scaling("function's own rate: 1,000 more every 10 s, 10,000 granted", 1_000, 10, 10_000),
)


def noon(people: int, scaling: Scaling, seed: int = 1) -> list[tuple[float, float]]:
    """How many of `people` have been told after so many seconds, by steps of a second."""
    draw = random.Random(seed)
    told, second = 0.0, 0
    curve = [(0.0, 0.0)]
    while told < people and second < 6 * 3600:
        environments = min(scaling.most, FIRST_ENVIRONMENTS + scaling.more * second / scaling.every)
        # Push services answer faster and slower; the mean of many calls wavers little.
        pushes = environments * PUSHES_AT_A_TIME / MEAN_PUSH_SECONDS * draw.uniform(0.85, 1.15)
        told = min(people, told + pushes)
        second += 1
        curve.append((float(second), told))
    return curve


def noon_table() -> str:
    rows = []
    for people in PEOPLE:
        called = round(people * SHARE_OF_LARGEST_ZONE)
        took = [noon(called, scaling)[-1][0] for scaling in SCALINGS]
        messages = math.ceil(called / PEOPLE_A_MESSAGE)
        rows.append(
            [f"{called:,} of {people:,}", f"{messages:,}", *(f"{seconds:,.0f} s" for seconds in took)]
        )
    return rows_of(["called at one noon", "messages", *(scaling.name for scaling in SCALINGS)], rows)


def draw_noon() -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "noon"
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(10, 4))
    for panel, people in zip(panels, PEOPLE[2:], strict=True):
        called = people * SHARE_OF_LARGEST_ZONE
        for scaling in SCALINGS:
            seconds, told = zip(*noon(round(called), scaling), strict=True)
            panel.plot([s / 60 for s in seconds], [100 * n / called for n in told], label=scaling.name)
        panel.set_title(f"{called:,.0f} people of one noon")
        panel.set_xlabel("minutes after noon")
        panel.set_ylabel("% told")
    panels[1].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Date": None})


def with_tables(text: str) -> str:
    table = units_of_operations()
    made = {
        "operations": operations_table(table),
        "day": day_table(table),
        "cost": cost_table(table),
        "load": load_table(table),
        "noon": noon_table(),
    }
    for name, rows in made.items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
        before, rest = text.split(begin)
        after = rest.split(end)[1]
        text = before + begin + rows + end + after
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    parser.add_argument("--plot", action="store_true", help="draw noon, too")
    options = parser.parse_args()
    present = DOCUMENT.read_text()
    wanted = with_tables(present)
    if options.check:
        if present != wanted:
            print("docs/scaling.md has drifted from services/*/units.tsv: run tools/scaling.py")
        return int(present != wanted)
    DOCUMENT.write_text(wanted)
    if options.plot:
        draw_noon()
    return 0


if __name__ == "__main__":
    sys.exit(main())
