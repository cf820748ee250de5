-- Workers that live: each writes its row every few seconds, and removes it when it ends in order. A row changes often; with
-- room on its page no index learns of it.
CREATE TABLE worker_beat (
    process uuid PRIMARY KEY,
    name    text        NOT NULL,
    seen_at timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 200);

-- What an owner may have only so often at once, over all APIs. Each taken place has a number, of which an owner has one
-- row. A place counts until it expires: the process that took it renews it, and a killed one leaves it to the next.
CREATE TABLE owner_slot (
    owner      text        NOT NULL,
    number     integer     NOT NULL,
    token      uuid        NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (owner, number)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 200);
