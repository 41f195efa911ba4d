CREATE TABLE actor (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_actor PRIMARY KEY (id),
    CONSTRAINT ck_actor_kind CHECK (kind IN ('clerk', 'approver', 'system')),
    CONSTRAINT uq_actor_public_id UNIQUE (public_id)
) STRICT;

CREATE TABLE balance (
    owner_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_balance PRIMARY KEY (owner_id, plan_code, year)
) STRICT;

CREATE TABLE chain (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    head BLOB NOT NULL,
    CONSTRAINT pk_chain PRIMARY KEY (id),
    CONSTRAINT uq_chain_kind_name UNIQUE (kind, name),
    CONSTRAINT ck_chain_kind CHECK (kind IN ('household', 'pot', 'book', 'society')),
    CONSTRAINT ck_chain_position CHECK (position >= 0)
) STRICT;

CREATE TABLE counter (
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (name)
) STRICT;

CREATE TABLE firm (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    vat_number TEXT,
    CONSTRAINT pk_firm PRIMARY KEY (id),
    CONSTRAINT uq_firm_public_id UNIQUE (public_id),
    CONSTRAINT uq_firm_vat_number UNIQUE (vat_number)
) STRICT;

CREATE TABLE job (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    decided INTEGER NOT NULL,
    parked INTEGER NOT NULL,
    CONSTRAINT pk_job PRIMARY KEY (id),
    CONSTRAINT ck_job_started_at_instant CHECK (length(started_at) = 27),
    CONSTRAINT ck_job_finished_at_instant CHECK (length(finished_at) = 27)
) STRICT;

CREATE TABLE person (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_public_id UNIQUE (public_id)
) STRICT;

CREATE TABLE provider (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    vat_number TEXT,
    closed_on TEXT,
    CONSTRAINT pk_provider PRIMARY KEY (id),
    CONSTRAINT ck_provider_closed_on_day CHECK (length(closed_on) = 10),
    CONSTRAINT uq_provider_public_id UNIQUE (public_id),
    CONSTRAINT uq_provider_vat_number UNIQUE (vat_number)
) STRICT;

CREATE TABLE rules_snapshot (
    id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    digest TEXT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_rules_snapshot PRIMARY KEY (id),
    CONSTRAINT uq_rules_snapshot_digest UNIQUE (digest)
) STRICT;

CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
) STRICT;

CREATE TABLE attachment (
    sha256 TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    plain_sha256 TEXT NOT NULL,
    byte_count INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    stored_at TEXT NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (sha256),
    CONSTRAINT ck_attachment_sha256 CHECK (length(sha256) = 64 AND length(plain_sha256) = 64),
    CONSTRAINT ck_attachment_stored_at_instant CHECK (length(stored_at) = 27),
    CONSTRAINT fk_attachment_person_id FOREIGN KEY(person_id) REFERENCES person (id)
) STRICT;

CREATE INDEX ix_attachment_person_id ON attachment (person_id);

CREATE INDEX ix_attachment_plain_sha256 ON attachment (plain_sha256);

CREATE TABLE audit (
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id),
    CONSTRAINT ck_audit_at_instant CHECK (length(at) = 27),
    CONSTRAINT fk_audit_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id)
) STRICT;

CREATE TABLE entry (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_entry_position CHECK (position > 0),
    CONSTRAINT ck_entry_hash CHECK (length(hash) = 32),
    CONSTRAINT ck_entry_recorded_at_instant CHECK (length(recorded_at) = 27),
    CONSTRAINT fk_entry_chain_id FOREIGN KEY(chain_id) REFERENCES chain (id),
    CONSTRAINT fk_entry_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id)
) WITHOUT ROWID,
 STRICT;

CREATE TABLE household (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    code TEXT NOT NULL,
    CONSTRAINT pk_household PRIMARY KEY (id),
    CONSTRAINT fk_household_id FOREIGN KEY(id) REFERENCES chain (id),
    CONSTRAINT uq_household_public_id UNIQUE (public_id),
    CONSTRAINT uq_household_code UNIQUE (code)
) STRICT;

CREATE TABLE idempotency (
    actor_id INTEGER NOT NULL,
    operation TEXT NOT NULL,
    "key" TEXT NOT NULL,
    content_digest BLOB NOT NULL,
    answer TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (actor_id, operation, "key"),
    CONSTRAINT ck_idempotency_recorded_at_instant CHECK (length(recorded_at) = 27),
    CONSTRAINT fk_idempotency_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id)
) STRICT;

CREATE TABLE identity (
    person_id INTEGER NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    search_name TEXT NOT NULL,
    fiscal_code TEXT,
    card_number TEXT,
    born_on TEXT,
    sex TEXT,
    address TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    municipality TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    iban TEXT NOT NULL,
    CONSTRAINT pk_identity PRIMARY KEY (person_id),
    CONSTRAINT ck_identity_sex CHECK (sex IN ('F', 'M')),
    CONSTRAINT ck_identity_born_on_day CHECK (length(born_on) = 10),
    CONSTRAINT fk_identity_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT uq_identity_fiscal_code UNIQUE (fiscal_code),
    CONSTRAINT uq_identity_card_number UNIQUE (card_number)
) STRICT;

CREATE INDEX ix_identity_search_name ON identity (search_name);

CREATE TABLE person_key (
    person_id INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    CONSTRAINT pk_person_key PRIMARY KEY (person_id),
    CONSTRAINT fk_person_key_person_id FOREIGN KEY(person_id) REFERENCES person (id)
) STRICT;

CREATE TABLE claim (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    received_at TEXT NOT NULL,
    channel TEXT NOT NULL,
    authorisation INTEGER NOT NULL,
    authorisation_id INTEGER,
    expires_on TEXT,
    facts TEXT NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_claim PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_claim_channel CHECK (channel IN ('counter', 'post', 'web', 'import', 'demo')),
    CONSTRAINT fk_claim_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_claim_received_at_instant CHECK (length(received_at) = 27),
    CONSTRAINT ck_claim_authorisation_flag CHECK (authorisation IN (0, 1)),
    CONSTRAINT ck_claim_expires_on_day CHECK (length(expires_on) = 10),
    CONSTRAINT uq_claim_claim_id UNIQUE (claim_id),
    CONSTRAINT uq_claim_public_id UNIQUE (public_id),
    CONSTRAINT fk_claim_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_claim_authorisation_id FOREIGN KEY(authorisation_id) REFERENCES claim (claim_id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_claim_person_id ON claim (person_id);

CREATE INDEX ix_claim_reference ON claim (reference);

CREATE TABLE contribution (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    due_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    paid_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_contribution PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_contribution_amount CHECK (amount_cents >= 0),
    CONSTRAINT fk_contribution_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_contribution_due_on_day CHECK (length(due_on) = 10),
    CONSTRAINT ck_contribution_paid_on_day CHECK (length(paid_on) = 10),
    CONSTRAINT ck_contribution_void_flag CHECK (void IN (0, 1))
) WITHOUT ROWID,
 STRICT;

CREATE TABLE cover (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    assistance TEXT NOT NULL,
    joined_on TEXT,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_cover PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_cover_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_cover_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_cover_joined_on_day CHECK (length(joined_on) = 10),
    CONSTRAINT ck_cover_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_cover_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_cover_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_cover_person_id FOREIGN KEY(person_id) REFERENCES person (id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_cover_person_id ON cover (person_id);

CREATE TABLE decision_line (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    version TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    asked_cents INTEGER NOT NULL,
    computed_cents INTEGER NOT NULL,
    granted_cents INTEGER NOT NULL,
    suspended_cents INTEGER NOT NULL,
    deferred_cents INTEGER NOT NULL,
    quantity_asked INTEGER NOT NULL,
    quantity_granted INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    evidence BLOB NOT NULL,
    CONSTRAINT pk_decision_line PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_decision_line_outcome CHECK (outcome IN ('paid', 'reduced', 'refused', 'suspended', 'deferred')),
    CONSTRAINT ck_decision_line_cents CHECK (granted_cents >= 0 AND suspended_cents >= 0 AND deferred_cents >= 0),
    CONSTRAINT ck_decision_line_asked CHECK (granted_cents + suspended_cents + deferred_cents <= asked_cents),
    CONSTRAINT fk_decision_line_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
) WITHOUT ROWID,
 STRICT;

CREATE TABLE employment (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_employment PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_employment_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_employment_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_employment_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_employment_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_employment_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_employment_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_employment_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_employment_person_id ON employment (person_id);

CREATE TABLE erasure (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    erased_chain_id INTEGER NOT NULL,
    erased_position INTEGER NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_erasure PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_erasure_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
) WITHOUT ROWID,
 STRICT;

CREATE TABLE fact (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    effective_from TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_fact PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_fact_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_fact_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_fact_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_fact_person_id FOREIGN KEY(person_id) REFERENCES person (id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_fact_person_id ON fact (person_id);

CREATE TABLE household_place (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    kinship TEXT NOT NULL,
    fiscally_dependent INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_household_place PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_household_place_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_household_place_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_household_place_fiscally_dependent_flag CHECK (fiscally_dependent IN (0, 1)),
    CONSTRAINT ck_household_place_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_household_place_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_household_place_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_household_place_person_id FOREIGN KEY(person_id) REFERENCES person (id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_household_place_person_id ON household_place (person_id);

CREATE TABLE ledger_entry (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    book TEXT NOT NULL,
    booked_on TEXT NOT NULL,
    code TEXT NOT NULL,
    claim_id INTEGER,
    CONSTRAINT pk_ledger_entry PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_ledger_entry_book CHECK (book IN ('benefits', 'contributions', 'funds')),
    CONSTRAINT fk_ledger_entry_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_ledger_entry_booked_on_day CHECK (length(booked_on) = 10)
) WITHOUT ROWID,
 STRICT;

CREATE TABLE movement (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    pot TEXT NOT NULL,
    holder TEXT NOT NULL,
    period TEXT NOT NULL,
    used INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    token TEXT NOT NULL,
    CONSTRAINT pk_movement PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_movement_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_movement_period_day CHECK (length(period) = 10)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_movement_owner_id ON movement (owner_id);

CREATE TABLE parked_household (
    household_id INTEGER NOT NULL,
    parked_at TEXT NOT NULL,
    cause TEXT NOT NULL,
    CONSTRAINT pk_parked_household PRIMARY KEY (household_id),
    CONSTRAINT ck_parked_household_parked_at_instant CHECK (length(parked_at) = 27),
    CONSTRAINT fk_parked_household_household_id FOREIGN KEY(household_id) REFERENCES household (id)
) STRICT;

CREATE TABLE posting (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    leg INTEGER NOT NULL,
    account TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    CONSTRAINT pk_posting PRIMARY KEY (chain_id, position, number, leg),
    CONSTRAINT ck_posting_amount CHECK (amount_cents <> 0),
    CONSTRAINT ck_posting_range CHECK (amount_cents BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT fk_posting_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
) WITHOUT ROWID,
 STRICT;

CREATE TABLE claim_answer (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    facts TEXT NOT NULL,
    CONSTRAINT pk_claim_answer PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_claim_answer_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_claim_answer_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_claim_answer_claim_id ON claim_answer (claim_id);

CREATE TABLE claim_line (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    benefit TEXT NOT NULL,
    service_on TEXT,
    expense_cents INTEGER,
    invoice_number TEXT,
    invoiced_on TEXT,
    group_code TEXT,
    provider_id INTEGER,
    facts TEXT NOT NULL,
    CONSTRAINT pk_claim_line PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_claim_line_expense CHECK (expense_cents >= 0),
    CONSTRAINT ck_claim_line_number CHECK (number BETWEEN 1 AND 1000),
    CONSTRAINT fk_claim_line_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_claim_line_service_on_day CHECK (length(service_on) = 10),
    CONSTRAINT ck_claim_line_invoiced_on_day CHECK (length(invoiced_on) = 10),
    CONSTRAINT fk_claim_line_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT fk_claim_line_provider_id FOREIGN KEY(provider_id) REFERENCES provider (id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_claim_line_claim_id ON claim_line (claim_id);

CREATE INDEX ix_claim_line_invoice_number ON claim_line (invoice_number, chain_id);

CREATE TABLE claim_withdrawal (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_claim_withdrawal PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_claim_withdrawal_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_claim_withdrawal_claim_id UNIQUE (claim_id),
    CONSTRAINT fk_claim_withdrawal_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
) WITHOUT ROWID,
 STRICT;

CREATE TABLE decision (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    snapshot_id INTEGER NOT NULL,
    engine_version TEXT NOT NULL,
    granted_cents INTEGER NOT NULL,
    answer_digest BLOB NOT NULL,
    commitment BLOB NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_decision PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_decision_claim_id_sequence UNIQUE (claim_id, sequence),
    CONSTRAINT ck_decision_kind CHECK (kind IN ('decision', 'correction', 'reversal')),
    CONSTRAINT ck_decision_granted CHECK (granted_cents >= 0),
    CONSTRAINT ck_decision_sequence CHECK (sequence > 0),
    CONSTRAINT fk_decision_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_decision_decided_on_day CHECK (length(decided_on) = 10),
    CONSTRAINT fk_decision_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT fk_decision_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES rules_snapshot (id)
) WITHOUT ROWID,
 STRICT;

CREATE TABLE paper (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    name TEXT NOT NULL,
    dated_on TEXT,
    attachment_sha256 TEXT,
    CONSTRAINT pk_paper PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_paper_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_paper_dated_on_day CHECK (length(dated_on) = 10),
    CONSTRAINT fk_paper_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_paper_claim_id ON paper (claim_id);

CREATE TABLE payment (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    paid_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_payment PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_payment_kind CHECK (kind IN ('payment', 'return')),
    CONSTRAINT ck_payment_amount CHECK (amount_cents > 0),
    CONSTRAINT fk_payment_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_paid_on_day CHECK (length(paid_on) = 10),
    CONSTRAINT fk_payment_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
) WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_payment_claim_id ON payment (claim_id);

CREATE TABLE pending_claim (
    claim_id INTEGER NOT NULL,
    household_id INTEGER NOT NULL,
    CONSTRAINT pk_pending_claim PRIMARY KEY (claim_id),
    CONSTRAINT fk_pending_claim_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT fk_pending_claim_household_id FOREIGN KEY(household_id) REFERENCES household (id)
) STRICT;

CREATE INDEX ix_pending_claim_household_id ON pending_claim (household_id);

CREATE TABLE facts_seen (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    salt BLOB NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_facts_seen PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_facts_seen_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES decision (chain_id, position)
) STRICT;

CREATE TRIGGER guard_entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'history is kept: entry'); END;

CREATE TRIGGER guard_entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'history is kept: entry'); END;

CREATE TRIGGER guard_household_place_update BEFORE UPDATE ON household_place BEGIN SELECT RAISE(ABORT, 'history is kept: household_place'); END;

CREATE TRIGGER guard_household_place_delete BEFORE DELETE ON household_place BEGIN SELECT RAISE(ABORT, 'history is kept: household_place'); END;

CREATE TRIGGER guard_cover_update BEFORE UPDATE ON cover BEGIN SELECT RAISE(ABORT, 'history is kept: cover'); END;

CREATE TRIGGER guard_cover_delete BEFORE DELETE ON cover BEGIN SELECT RAISE(ABORT, 'history is kept: cover'); END;

CREATE TRIGGER guard_employment_update BEFORE UPDATE ON employment BEGIN SELECT RAISE(ABORT, 'history is kept: employment'); END;

CREATE TRIGGER guard_employment_delete BEFORE DELETE ON employment BEGIN SELECT RAISE(ABORT, 'history is kept: employment'); END;

CREATE TRIGGER guard_fact_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'history is kept: fact'); END;

CREATE TRIGGER guard_fact_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'history is kept: fact'); END;

CREATE TRIGGER guard_contribution_update BEFORE UPDATE ON contribution BEGIN SELECT RAISE(ABORT, 'history is kept: contribution'); END;

CREATE TRIGGER guard_contribution_delete BEFORE DELETE ON contribution BEGIN SELECT RAISE(ABORT, 'history is kept: contribution'); END;

CREATE TRIGGER guard_claim_update BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'history is kept: claim'); END;

CREATE TRIGGER guard_claim_delete BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'history is kept: claim'); END;

CREATE TRIGGER guard_claim_line_update BEFORE UPDATE ON claim_line BEGIN SELECT RAISE(ABORT, 'history is kept: claim_line'); END;

CREATE TRIGGER guard_claim_line_delete BEFORE DELETE ON claim_line BEGIN SELECT RAISE(ABORT, 'history is kept: claim_line'); END;

CREATE TRIGGER guard_claim_answer_update BEFORE UPDATE ON claim_answer BEGIN SELECT RAISE(ABORT, 'history is kept: claim_answer'); END;

CREATE TRIGGER guard_claim_answer_delete BEFORE DELETE ON claim_answer BEGIN SELECT RAISE(ABORT, 'history is kept: claim_answer'); END;

CREATE TRIGGER guard_paper_update BEFORE UPDATE ON paper BEGIN SELECT RAISE(ABORT, 'history is kept: paper'); END;

CREATE TRIGGER guard_paper_delete BEFORE DELETE ON paper BEGIN SELECT RAISE(ABORT, 'history is kept: paper'); END;

CREATE TRIGGER guard_claim_withdrawal_update BEFORE UPDATE ON claim_withdrawal BEGIN SELECT RAISE(ABORT, 'history is kept: claim_withdrawal'); END;

CREATE TRIGGER guard_claim_withdrawal_delete BEFORE DELETE ON claim_withdrawal BEGIN SELECT RAISE(ABORT, 'history is kept: claim_withdrawal'); END;

CREATE TRIGGER guard_decision_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'history is kept: decision'); END;

CREATE TRIGGER guard_decision_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'history is kept: decision'); END;

CREATE TRIGGER guard_decision_line_update BEFORE UPDATE ON decision_line BEGIN SELECT RAISE(ABORT, 'history is kept: decision_line'); END;

CREATE TRIGGER guard_decision_line_delete BEFORE DELETE ON decision_line BEGIN SELECT RAISE(ABORT, 'history is kept: decision_line'); END;

CREATE TRIGGER guard_erasure_update BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'history is kept: erasure'); END;

CREATE TRIGGER guard_erasure_delete BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'history is kept: erasure'); END;

CREATE TRIGGER guard_movement_update BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'history is kept: movement'); END;

CREATE TRIGGER guard_movement_delete BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'history is kept: movement'); END;

CREATE TRIGGER guard_ledger_entry_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'history is kept: ledger_entry'); END;

CREATE TRIGGER guard_ledger_entry_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'history is kept: ledger_entry'); END;

CREATE TRIGGER guard_posting_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'history is kept: posting'); END;

CREATE TRIGGER guard_posting_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'history is kept: posting'); END;

CREATE TRIGGER guard_payment_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'history is kept: payment'); END;

CREATE TRIGGER guard_payment_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'history is kept: payment'); END;

CREATE TRIGGER guard_rules_snapshot_update BEFORE UPDATE ON rules_snapshot BEGIN SELECT RAISE(ABORT, 'history is kept: rules_snapshot'); END;

CREATE TRIGGER guard_rules_snapshot_delete BEFORE DELETE ON rules_snapshot BEGIN SELECT RAISE(ABORT, 'history is kept: rules_snapshot'); END;

CREATE TRIGGER guard_audit_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'history is kept: audit'); END;

CREATE TRIGGER guard_audit_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'history is kept: audit'); END;

CREATE TRIGGER guard_idempotency_update BEFORE UPDATE ON idempotency BEGIN SELECT RAISE(ABORT, 'history is kept: idempotency'); END;

CREATE TRIGGER guard_idempotency_delete BEFORE DELETE ON idempotency BEGIN SELECT RAISE(ABORT, 'history is kept: idempotency'); END;

CREATE TRIGGER guard_facts_seen_update BEFORE UPDATE ON facts_seen BEGIN SELECT RAISE(ABORT, 'history is kept: facts_seen'); END;
