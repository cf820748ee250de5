-- The keys with which callers sign in. Of the secret, 256 random bits, only the SHA-256 is kept, in hexadecimal digits.
CREATE TABLE access_key (
    id            text PRIMARY KEY,
    owner         text        NOT NULL,
    name          text        NOT NULL,
    secret_sha256 text        NOT NULL,
    scopes        text        NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz,
    last_used_at  timestamptz,
    revoked_at    timestamptz
);
