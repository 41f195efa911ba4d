CREATE TABLE resolution (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    resolution_id BIGINT NOT NULL,
    body TEXT NOT NULL,
    reference TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    CONSTRAINT pk_resolution PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_resolution_body_reference_decided_on UNIQUE (body, reference, decided_on),
    CONSTRAINT fk_resolution_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_resolution_decided_on_day CHECK (length(decided_on) = 10),
    CONSTRAINT uq_resolution_resolution_id UNIQUE (resolution_id)
);

CREATE TABLE membership (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    communicated_on TEXT,
    due_on TEXT,
    kind TEXT,
    reason TEXT NOT NULL,
    motive TEXT NOT NULL,
    resolution_id BIGINT,
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
);

CREATE TABLE book_line (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    line BIGINT NOT NULL,
    member_number BIGINT NOT NULL,
    member_chain_id BIGINT NOT NULL,
    member_position BIGINT NOT NULL,
    CONSTRAINT pk_book_line PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_book_line_member_chain_id_member_position UNIQUE (member_chain_id, member_position),
    CONSTRAINT fk_book_line_member_chain_id_member_position FOREIGN KEY(member_chain_id, member_position) REFERENCES membership (chain_id, position),
    CONSTRAINT ck_book_line_line CHECK (line > 0),
    CONSTRAINT ck_book_line_member_number CHECK (member_number > 0),
    CONSTRAINT fk_book_line_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_book_line_line UNIQUE (line)
);

CREATE INDEX ix_book_line_member_number ON book_line (member_number);

CREATE TABLE cohabitation (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    cohabiting BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void BIGINT NOT NULL,
    CONSTRAINT pk_cohabitation PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_cohabitation_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_cohabitation_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_cohabitation_cohabiting_flag CHECK (cohabiting IN (0, 1)),
    CONSTRAINT ck_cohabitation_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_cohabitation_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_cohabitation_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_cohabitation_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_cohabitation_person_id ON cohabitation (person_id);

CREATE TABLE death (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    died_on TEXT NOT NULL,
    void BIGINT NOT NULL,
    CONSTRAINT pk_death PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_death_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_death_died_on_day CHECK (length(died_on) = 10),
    CONSTRAINT ck_death_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_death_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_death_person_id ON death (person_id);

CREATE TABLE household_move (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    from_household_id BIGINT,
    moved_on TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_household_move PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_household_move_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_household_move_moved_on_day CHECK (length(moved_on) = 10),
    CONSTRAINT fk_household_move_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_household_move_from_household_id FOREIGN KEY(from_household_id) REFERENCES household (id)
);

CREATE INDEX ix_household_move_person_id ON household_move (person_id);

CREATE TRIGGER guard_resolution_update BEFORE UPDATE ON resolution FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_resolution_delete BEFORE DELETE ON resolution FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_resolution_truncate BEFORE TRUNCATE ON resolution FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_membership_update BEFORE UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_membership_delete BEFORE DELETE ON membership FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_membership_truncate BEFORE TRUNCATE ON membership FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_book_line_update BEFORE UPDATE ON book_line FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_book_line_delete BEFORE DELETE ON book_line FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_book_line_truncate BEFORE TRUNCATE ON book_line FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cohabitation_update BEFORE UPDATE ON cohabitation FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cohabitation_delete BEFORE DELETE ON cohabitation FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cohabitation_truncate BEFORE TRUNCATE ON cohabitation FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_death_update BEFORE UPDATE ON death FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_death_delete BEFORE DELETE ON death FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_death_truncate BEFORE TRUNCATE ON death FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_household_move_update BEFORE UPDATE ON household_move FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_household_move_delete BEFORE DELETE ON household_move FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_household_move_truncate BEFORE TRUNCATE ON household_move FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();
