-- Browsers that have signed in. A cookie holds the secret, 256 random bits; only its SHA-256 is kept, in hexadecimal
-- digits. A session of a key ends with the key.
CREATE TABLE access_session (
    secret_sha256 text PRIMARY KEY,
    owner         text        NOT NULL,
    scopes        text        NOT NULL,
    -- null when an issuer, not a key, told who signs in
    key_id        text REFERENCES access_key ON DELETE CASCADE,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);

CREATE INDEX access_session_owner ON access_session (owner, created_at DESC);
CREATE INDEX access_session_key ON access_session (key_id);
CREATE INDEX access_session_expiry ON access_session (expires_at);
