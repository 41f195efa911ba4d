CREATE TABLE proposal_content (
    proposal_id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    person_id BIGINT,
    salt BYTEA NOT NULL,
    content TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_proposal_content PRIMARY KEY (proposal_id),
    CONSTRAINT uq_proposal_content_public_id UNIQUE (public_id),
    CONSTRAINT fk_proposal_content_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_proposal_content_person_id ON proposal_content (person_id);

CREATE TABLE access_key (
    public_id TEXT NOT NULL,
    account_id BIGINT NOT NULL,
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
);

CREATE INDEX ix_access_key_account_id ON access_key (account_id);

CREATE TABLE approval (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    proposal_id BIGINT NOT NULL,
    act TEXT NOT NULL,
    matter TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id BIGINT,
    cents BIGINT NOT NULL,
    digest TEXT NOT NULL,
    reasons TEXT NOT NULL,
    account_id BIGINT,
    by_person_id BIGINT,
    role TEXT NOT NULL,
    CONSTRAINT pk_approval PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_approval_digest CHECK (length(digest) = 64),
    CONSTRAINT ck_approval_cents CHECK (cents >= 0),
    CONSTRAINT ck_approval_role CHECK (role IN ('', 'clerk', 'approver')),
    CONSTRAINT fk_approval_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_approval_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_approval_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_approval_by_person_id FOREIGN KEY(by_person_id) REFERENCES person (id)
);

CREATE INDEX ix_approval_person_id ON approval (person_id);

CREATE INDEX ix_approval_proposal_id ON approval (proposal_id);

CREATE INDEX ix_approval_subject ON approval (subject);

CREATE TABLE approval_rule (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    rule TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    value BIGINT,
    CONSTRAINT pk_approval_rule PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_approval_rule_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_approval_rule_effective_from_day CHECK (length(effective_from) = 10)
);

CREATE TABLE letter_file (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    attachment_sha256 TEXT NOT NULL,
    CONSTRAINT pk_letter_file PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_letter_file_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
);

CREATE INDEX ix_letter_file_attachment_sha256 ON letter_file (attachment_sha256);

CREATE TABLE payment_run (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    form TEXT NOT NULL,
    execute_on TEXT NOT NULL,
    line_count BIGINT NOT NULL,
    total_cents BIGINT NOT NULL,
    content_digest TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    CONSTRAINT pk_payment_run PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_payment_run_line_count CHECK (line_count > 0),
    CONSTRAINT ck_payment_run_total CHECK (total_cents > 0),
    CONSTRAINT ck_payment_run_content_digest CHECK (length(content_digest) = 64),
    CONSTRAINT ck_payment_run_file_sha256 CHECK (length(file_sha256) = 64),
    CONSTRAINT fk_payment_run_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_run_execute_on_day CHECK (length(execute_on) = 10),
    CONSTRAINT uq_payment_run_run_id UNIQUE (run_id),
    CONSTRAINT uq_payment_run_public_id UNIQUE (public_id)
);

CREATE TABLE claim_appeal (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    filed_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    until TEXT,
    answer_by TEXT,
    commitment BYTEA NOT NULL,
    CONSTRAINT pk_claim_appeal PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_claim_appeal_claim_id_sequence UNIQUE (claim_id, sequence),
    CONSTRAINT fk_claim_appeal_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_claim_appeal_filed_on_day CHECK (length(filed_on) = 10),
    CONSTRAINT ck_claim_appeal_until_day CHECK (length(until) = 10),
    CONSTRAINT ck_claim_appeal_answer_by_day CHECK (length(answer_by) = 10),
    CONSTRAINT fk_claim_appeal_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
);

CREATE TABLE claim_appeal_answer (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_claim_appeal_answer PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_claim_appeal_answer_claim_id_sequence UNIQUE (claim_id, sequence),
    CONSTRAINT fk_claim_appeal_answer_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_claim_appeal_answer_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
);

CREATE TABLE claim_override (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    rules_outcome TEXT NOT NULL,
    rules_granted_cents BIGINT NOT NULL,
    rules_suspended_cents BIGINT NOT NULL,
    rules_quantity_granted BIGINT NOT NULL,
    basis TEXT NOT NULL,
    proposal_id BIGINT NOT NULL,
    CONSTRAINT pk_claim_override PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_claim_override_cents CHECK (rules_granted_cents >= 0 AND rules_suspended_cents >= 0),
    CONSTRAINT fk_claim_override_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_claim_override_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
);

CREATE INDEX ix_claim_override_claim_id ON claim_override (claim_id);

CREATE TABLE payment_file (
    run_id BIGINT NOT NULL,
    wrapped BYTEA NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT pk_payment_file PRIMARY KEY (run_id),
    CONSTRAINT fk_payment_file_run_id FOREIGN KEY(run_id) REFERENCES payment_run (run_id)
);

CREATE TABLE payment_line (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    line_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    end_to_end TEXT NOT NULL,
    amount_cents BIGINT NOT NULL,
    CONSTRAINT pk_payment_line PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_payment_line_amount CHECK (amount_cents > 0),
    CONSTRAINT fk_payment_line_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_payment_line_line_id UNIQUE (line_id),
    CONSTRAINT fk_payment_line_run_id FOREIGN KEY(run_id) REFERENCES payment_run (run_id),
    CONSTRAINT fk_payment_line_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT uq_payment_line_end_to_end UNIQUE (end_to_end)
);

CREATE INDEX ix_payment_line_claim_id ON payment_line (claim_id);

CREATE INDEX ix_payment_line_run_id ON payment_line (run_id);

CREATE TABLE payment_run_end (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    how TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    CONSTRAINT pk_payment_run_end PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_payment_run_end_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_run_end_ended_on_day CHECK (length(ended_on) = 10),
    CONSTRAINT uq_payment_run_end_run_id UNIQUE (run_id),
    CONSTRAINT fk_payment_run_end_run_id FOREIGN KEY(run_id) REFERENCES payment_run (run_id)
);

CREATE TABLE appeal_words (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    salt BYTEA NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_appeal_words PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_appeal_words_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES claim_appeal (chain_id, position),
    CONSTRAINT fk_appeal_words_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_appeal_words_person_id ON appeal_words (person_id);

CREATE TABLE payment_line_event (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    line_id BIGINT NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_payment_line_event PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_payment_line_event_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_line_event_happened_on_day CHECK (length(happened_on) = 10),
    CONSTRAINT uq_payment_line_event_line_id UNIQUE (line_id),
    CONSTRAINT fk_payment_line_event_line_id FOREIGN KEY(line_id) REFERENCES payment_line (line_id)
);

CREATE TRIGGER guard_approval_update BEFORE UPDATE ON approval FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_approval_delete BEFORE DELETE ON approval FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_approval_truncate BEFORE TRUNCATE ON approval FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_approval_rule_update BEFORE UPDATE ON approval_rule FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_approval_rule_delete BEFORE DELETE ON approval_rule FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_approval_rule_truncate BEFORE TRUNCATE ON approval_rule FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_override_update BEFORE UPDATE ON claim_override FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_override_delete BEFORE DELETE ON claim_override FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_override_truncate BEFORE TRUNCATE ON claim_override FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_appeal_update BEFORE UPDATE ON claim_appeal FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_appeal_delete BEFORE DELETE ON claim_appeal FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_appeal_truncate BEFORE TRUNCATE ON claim_appeal FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_appeal_answer_update BEFORE UPDATE ON claim_appeal_answer FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_appeal_answer_delete BEFORE DELETE ON claim_appeal_answer FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_appeal_answer_truncate BEFORE TRUNCATE ON claim_appeal_answer FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_letter_file_update BEFORE UPDATE ON letter_file FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_letter_file_delete BEFORE DELETE ON letter_file FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_letter_file_truncate BEFORE TRUNCATE ON letter_file FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_run_update BEFORE UPDATE ON payment_run FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_run_delete BEFORE DELETE ON payment_run FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_run_truncate BEFORE TRUNCATE ON payment_run FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_line_update BEFORE UPDATE ON payment_line FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_line_delete BEFORE DELETE ON payment_line FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_line_truncate BEFORE TRUNCATE ON payment_line FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_run_end_update BEFORE UPDATE ON payment_run_end FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_run_end_delete BEFORE DELETE ON payment_run_end FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_run_end_truncate BEFORE TRUNCATE ON payment_run_end FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_line_event_update BEFORE UPDATE ON payment_line_event FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_line_event_delete BEFORE DELETE ON payment_line_event FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_payment_line_event_truncate BEFORE TRUNCATE ON payment_line_event FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_appeal_words_update BEFORE UPDATE ON appeal_words FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();
