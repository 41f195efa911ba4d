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
    person_id INTEGER,
    salt BLOB NOT NULL,
    content TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_proposal_content PRIMARY KEY (proposal_id),
    CONSTRAINT fk_proposal_content_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;

CREATE INDEX ix_proposal_content_person_id ON proposal_content (person_id);

CREATE TRIGGER guard_approval_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'history is kept: approval'); END;

CREATE TRIGGER guard_approval_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'history is kept: approval'); END;

CREATE TRIGGER guard_approval_rule_update BEFORE UPDATE ON approval_rule BEGIN SELECT RAISE(ABORT, 'history is kept: approval_rule'); END;

CREATE TRIGGER guard_approval_rule_delete BEFORE DELETE ON approval_rule BEGIN SELECT RAISE(ABORT, 'history is kept: approval_rule'); END;
