CREATE TABLE account (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    actor_id INTEGER NOT NULL,
    login TEXT NOT NULL,
    person_id INTEGER,
    password_hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    secret TEXT NOT NULL,
    last_step INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    disabled_at TEXT,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT ck_account_must_change_flag CHECK (must_change IN (0, 1)),
    CONSTRAINT ck_account_created_at_instant CHECK (length(created_at) = 27),
    CONSTRAINT ck_account_disabled_at_instant CHECK (length(disabled_at) = 27),
    CONSTRAINT uq_account_public_id UNIQUE (public_id),
    CONSTRAINT uq_account_actor_id UNIQUE (actor_id),
    CONSTRAINT fk_account_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id),
    CONSTRAINT uq_account_login UNIQUE (login),
    CONSTRAINT fk_account_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;

CREATE TABLE account_role (
    account_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    CONSTRAINT pk_account_role PRIMARY KEY (account_id, role),
    CONSTRAINT fk_account_role_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE TABLE web_session (
    token_hash TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    proved_at TEXT,
    CONSTRAINT pk_web_session PRIMARY KEY (token_hash),
    CONSTRAINT ck_web_session_token_hash CHECK (length(token_hash) = 64),
    CONSTRAINT ck_web_session_stage CHECK (stage IN ('password', 'whole')),
    CONSTRAINT ck_web_session_begun_at_instant CHECK (length(begun_at) = 27),
    CONSTRAINT ck_web_session_seen_at_instant CHECK (length(seen_at) = 27),
    CONSTRAINT ck_web_session_proved_at_instant CHECK (length(proved_at) = 27),
    CONSTRAINT fk_web_session_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE INDEX ix_web_session_account_id ON web_session (account_id);

CREATE TABLE failed_entry (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_failed_entry PRIMARY KEY (id),
    CONSTRAINT ck_failed_entry_key CHECK (length(key) = 64),
    CONSTRAINT ck_failed_entry_at_instant CHECK (length(at) = 27)
)
 STRICT;

CREATE INDEX ix_failed_entry_key ON failed_entry ("key");

CREATE TABLE claim_draft (
    public_id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    CONSTRAINT pk_claim_draft PRIMARY KEY (public_id),
    CONSTRAINT ck_claim_draft_public_id CHECK (length(public_id) = 26),
    CONSTRAINT ck_claim_draft_saved_at_instant CHECK (length(saved_at) = 27),
    CONSTRAINT fk_claim_draft_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_claim_draft_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;

CREATE INDEX ix_claim_draft_account_id ON claim_draft (account_id);

CREATE INDEX ix_claim_draft_person_id ON claim_draft (person_id);
