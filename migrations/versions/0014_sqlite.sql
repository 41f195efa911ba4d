CREATE TABLE paid_elsewhere (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    declared_on TEXT NOT NULL,
    how TEXT NOT NULL,
    CONSTRAINT pk_paid_elsewhere PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_paid_elsewhere_amount CHECK (amount_cents >= 0),
    CONSTRAINT ck_paid_elsewhere_year CHECK (year BETWEEN 1900 AND 2999),
    CONSTRAINT fk_paid_elsewhere_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_paid_elsewhere_declared_on_day CHECK (length(declared_on) = 10),
    CONSTRAINT fk_paid_elsewhere_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_paid_elsewhere_person_id ON paid_elsewhere (person_id);

CREATE INDEX ix_paid_elsewhere_year ON paid_elsewhere (year);

CREATE TRIGGER guard_paid_elsewhere_update BEFORE UPDATE ON paid_elsewhere BEGIN SELECT RAISE(ABORT, 'history is kept: paid_elsewhere'); END;

CREATE TRIGGER guard_paid_elsewhere_delete BEFORE DELETE ON paid_elsewhere BEGIN SELECT RAISE(ABORT, 'history is kept: paid_elsewhere'); END;

CREATE TABLE privacy_notice (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_privacy_notice PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_privacy_notice_version CHECK (version > 0),
    CONSTRAINT fk_privacy_notice_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_privacy_notice_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT uq_privacy_notice_version UNIQUE (version)
)
 WITHOUT ROWID,
 STRICT;

CREATE TRIGGER guard_privacy_notice_update BEFORE UPDATE ON privacy_notice BEGIN SELECT RAISE(ABORT, 'history is kept: privacy_notice'); END;

CREATE TRIGGER guard_privacy_notice_delete BEFORE DELETE ON privacy_notice BEGIN SELECT RAISE(ABORT, 'history is kept: privacy_notice'); END;

CREATE TABLE notice_given (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    given_on TEXT NOT NULL,
    how TEXT NOT NULL,
    void INTEGER NOT NULL,
    CONSTRAINT pk_notice_given PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_notice_given_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_notice_given_given_on_day CHECK (length(given_on) = 10),
    CONSTRAINT ck_notice_given_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_notice_given_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_notice_given_version FOREIGN KEY(version) REFERENCES privacy_notice (version)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_notice_given_person_id ON notice_given (person_id);

CREATE TRIGGER guard_notice_given_update BEFORE UPDATE ON notice_given BEGIN SELECT RAISE(ABORT, 'history is kept: notice_given'); END;

CREATE TRIGGER guard_notice_given_delete BEFORE DELETE ON notice_given BEGIN SELECT RAISE(ABORT, 'history is kept: notice_given'); END;
