CREATE TABLE appeal_addition (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    added_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    commitment BYTEA NOT NULL,
    CONSTRAINT pk_appeal_addition PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_appeal_addition_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_appeal_addition_added_on_day CHECK (length(added_on) = 10),
    CONSTRAINT fk_appeal_addition_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
);

CREATE INDEX ix_appeal_addition_claim_id ON appeal_addition (claim_id);

CREATE TRIGGER guard_appeal_addition_update BEFORE UPDATE ON appeal_addition FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_appeal_addition_delete BEFORE DELETE ON appeal_addition FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_appeal_addition_truncate BEFORE TRUNCATE ON appeal_addition FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TABLE appeal_addition_words (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    salt BYTEA NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_appeal_addition_words PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_appeal_addition_words_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES appeal_addition (chain_id, position),
    CONSTRAINT fk_appeal_addition_words_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_appeal_addition_words_person_id ON appeal_addition_words (person_id);

CREATE TRIGGER guard_appeal_addition_words_update BEFORE UPDATE ON appeal_addition_words FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TABLE society_change (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    part TEXT NOT NULL,
    text_before TEXT NOT NULL,
    text_after TEXT NOT NULL,
    CONSTRAINT pk_society_change PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_society_change_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
);

CREATE TRIGGER guard_society_change_update BEFORE UPDATE ON society_change FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_society_change_delete BEFORE DELETE ON society_change FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_society_change_truncate BEFORE TRUNCATE ON society_change FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();
