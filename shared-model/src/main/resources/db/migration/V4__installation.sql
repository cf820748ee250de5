-- Which database this is: its artifact store carries the id, so that no service of another database sweeps there.
-- A dump takes the id along.
CREATE TABLE installation (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    owner  text NOT NULL DEFAULT 'local',
    id     uuid NOT NULL DEFAULT gen_random_uuid()
);

INSERT INTO installation DEFAULT VALUES;
