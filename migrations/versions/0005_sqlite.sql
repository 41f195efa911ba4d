CREATE TABLE charge (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    charge_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    firm_id INTEGER,
    effective_from TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    version TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    article TEXT NOT NULL,
    corrects_id INTEGER,
    CONSTRAINT pk_charge PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_charge_amount CHECK (amount_cents <> 0),
    CONSTRAINT ck_charge_period CHECK (ends_on >= effective_from),
    CONSTRAINT fk_charge_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_charge_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_charge_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT uq_charge_charge_id UNIQUE (charge_id),
    CONSTRAINT fk_charge_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_charge_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id),
    CONSTRAINT fk_charge_corrects_id FOREIGN KEY(corrects_id) REFERENCES charge (charge_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_charge_person_id ON charge (person_id);

CREATE TABLE due (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    due_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    surcharge_cents INTEGER NOT NULL,
    firm_id INTEGER,
    statement_id INTEGER,
    regime TEXT NOT NULL,
    reference TEXT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_due PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_due_amount CHECK (amount_cents <> 0),
    CONSTRAINT ck_due_surcharge CHECK (surcharge_cents >= 0),
    CONSTRAINT ck_due_sequence CHECK (sequence > 0),
    CONSTRAINT fk_due_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_due_due_on_day CHECK (length(due_on) = 10),
    CONSTRAINT uq_due_due_id UNIQUE (due_id),
    CONSTRAINT fk_due_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_due_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_due_firm_id ON due (firm_id);

CREATE INDEX ix_due_person_id ON due (person_id);

CREATE INDEX ix_due_reference ON due (reference);

CREATE INDEX ix_due_statement_id ON due (statement_id);

CREATE TABLE receipt (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    receipt_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    received_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    payer_person_id INTEGER,
    payer_firm_id INTEGER,
    reference TEXT NOT NULL,
    bank_line_id INTEGER,
    returned_of INTEGER,
    CONSTRAINT pk_receipt PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_receipt_amount CHECK (amount_cents > 0),
    CONSTRAINT ck_receipt_payer CHECK (payer_person_id IS NULL OR payer_firm_id IS NULL),
    CONSTRAINT fk_receipt_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_receipt_received_on_day CHECK (length(received_on) = 10),
    CONSTRAINT uq_receipt_receipt_id UNIQUE (receipt_id),
    CONSTRAINT fk_receipt_payer_person_id FOREIGN KEY(payer_person_id) REFERENCES person (id),
    CONSTRAINT fk_receipt_payer_firm_id FOREIGN KEY(payer_firm_id) REFERENCES firm (id),
    CONSTRAINT fk_receipt_returned_of FOREIGN KEY(returned_of) REFERENCES receipt (receipt_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_receipt_bank_line_id ON receipt (bank_line_id);

CREATE INDEX ix_receipt_payer_firm_id ON receipt (payer_firm_id);

CREATE INDEX ix_receipt_payer_person_id ON receipt (payer_person_id);

CREATE INDEX ix_receipt_reference ON receipt (reference);

CREATE INDEX ix_receipt_returned_of ON receipt (returned_of);

CREATE TABLE allocation (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    receipt_id INTEGER NOT NULL,
    due_id INTEGER,
    amount_cents INTEGER NOT NULL,
    CONSTRAINT pk_allocation PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_allocation_amount CHECK (amount_cents <> 0),
    CONSTRAINT fk_allocation_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_allocation_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id),
    CONSTRAINT fk_allocation_due_id FOREIGN KEY(due_id) REFERENCES due (due_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_allocation_due_id ON allocation (due_id);

CREATE INDEX ix_allocation_receipt_id ON allocation (receipt_id);

CREATE TABLE notice_sent (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    issued_on TEXT NOT NULL,
    reference TEXT NOT NULL,
    open_cents INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    CONSTRAINT pk_notice_sent PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_notice_sent_sequence CHECK (sequence > 0),
    CONSTRAINT ck_notice_sent_sha256 CHECK (length(sha256) IN (0, 64)),
    CONSTRAINT fk_notice_sent_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_notice_sent_issued_on_day CHECK (length(issued_on) = 10)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE payment_choice (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    instalments TEXT NOT NULL,
    channel TEXT NOT NULL,
    chosen_on TEXT NOT NULL,
    void INTEGER NOT NULL,
    CONSTRAINT pk_payment_choice PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_payment_choice_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_choice_chosen_on_day CHECK (length(chosen_on) = 10),
    CONSTRAINT ck_payment_choice_void_flag CHECK (void IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TRIGGER guard_charge_update BEFORE UPDATE ON charge BEGIN SELECT RAISE(ABORT, 'history is kept: charge'); END;

CREATE TRIGGER guard_charge_delete BEFORE DELETE ON charge BEGIN SELECT RAISE(ABORT, 'history is kept: charge'); END;

CREATE TRIGGER guard_due_update BEFORE UPDATE ON due BEGIN SELECT RAISE(ABORT, 'history is kept: due'); END;

CREATE TRIGGER guard_due_delete BEFORE DELETE ON due BEGIN SELECT RAISE(ABORT, 'history is kept: due'); END;

CREATE TRIGGER guard_receipt_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'history is kept: receipt'); END;

CREATE TRIGGER guard_receipt_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'history is kept: receipt'); END;

CREATE TRIGGER guard_allocation_update BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'history is kept: allocation'); END;

CREATE TRIGGER guard_allocation_delete BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'history is kept: allocation'); END;

CREATE TRIGGER guard_notice_sent_update BEFORE UPDATE ON notice_sent BEGIN SELECT RAISE(ABORT, 'history is kept: notice_sent'); END;

CREATE TRIGGER guard_notice_sent_delete BEFORE DELETE ON notice_sent BEGIN SELECT RAISE(ABORT, 'history is kept: notice_sent'); END;

CREATE TRIGGER guard_payment_choice_update BEFORE UPDATE ON payment_choice BEGIN SELECT RAISE(ABORT, 'history is kept: payment_choice'); END;

CREATE TRIGGER guard_payment_choice_delete BEFORE DELETE ON payment_choice BEGIN SELECT RAISE(ABORT, 'history is kept: payment_choice'); END;
