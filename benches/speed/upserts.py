"""Has PostgreSQL do what the intake does: store records of batches, look up who has their tokens,
store the tokens, and commit durably after each batch.

upserts.py CONNECTION FILE RECORDS: the batches that benches/throughput.rs wrote, and how many other
records, of 23 tokens each, are there before. Prints records a second.
What Python prepares is prepared before the time is taken: a batch is two COPYs and three statements.
"""

import struct
import sys
import time

import psycopg

SCHEMA = """
drop table if exists record, token;
create table record (id bytea primary key, body bytea not null);
create table token (value bytea not null, record bytea not null);
create temporary table new_record (id bytea, body bytea);
create temporary table new_token (value bytea, record bytea);
"""

OTHERS = """
insert into record
    select uuid_send(gen_random_uuid()), decode(repeat('00', 600), 'hex')
    from generate_series(1, %s);
insert into token
    select uuid_send(gen_random_uuid()), id from record, generate_series(1, 23);
"""

INDEXES = """
create index on token (value);
create index on token (record);
analyze record, token;
checkpoint;
"""

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = struct.pack(">h", -1)


def row(first, second):
    parts = (struct.pack(">h", 2), struct.pack(">i", len(first)), first)
    return b"".join(parts + (struct.pack(">i", len(second)), second))


def batches(path):
    with open(path, "rb") as file:
        while head := file.read(4):
            records, tokens = [HEADER], [HEADER]
            (count,) = struct.unpack("<I", head)
            for _ in range(count):
                name = file.read(16)
                (length,) = struct.unpack("<I", file.read(4))
                records.append(row(name, file.read(length)))
                (length,) = struct.unpack("<I", file.read(4))
                for _ in range(length):
                    tokens.append(row(file.read(16), name))
            yield count, b"".join(records) + END, b"".join(tokens) + END


def copy(cursor, table, payload):
    with cursor.copy(f"copy {table} from stdin (format binary)") as stream:
        stream.write(payload)


def main(connection, path, others):
    prepared = list(batches(path))
    with psycopg.connect(connection, autocommit=True) as database:
        cursor = database.cursor()
        cursor.execute(SCHEMA)
        if int(others):
            cursor.execute(OTHERS.replace("%s", str(int(others))))
        for statement in filter(str.strip, INDEXES.split(";")):
            cursor.execute(statement)
        begun = time.perf_counter()
        for _, records, tokens in prepared:
            with database.transaction():
                cursor.execute("truncate new_record, new_token")
                copy(cursor, "new_record", records)
                copy(cursor, "new_token", tokens)
                cursor.execute(
                    "insert into record select * from new_record"
                    " on conflict (id) do update set body = excluded.body"
                )
                cursor.execute(
                    "select count(distinct (n.record, t.record))"
                    " from new_token n join token t using (value)"
                )
                cursor.fetchone()
                cursor.execute("insert into token select * from new_token")
        seconds = time.perf_counter() - begun
    print(sum(count for count, _, _ in prepared) / seconds)


main(*sys.argv[1:])
