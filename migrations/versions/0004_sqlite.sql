CREATE TABLE resolution (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    resolution_id INTEGER NOT NULL,
    body TEXT NOT NULL,
    reference TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    CONSTRAINT pk_resolution PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_resolution_body_reference_decided_on UNIQUE (body, reference, decided_on),
    CONSTRAINT fk_resolution_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_resolution_decided_on_day CHECK (length(decided_on) = 10),
    CONSTRAINT uq_resolution_resolution_id UNIQUE (resolution_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE membership (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    communicated_on TEXT,
    due_on TEXT,
    kind TEXT,
    reason TEXT NOT NULL,
    motive TEXT NOT NULL,
    resolution_id INTEGER,
    CONSTRAINT pk_membership PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_membership_person_id_sequence UNIQUE (person_id, sequence),
    CONSTRAINT ck_membership_sequence CHECK (sequence > 0),
    CONSTRAINT ck_membership_order CHECK (effective_on >= happened_on),
    CONSTRAINT fk_membership_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_membership_happened_on_day CHECK (length(happened_on) = 10),
    CONSTRAINT ck_membership_effective_on_day CHECK (length(effective_on) = 10),
    CONSTRAINT ck_membership_communicated_on_day CHECK (length(communicated_on) = 10),
    CONSTRAINT ck_membership_due_on_day CHECK (length(due_on) = 10),
    CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_membership_resolution_id FOREIGN KEY(resolution_id) REFERENCES resolution (resolution_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE book_line (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    member_number INTEGER NOT NULL,
    member_chain_id INTEGER NOT NULL,
    member_position INTEGER NOT NULL,
    CONSTRAINT pk_book_line PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_book_line_member_chain_id_member_position UNIQUE (member_chain_id, member_position),
    CONSTRAINT fk_book_line_member_chain_id_member_position FOREIGN KEY(member_chain_id, member_position) REFERENCES membership (chain_id, position),
    CONSTRAINT ck_book_line_line CHECK (line > 0),
    CONSTRAINT ck_book_line_member_number CHECK (member_number > 0),
    CONSTRAINT fk_book_line_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_book_line_line UNIQUE (line)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_book_line_member_number ON book_line (member_number);

CREATE TABLE cohabitation (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    cohabiting INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_cohabitation PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_cohabitation_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_cohabitation_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_cohabitation_cohabiting_flag CHECK (cohabiting IN (0, 1)),
    CONSTRAINT ck_cohabitation_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_cohabitation_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_cohabitation_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_cohabitation_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_cohabitation_person_id ON cohabitation (person_id);

CREATE TABLE death (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    died_on TEXT NOT NULL,
    void INTEGER NOT NULL,
    CONSTRAINT pk_death PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_death_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_death_died_on_day CHECK (length(died_on) = 10),
    CONSTRAINT ck_death_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_death_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_death_person_id ON death (person_id);

CREATE TABLE household_move (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    from_household_id INTEGER,
    moved_on TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_household_move PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_household_move_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_household_move_moved_on_day CHECK (length(moved_on) = 10),
    CONSTRAINT fk_household_move_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_household_move_from_household_id FOREIGN KEY(from_household_id) REFERENCES household (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_household_move_person_id ON household_move (person_id);

CREATE TRIGGER guard_resolution_update BEFORE UPDATE ON resolution BEGIN SELECT RAISE(ABORT, 'history is kept: resolution'); END;

CREATE TRIGGER guard_resolution_delete BEFORE DELETE ON resolution BEGIN SELECT RAISE(ABORT, 'history is kept: resolution'); END;

CREATE TRIGGER guard_membership_update BEFORE UPDATE ON membership BEGIN SELECT RAISE(ABORT, 'history is kept: membership'); END;

CREATE TRIGGER guard_membership_delete BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'history is kept: membership'); END;

CREATE TRIGGER guard_book_line_update BEFORE UPDATE ON book_line BEGIN SELECT RAISE(ABORT, 'history is kept: book_line'); END;

CREATE TRIGGER guard_book_line_delete BEFORE DELETE ON book_line BEGIN SELECT RAISE(ABORT, 'history is kept: book_line'); END;

CREATE TRIGGER guard_cohabitation_update BEFORE UPDATE ON cohabitation BEGIN SELECT RAISE(ABORT, 'history is kept: cohabitation'); END;

CREATE TRIGGER guard_cohabitation_delete BEFORE DELETE ON cohabitation BEGIN SELECT RAISE(ABORT, 'history is kept: cohabitation'); END;

CREATE TRIGGER guard_death_update BEFORE UPDATE ON death BEGIN SELECT RAISE(ABORT, 'history is kept: death'); END;

CREATE TRIGGER guard_death_delete BEFORE DELETE ON death BEGIN SELECT RAISE(ABORT, 'history is kept: death'); END;

CREATE TRIGGER guard_household_move_update BEFORE UPDATE ON household_move BEGIN SELECT RAISE(ABORT, 'history is kept: household_move'); END;

CREATE TRIGGER guard_household_move_delete BEFORE DELETE ON household_move BEGIN SELECT RAISE(ABORT, 'history is kept: household_move'); END;
