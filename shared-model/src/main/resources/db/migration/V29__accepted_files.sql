-- The revision whose files a task of the kind ACCEPTANCE writes again; empty for the other kinds. See ADR 44.
ALTER TABLE task ADD COLUMN revision integer;
