CREATE TABLE bank_header (
    signature TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_bank_header PRIMARY KEY (signature)
)
 STRICT;

CREATE TABLE bank_statement (
    id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    form TEXT NOT NULL,
    account TEXT NOT NULL,
    number TEXT NOT NULL,
    from_on TEXT,
    to_on TEXT,
    opening_cents INTEGER,
    closing_cents INTEGER,
    imported_at TEXT NOT NULL,
    CONSTRAINT pk_bank_statement PRIMARY KEY (id),
    CONSTRAINT uq_bank_statement_sha256_ordinal UNIQUE (sha256, ordinal),
    CONSTRAINT ck_bank_statement_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT ck_bank_statement_from_on_day CHECK (length(from_on) = 10),
    CONSTRAINT ck_bank_statement_to_on_day CHECK (length(to_on) = 10),
    CONSTRAINT ck_bank_statement_imported_at_instant CHECK (length(imported_at) = 27)
)
 STRICT;

CREATE INDEX ix_bank_statement_account ON bank_statement (account);

CREATE TABLE bank_line (
    id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    line_key TEXT NOT NULL,
    booked_on TEXT NOT NULL,
    value_on TEXT,
    amount_cents INTEGER NOT NULL,
    text TEXT NOT NULL,
    other_name TEXT NOT NULL,
    other_iban TEXT NOT NULL,
    bank_reference TEXT NOT NULL,
    end_to_end TEXT NOT NULL,
    mandate TEXT NOT NULL,
    returned INTEGER NOT NULL,
    return_reason TEXT NOT NULL,
    state TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_bank_line PRIMARY KEY (id),
    CONSTRAINT ck_bank_line_amount CHECK (amount_cents <> 0),
    CONSTRAINT ck_bank_line_line_key CHECK (length(line_key) = 64),
    CONSTRAINT ck_bank_line_state CHECK (state IN ('open', 'confirmed', 'set_aside', 'not_ours')),
    CONSTRAINT ck_bank_line_booked_on_day CHECK (length(booked_on) = 10),
    CONSTRAINT ck_bank_line_value_on_day CHECK (length(value_on) = 10),
    CONSTRAINT ck_bank_line_returned_flag CHECK (returned IN (0, 1)),
    CONSTRAINT fk_bank_line_statement_id FOREIGN KEY(statement_id) REFERENCES bank_statement (id),
    CONSTRAINT uq_bank_line_line_key UNIQUE (line_key)
)
 STRICT;

CREATE INDEX ix_bank_line_booked_on ON bank_line (booked_on);

CREATE INDEX ix_bank_line_state ON bank_line (state);

CREATE INDEX ix_bank_line_statement_id ON bank_line (statement_id);

CREATE TABLE debit_collection (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    collection_id INTEGER NOT NULL,
    form TEXT NOT NULL,
    scheme TEXT NOT NULL,
    collect_on TEXT NOT NULL,
    notified_on TEXT NOT NULL,
    debit_count INTEGER NOT NULL,
    total_cents INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL,
    CONSTRAINT pk_debit_collection PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_debit_collection_debit_count CHECK (debit_count > 0),
    CONSTRAINT ck_debit_collection_total CHECK (total_cents > 0),
    CONSTRAINT ck_debit_collection_file_sha256 CHECK (length(file_sha256) = 64),
    CONSTRAINT fk_debit_collection_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_debit_collection_collect_on_day CHECK (length(collect_on) = 10),
    CONSTRAINT ck_debit_collection_notified_on_day CHECK (length(notified_on) = 10),
    CONSTRAINT uq_debit_collection_collection_id UNIQUE (collection_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE mandate (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    mandate_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    reference TEXT NOT NULL,
    scheme TEXT NOT NULL,
    kind TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    CONSTRAINT pk_mandate PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_mandate_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_mandate_signed_on_day CHECK (length(signed_on) = 10),
    CONSTRAINT uq_mandate_mandate_id UNIQUE (mandate_id),
    CONSTRAINT fk_mandate_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT uq_mandate_reference UNIQUE (reference)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_mandate_person_id ON mandate (person_id);

CREATE TABLE debit (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    debit_id INTEGER NOT NULL,
    collection_id INTEGER NOT NULL,
    mandate_id INTEGER NOT NULL,
    end_to_end TEXT NOT NULL,
    turn TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    CONSTRAINT pk_debit PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_debit_amount CHECK (amount_cents > 0),
    CONSTRAINT fk_debit_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_debit_debit_id UNIQUE (debit_id),
    CONSTRAINT fk_debit_collection_id FOREIGN KEY(collection_id) REFERENCES debit_collection (collection_id),
    CONSTRAINT fk_debit_mandate_id FOREIGN KEY(mandate_id) REFERENCES mandate (mandate_id),
    CONSTRAINT uq_debit_end_to_end UNIQUE (end_to_end)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_debit_collection_id ON debit (collection_id);

CREATE INDEX ix_debit_mandate_id ON debit (mandate_id);

CREATE TABLE mandate_account (
    mandate_id INTEGER NOT NULL,
    holder TEXT NOT NULL,
    iban TEXT NOT NULL,
    CONSTRAINT pk_mandate_account PRIMARY KEY (mandate_id),
    CONSTRAINT fk_mandate_account_mandate_id FOREIGN KEY(mandate_id) REFERENCES mandate (mandate_id)
)
 STRICT;

CREATE TABLE mandate_end (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    mandate_id INTEGER NOT NULL,
    ended_on TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_mandate_end PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_mandate_end_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_mandate_end_ended_on_day CHECK (length(ended_on) = 10),
    CONSTRAINT uq_mandate_end_mandate_id UNIQUE (mandate_id),
    CONSTRAINT fk_mandate_end_mandate_id FOREIGN KEY(mandate_id) REFERENCES mandate (mandate_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE debit_event (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    debit_id INTEGER NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    receipt_id INTEGER,
    void INTEGER NOT NULL,
    CONSTRAINT pk_debit_event PRIMARY KEY (chain_id, position, number),
    CONSTRAINT fk_debit_event_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_debit_event_happened_on_day CHECK (length(happened_on) = 10),
    CONSTRAINT ck_debit_event_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_debit_event_debit_id FOREIGN KEY(debit_id) REFERENCES debit (debit_id),
    CONSTRAINT fk_debit_event_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_debit_event_debit_id ON debit_event (debit_id);

CREATE INDEX ix_debit_event_receipt_id ON debit_event (receipt_id);

CREATE TABLE debit_part (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    debit_id INTEGER NOT NULL,
    due_id INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    CONSTRAINT pk_debit_part PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_debit_part_amount CHECK (amount_cents <> 0),
    CONSTRAINT fk_debit_part_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_debit_part_debit_id FOREIGN KEY(debit_id) REFERENCES debit (debit_id),
    CONSTRAINT fk_debit_part_due_id FOREIGN KEY(due_id) REFERENCES due (due_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_debit_part_debit_id ON debit_part (debit_id);

CREATE INDEX ix_debit_part_due_id ON debit_part (due_id);

CREATE TRIGGER guard_mandate_update BEFORE UPDATE ON mandate BEGIN SELECT RAISE(ABORT, 'history is kept: mandate'); END;

CREATE TRIGGER guard_mandate_delete BEFORE DELETE ON mandate BEGIN SELECT RAISE(ABORT, 'history is kept: mandate'); END;

CREATE TRIGGER guard_mandate_end_update BEFORE UPDATE ON mandate_end BEGIN SELECT RAISE(ABORT, 'history is kept: mandate_end'); END;

CREATE TRIGGER guard_mandate_end_delete BEFORE DELETE ON mandate_end BEGIN SELECT RAISE(ABORT, 'history is kept: mandate_end'); END;

CREATE TRIGGER guard_debit_collection_update BEFORE UPDATE ON debit_collection BEGIN SELECT RAISE(ABORT, 'history is kept: debit_collection'); END;

CREATE TRIGGER guard_debit_collection_delete BEFORE DELETE ON debit_collection BEGIN SELECT RAISE(ABORT, 'history is kept: debit_collection'); END;

CREATE TRIGGER guard_debit_update BEFORE UPDATE ON debit BEGIN SELECT RAISE(ABORT, 'history is kept: debit'); END;

CREATE TRIGGER guard_debit_delete BEFORE DELETE ON debit BEGIN SELECT RAISE(ABORT, 'history is kept: debit'); END;

CREATE TRIGGER guard_debit_part_update BEFORE UPDATE ON debit_part BEGIN SELECT RAISE(ABORT, 'history is kept: debit_part'); END;

CREATE TRIGGER guard_debit_part_delete BEFORE DELETE ON debit_part BEGIN SELECT RAISE(ABORT, 'history is kept: debit_part'); END;

CREATE TRIGGER guard_debit_event_update BEFORE UPDATE ON debit_event BEGIN SELECT RAISE(ABORT, 'history is kept: debit_event'); END;

CREATE TRIGGER guard_debit_event_delete BEFORE DELETE ON debit_event BEGIN SELECT RAISE(ABORT, 'history is kept: debit_event'); END;
