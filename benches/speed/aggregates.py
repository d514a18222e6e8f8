"""Asks DuckDB what benches/statistics.rs asks the exchange, of the same columns.

aggregates.py DIR: the files of the columns, and cases.json. Prints a list of
{counts, sums: seconds of the fastest try; cells: [codes..., count]} as JSON.
"""

import json
import os
import sys
import time

import duckdb
import numpy

TRIES = 15


def best(connection, sql):
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        rows = connection.execute(sql).fetchall()
        times.append(time.perf_counter() - begun)
    return min(times), rows


def main(directory):
    with open(os.path.join(directory, "cases.json")) as file:
        cases = json.load(file)
    names = sorted(set(os.listdir(directory)) - {"cases.json"})
    columns = {
        name: numpy.fromfile(
            os.path.join(directory, name), dtype="<u8" if name == "key" else "u1"
        )
        for name in names
    }
    connection = duckdb.connect()
    connection.execute(f"set threads = {os.cpu_count()}")
    connection.register("columns", columns)
    connection.execute("create table persons as select * from columns")
    answers = []
    for case in cases:
        group = ", ".join(case["group"])
        filters = ["trafficking_status in (1, 2)"]
        filters += [f"{dimension} = {code}" for dimension, code in case["filters"]]
        tail = f"from persons where {' and '.join(filters)}"
        tail += f" group by {group}" if group else ""
        lead = f"{group}, " if group else ""
        counts, rows = best(connection, f"select {lead}count(*) {tail}")
        sums, _ = best(connection, f"select {lead}count(*), sum(key) {tail}")
        answers.append({"counts": counts, "sums": sums, "cells": rows})
    json.dump(answers, sys.stdout)


main(sys.argv[1])
