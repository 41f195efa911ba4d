CREATE TABLE account_firm (
    account_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    intermediary INTEGER NOT NULL,
    CONSTRAINT pk_account_firm PRIMARY KEY (account_id),
    CONSTRAINT ck_account_firm_intermediary_flag CHECK (intermediary IN (0, 1)),
    CONSTRAINT fk_account_firm_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_account_firm_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 STRICT;

CREATE INDEX ix_account_firm_firm_id ON account_firm (firm_id);

CREATE TABLE entry_link (
    token_hash TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    used_at TEXT,
    CONSTRAINT pk_entry_link PRIMARY KEY (token_hash),
    CONSTRAINT ck_entry_link_token_hash CHECK (length(token_hash) = 64),
    CONSTRAINT ck_entry_link_purpose CHECK (purpose IN ('enter', 'nothing_changed')),
    CONSTRAINT ck_entry_link_made_at_instant CHECK (length(made_at) = 27),
    CONSTRAINT ck_entry_link_ends_at_instant CHECK (length(ends_at) = 27),
    CONSTRAINT ck_entry_link_used_at_instant CHECK (length(used_at) = 27),
    CONSTRAINT fk_entry_link_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE INDEX ix_entry_link_account_id ON entry_link (account_id);

CREATE TABLE mail_waiting (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    account_id INTEGER,
    person_id INTEGER,
    firm_id INTEGER,
    claim_id INTEGER,
    made_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    sent_at TEXT,
    failed TEXT NOT NULL,
    CONSTRAINT pk_mail_waiting PRIMARY KEY (id),
    CONSTRAINT ck_mail_waiting_tries CHECK (tries >= 0),
    CONSTRAINT ck_mail_waiting_made_at_instant CHECK (length(made_at) = 27),
    CONSTRAINT ck_mail_waiting_next_at_instant CHECK (length(next_at) = 27),
    CONSTRAINT ck_mail_waiting_sent_at_instant CHECK (length(sent_at) = 27),
    CONSTRAINT fk_mail_waiting_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_mail_waiting_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_mail_waiting_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 STRICT;

CREATE INDEX ix_mail_waiting_account_id ON mail_waiting (account_id);

CREATE INDEX ix_mail_waiting_person_id ON mail_waiting (person_id);

CREATE TABLE access_key (
    public_id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    key_hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    used_on TEXT,
    CONSTRAINT pk_access_key PRIMARY KEY (public_id),
    CONSTRAINT ck_access_key_key_hash CHECK (length(key_hash) = 64),
    CONSTRAINT ck_access_key_made_at_instant CHECK (length(made_at) = 27),
    CONSTRAINT ck_access_key_ends_at_instant CHECK (length(ends_at) = 27),
    CONSTRAINT ck_access_key_used_on_day CHECK (length(used_on) = 10),
    CONSTRAINT fk_access_key_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT uq_access_key_key_hash UNIQUE (key_hash)
)
 STRICT;

CREATE INDEX ix_access_key_account_id ON access_key (account_id);

CREATE TABLE approval (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    proposal_id INTEGER NOT NULL,
    act TEXT NOT NULL,
    matter TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id INTEGER,
    cents INTEGER NOT NULL,
    digest TEXT NOT NULL,
    reasons TEXT NOT NULL,
    account_id INTEGER,
    by_person_id INTEGER,
    role TEXT NOT NULL,
    CONSTRAINT pk_approval PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_approval_digest CHECK (length(digest) = 64),
    CONSTRAINT ck_approval_cents CHECK (cents >= 0),
    CONSTRAINT ck_approval_role CHECK (role IN ('', 'clerk', 'approver')),
    CONSTRAINT fk_approval_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_approval_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_approval_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_approval_by_person_id FOREIGN KEY(by_person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_approval_person_id ON approval (person_id);

CREATE INDEX ix_approval_proposal_id ON approval (proposal_id);

CREATE INDEX ix_approval_subject ON approval (subject);

CREATE TABLE approval_rule (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    value INTEGER,
    CONSTRAINT pk_approval_rule PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_approval_rule_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_approval_rule_effective_from_day CHECK (length(effective_from) = 10)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE proposal_content (
    proposal_id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    person_id INTEGER,
    salt BLOB NOT NULL,
    content TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_proposal_content PRIMARY KEY (proposal_id),
    CONSTRAINT uq_proposal_content_public_id UNIQUE (public_id),
    CONSTRAINT fk_proposal_content_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;

CREATE INDEX ix_proposal_content_person_id ON proposal_content (person_id);

CREATE TRIGGER guard_approval_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'history is kept: approval'); END;

CREATE TRIGGER guard_approval_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'history is kept: approval'); END;

CREATE TRIGGER guard_approval_rule_update BEFORE UPDATE ON approval_rule BEGIN SELECT RAISE(ABORT, 'history is kept: approval_rule'); END;

CREATE TRIGGER guard_approval_rule_delete BEFORE DELETE ON approval_rule BEGIN SELECT RAISE(ABORT, 'history is kept: approval_rule'); END;
