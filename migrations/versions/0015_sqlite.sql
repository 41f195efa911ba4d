CREATE TABLE appeal_addition (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    added_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    commitment BLOB NOT NULL,
    CONSTRAINT pk_appeal_addition PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_appeal_addition_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_appeal_addition_added_on_day CHECK (length(added_on) = 10),
    CONSTRAINT fk_appeal_addition_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_appeal_addition_claim_id ON appeal_addition (claim_id);

CREATE TRIGGER guard_appeal_addition_update BEFORE UPDATE ON appeal_addition BEGIN SELECT RAISE(ABORT, 'history is kept: appeal_addition'); END;

CREATE TRIGGER guard_appeal_addition_delete BEFORE DELETE ON appeal_addition BEGIN SELECT RAISE(ABORT, 'history is kept: appeal_addition'); END;

CREATE TABLE appeal_addition_words (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    salt BLOB NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_appeal_addition_words PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_appeal_addition_words_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES appeal_addition (chain_id, position),
    CONSTRAINT fk_appeal_addition_words_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;

CREATE INDEX ix_appeal_addition_words_person_id ON appeal_addition_words (person_id);

CREATE TRIGGER guard_appeal_addition_words_update BEFORE UPDATE ON appeal_addition_words BEGIN SELECT RAISE(ABORT, 'history is kept: appeal_addition_words'); END;

CREATE TABLE society_change (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    part TEXT NOT NULL,
    text_before TEXT NOT NULL,
    text_after TEXT NOT NULL,
    CONSTRAINT pk_society_change PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_society_change_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
)
 WITHOUT ROWID,
 STRICT;

CREATE TRIGGER guard_society_change_update BEFORE UPDATE ON society_change BEGIN SELECT RAISE(ABORT, 'history is kept: society_change'); END;

CREATE TRIGGER guard_society_change_delete BEFORE DELETE ON society_change BEGIN SELECT RAISE(ABORT, 'history is kept: society_change'); END;
