"""Writes a long file of labelled records of the demo's model, the oldest first, to read with `plumbline train`.

    python3 src/bench/python/examples.py 10000000 > /tmp/examples.jsonl
"""
import csv
import datetime
import gzip
import json
import sys

with gzip.open("src/main/resources/demo/card-support-messages.csv.gz", "rt") as messages:
    rows = list(csv.DictReader(messages))
first = datetime.datetime(2026, 1, 1)
for i in range(int(sys.argv[1])):
    row = rows[i % len(rows)]
    time = (first + datetime.timedelta(milliseconds=100 * i)).isoformat(timespec="milliseconds") + "Z"
    print(json.dumps(dict(
        requestId=f"card-support-{i:08d}", model="card-support", timestamp=time, labelledAt=time, text=row["text"],
        label=row["category"], predicted=row["category"],
        attributes=dict(ageBand="30-49", language="es" if i % 3 == 0 else "en"))))
