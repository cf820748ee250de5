-- Whether a store ever carried this database's mark. Then one without it is not a new one but one that is not mounted.
ALTER TABLE installation ADD COLUMN store_set_up boolean NOT NULL DEFAULT false;
