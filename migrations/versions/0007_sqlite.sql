CREATE TABLE firm_role (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_firm_role PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_firm_role_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_firm_role_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_firm_role_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_firm_role_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_firm_role_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_firm_role_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_firm_role_firm_id ON firm_role (firm_id);

CREATE TABLE delegation (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    intermediary_id INTEGER NOT NULL,
    scope TEXT NOT NULL,
    paper_sha256 TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_delegation PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_delegation_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_delegation_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_delegation_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_delegation_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_delegation_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_delegation_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id),
    CONSTRAINT fk_delegation_intermediary_id FOREIGN KEY(intermediary_id) REFERENCES firm (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_delegation_firm_id ON delegation (firm_id);

CREATE INDEX ix_delegation_intermediary_id ON delegation (intermediary_id);

CREATE TABLE adhesion_event (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    due_on TEXT,
    source TEXT NOT NULL,
    themes TEXT NOT NULL,
    text_version TEXT NOT NULL,
    listed INTEGER NOT NULL,
    paper_sha256 TEXT NOT NULL,
    body TEXT NOT NULL,
    resolution TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_adhesion_event PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_adhesion_event_firm_id_sequence UNIQUE (firm_id, sequence),
    CONSTRAINT ck_adhesion_event_sequence CHECK (sequence > 0),
    CONSTRAINT ck_adhesion_event_order CHECK (effective_on >= happened_on),
    CONSTRAINT fk_adhesion_event_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_adhesion_event_happened_on_day CHECK (length(happened_on) = 10),
    CONSTRAINT ck_adhesion_event_effective_on_day CHECK (length(effective_on) = 10),
    CONSTRAINT ck_adhesion_event_due_on_day CHECK (length(due_on) = 10),
    CONSTRAINT ck_adhesion_event_listed_flag CHECK (listed IN (0, 1)),
    CONSTRAINT fk_adhesion_event_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE firm_plan (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    category TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    legal_basis_on TEXT,
    legal_basis_sha256 TEXT NOT NULL,
    firm_share INTEGER NOT NULL,
    fund_share INTEGER NOT NULL,
    family_rule TEXT NOT NULL,
    entry_rule TEXT NOT NULL,
    exit_rule TEXT NOT NULL,
    cadence TEXT NOT NULL,
    suspends_unpaid_leave INTEGER NOT NULL,
    due_days INTEGER NOT NULL,
    grace_days INTEGER NOT NULL,
    restore_days INTEGER NOT NULL,
    offer_days INTEGER NOT NULL,
    seniority_days INTEGER NOT NULL,
    CONSTRAINT pk_firm_plan PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_firm_plan_plan_id_sequence UNIQUE (plan_id, sequence),
    CONSTRAINT ck_firm_plan_sequence CHECK (sequence > 0),
    CONSTRAINT ck_firm_plan_firm_share CHECK (firm_share BETWEEN 0 AND 10000),
    CONSTRAINT ck_firm_plan_fund_share CHECK (fund_share BETWEEN 0 AND 10000),
    CONSTRAINT ck_firm_plan_days CHECK (due_days >= 0 AND grace_days >= 0 AND restore_days >= 0 AND offer_days >= 0 AND seniority_days >= 0),
    CONSTRAINT fk_firm_plan_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_firm_plan_valid_from_day CHECK (length(valid_from) = 10),
    CONSTRAINT ck_firm_plan_legal_basis_on_day CHECK (length(legal_basis_on) = 10),
    CONSTRAINT ck_firm_plan_suspends_unpaid_leave_flag CHECK (suspends_unpaid_leave IN (0, 1)),
    CONSTRAINT fk_firm_plan_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_firm_plan_firm_id ON firm_plan (firm_id);

CREATE TABLE firm_plan_rate (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    assistance TEXT NOT NULL,
    monthly_cents INTEGER NOT NULL,
    CONSTRAINT pk_firm_plan_rate PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_firm_plan_rate_monthly CHECK (monthly_cents >= 0),
    CONSTRAINT fk_firm_plan_rate_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE firm_plan_event (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_firm_plan_event PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_firm_plan_event_plan_id_sequence UNIQUE (plan_id, sequence),
    CONSTRAINT ck_firm_plan_event_sequence CHECK (sequence > 0),
    CONSTRAINT fk_firm_plan_event_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_firm_plan_event_happened_on_day CHECK (length(happened_on) = 10),
    CONSTRAINT ck_firm_plan_event_effective_on_day CHECK (length(effective_on) = 10)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE staff_list (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    list_id INTEGER NOT NULL,
    firm_id INTEGER,
    intermediary_id INTEGER,
    mode TEXT NOT NULL,
    listed_on TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    new_count INTEGER NOT NULL,
    ended_count INTEGER NOT NULL,
    changed_count INTEGER NOT NULL,
    undoes_id INTEGER,
    CONSTRAINT pk_staff_list PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_staff_list_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_staff_list_listed_on_day CHECK (length(listed_on) = 10),
    CONSTRAINT uq_staff_list_list_id UNIQUE (list_id),
    CONSTRAINT fk_staff_list_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id),
    CONSTRAINT fk_staff_list_intermediary_id FOREIGN KEY(intermediary_id) REFERENCES firm (id),
    CONSTRAINT uq_staff_list_undoes_id UNIQUE (undoes_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_staff_list_firm_id ON staff_list (firm_id);

CREATE TABLE enrolment (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    enrolment_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    category TEXT NOT NULL,
    hired_on TEXT NOT NULL,
    left_on TEXT,
    reason TEXT NOT NULL,
    list_id INTEGER,
    void INTEGER NOT NULL,
    CONSTRAINT pk_enrolment PRIMARY KEY (chain_id, position, number),
    CONSTRAINT uq_enrolment_enrolment_id_sequence UNIQUE (enrolment_id, sequence),
    CONSTRAINT ck_enrolment_period CHECK (left_on IS NULL OR left_on >= hired_on),
    CONSTRAINT ck_enrolment_sequence CHECK (sequence > 0),
    CONSTRAINT fk_enrolment_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_enrolment_hired_on_day CHECK (length(hired_on) = 10),
    CONSTRAINT ck_enrolment_left_on_day CHECK (length(left_on) = 10),
    CONSTRAINT ck_enrolment_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_enrolment_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_enrolment_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_enrolment_firm_id ON enrolment (firm_id);

CREATE INDEX ix_enrolment_list_id ON enrolment (list_id);

CREATE INDEX ix_enrolment_person_id ON enrolment (person_id);

CREATE TABLE absence (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    enrolment_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_absence PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_absence_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_absence_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_absence_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_absence_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_absence_void_flag CHECK (void IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_absence_enrolment_id ON absence (enrolment_id);

CREATE TABLE continuation (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    enrolment_id INTEGER NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    until TEXT NOT NULL,
    CONSTRAINT pk_continuation PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_continuation_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_continuation_happened_on_day CHECK (length(happened_on) = 10),
    CONSTRAINT ck_continuation_until_day CHECK (length(until) = 10)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_continuation_enrolment_id ON continuation (enrolment_id);

CREATE TABLE statement (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    reference TEXT NOT NULL,
    contribution_cents INTEGER NOT NULL,
    fund_cents INTEGER NOT NULL,
    CONSTRAINT pk_statement PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_statement_plan_id_first_day UNIQUE (plan_id, first_day),
    CONSTRAINT ck_statement_period CHECK (last_day >= first_day),
    CONSTRAINT fk_statement_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_statement_first_day_day CHECK (length(first_day) = 10),
    CONSTRAINT ck_statement_last_day_day CHECK (length(last_day) = 10),
    CONSTRAINT ck_statement_issued_on_day CHECK (length(issued_on) = 10),
    CONSTRAINT ck_statement_due_on_day CHECK (length(due_on) = 10),
    CONSTRAINT uq_statement_statement_id UNIQUE (statement_id),
    CONSTRAINT fk_statement_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id),
    CONSTRAINT uq_statement_reference UNIQUE (reference)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_statement_firm_id ON statement (firm_id);

CREATE TABLE statement_line (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    enrolment_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    assistance TEXT NOT NULL,
    month TEXT NOT NULL,
    adjustment INTEGER NOT NULL,
    contribution_cents INTEGER NOT NULL,
    firm_cents INTEGER NOT NULL,
    worker_cents INTEGER NOT NULL,
    fund_cents INTEGER NOT NULL,
    CONSTRAINT pk_statement_line PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_statement_line_shares CHECK (firm_cents + worker_cents = contribution_cents),
    CONSTRAINT fk_statement_line_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_statement_line_month_day CHECK (length(month) = 10),
    CONSTRAINT ck_statement_line_adjustment_flag CHECK (adjustment IN (0, 1)),
    CONSTRAINT fk_statement_line_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_statement_line_person_id ON statement_line (person_id);

CREATE INDEX ix_statement_line_statement_id ON statement_line (statement_id);

CREATE TABLE statement_payment (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    paid_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_statement_payment PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_statement_payment_amount CHECK (amount_cents <> 0),
    CONSTRAINT fk_statement_payment_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_statement_payment_paid_on_day CHECK (length(paid_on) = 10)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_statement_payment_statement_id ON statement_payment (statement_id);

CREATE TABLE firm_card (
    firm_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    CONSTRAINT pk_firm_card PRIMARY KEY (firm_id)
)
 STRICT;

CREATE TABLE firm_contact (
    firm_id INTEGER NOT NULL,
    tax_code TEXT,
    kind TEXT NOT NULL,
    size_class TEXT NOT NULL,
    municipality TEXT NOT NULL,
    contact TEXT NOT NULL,
    email TEXT NOT NULL,
    pec TEXT NOT NULL,
    phone TEXT NOT NULL,
    iban TEXT NOT NULL,
    sdi_code TEXT NOT NULL,
    CONSTRAINT pk_firm_contact PRIMARY KEY (firm_id),
    CONSTRAINT fk_firm_contact_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id),
    CONSTRAINT uq_firm_contact_tax_code UNIQUE (tax_code)
)
 STRICT;

CREATE TABLE firm_delegate (
    firm_id INTEGER NOT NULL,
    intermediary_id INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    scope TEXT NOT NULL,
    ends_on TEXT,
    CONSTRAINT pk_firm_delegate PRIMARY KEY (firm_id, intermediary_id, effective_from),
    CONSTRAINT ck_firm_delegate_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_firm_delegate_ends_on_day CHECK (length(ends_on) = 10)
)
 STRICT;

CREATE TABLE firm_roster (
    enrolment_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    fiscal_code TEXT NOT NULL,
    payroll_number TEXT NOT NULL,
    category TEXT NOT NULL,
    hired_on TEXT NOT NULL,
    left_on TEXT,
    reason TEXT NOT NULL,
    cover_from TEXT,
    cover_until TEXT,
    covered INTEGER NOT NULL,
    offer_until TEXT,
    CONSTRAINT pk_firm_roster PRIMARY KEY (enrolment_id),
    CONSTRAINT ck_firm_roster_hired_on_day CHECK (length(hired_on) = 10),
    CONSTRAINT ck_firm_roster_left_on_day CHECK (length(left_on) = 10),
    CONSTRAINT ck_firm_roster_cover_from_day CHECK (length(cover_from) = 10),
    CONSTRAINT ck_firm_roster_cover_until_day CHECK (length(cover_until) = 10),
    CONSTRAINT ck_firm_roster_covered_flag CHECK (covered IN (0, 1)),
    CONSTRAINT ck_firm_roster_offer_until_day CHECK (length(offer_until) = 10)
)
 STRICT;

CREATE INDEX ix_firm_roster_firm_id ON firm_roster (firm_id);

CREATE TABLE firm_statement (
    statement_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    reference TEXT NOT NULL,
    contribution_cents INTEGER NOT NULL,
    fund_cents INTEGER NOT NULL,
    paid_on TEXT,
    CONSTRAINT pk_firm_statement PRIMARY KEY (statement_id),
    CONSTRAINT ck_firm_statement_first_day_day CHECK (length(first_day) = 10),
    CONSTRAINT ck_firm_statement_last_day_day CHECK (length(last_day) = 10),
    CONSTRAINT ck_firm_statement_issued_on_day CHECK (length(issued_on) = 10),
    CONSTRAINT ck_firm_statement_due_on_day CHECK (length(due_on) = 10),
    CONSTRAINT ck_firm_statement_paid_on_day CHECK (length(paid_on) = 10)
)
 STRICT;

CREATE INDEX ix_firm_statement_firm_id ON firm_statement (firm_id);

CREATE TABLE firm_statement_row (
    statement_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    enrolment_id INTEGER NOT NULL,
    assistance TEXT NOT NULL,
    month TEXT NOT NULL,
    adjustment INTEGER NOT NULL,
    contribution_cents INTEGER NOT NULL,
    firm_cents INTEGER NOT NULL,
    worker_cents INTEGER NOT NULL,
    fund_cents INTEGER NOT NULL,
    CONSTRAINT pk_firm_statement_row PRIMARY KEY (statement_id, number),
    CONSTRAINT ck_firm_statement_row_month_day CHECK (length(month) = 10),
    CONSTRAINT ck_firm_statement_row_adjustment_flag CHECK (adjustment IN (0, 1))
)
 STRICT;

CREATE TABLE staff_mapping (
    firm_id INTEGER NOT NULL,
    signature TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_staff_mapping PRIMARY KEY (firm_id, signature),
    CONSTRAINT fk_staff_mapping_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 STRICT;

CREATE TABLE supplied_identity (
    enrolment_id INTEGER NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    fiscal_code TEXT NOT NULL,
    payroll_number TEXT NOT NULL,
    CONSTRAINT pk_supplied_identity PRIMARY KEY (enrolment_id)
)
 STRICT;

CREATE TABLE supplied_identity_before (
    list_id INTEGER NOT NULL,
    enrolment_id INTEGER NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    fiscal_code TEXT NOT NULL,
    payroll_number TEXT NOT NULL,
    CONSTRAINT pk_supplied_identity_before PRIMARY KEY (list_id, enrolment_id)
)
 STRICT;

CREATE TRIGGER guard_firm_role_update BEFORE UPDATE ON firm_role BEGIN SELECT RAISE(ABORT, 'history is kept: firm_role'); END;

CREATE TRIGGER guard_firm_role_delete BEFORE DELETE ON firm_role BEGIN SELECT RAISE(ABORT, 'history is kept: firm_role'); END;

CREATE TRIGGER guard_delegation_update BEFORE UPDATE ON delegation BEGIN SELECT RAISE(ABORT, 'history is kept: delegation'); END;

CREATE TRIGGER guard_delegation_delete BEFORE DELETE ON delegation BEGIN SELECT RAISE(ABORT, 'history is kept: delegation'); END;

CREATE TRIGGER guard_adhesion_event_update BEFORE UPDATE ON adhesion_event BEGIN SELECT RAISE(ABORT, 'history is kept: adhesion_event'); END;

CREATE TRIGGER guard_adhesion_event_delete BEFORE DELETE ON adhesion_event BEGIN SELECT RAISE(ABORT, 'history is kept: adhesion_event'); END;

CREATE TRIGGER guard_firm_plan_update BEFORE UPDATE ON firm_plan BEGIN SELECT RAISE(ABORT, 'history is kept: firm_plan'); END;

CREATE TRIGGER guard_firm_plan_delete BEFORE DELETE ON firm_plan BEGIN SELECT RAISE(ABORT, 'history is kept: firm_plan'); END;

CREATE TRIGGER guard_firm_plan_rate_update BEFORE UPDATE ON firm_plan_rate BEGIN SELECT RAISE(ABORT, 'history is kept: firm_plan_rate'); END;

CREATE TRIGGER guard_firm_plan_rate_delete BEFORE DELETE ON firm_plan_rate BEGIN SELECT RAISE(ABORT, 'history is kept: firm_plan_rate'); END;

CREATE TRIGGER guard_firm_plan_event_update BEFORE UPDATE ON firm_plan_event BEGIN SELECT RAISE(ABORT, 'history is kept: firm_plan_event'); END;

CREATE TRIGGER guard_firm_plan_event_delete BEFORE DELETE ON firm_plan_event BEGIN SELECT RAISE(ABORT, 'history is kept: firm_plan_event'); END;

CREATE TRIGGER guard_staff_list_update BEFORE UPDATE ON staff_list BEGIN SELECT RAISE(ABORT, 'history is kept: staff_list'); END;

CREATE TRIGGER guard_staff_list_delete BEFORE DELETE ON staff_list BEGIN SELECT RAISE(ABORT, 'history is kept: staff_list'); END;

CREATE TRIGGER guard_enrolment_update BEFORE UPDATE ON enrolment BEGIN SELECT RAISE(ABORT, 'history is kept: enrolment'); END;

CREATE TRIGGER guard_enrolment_delete BEFORE DELETE ON enrolment BEGIN SELECT RAISE(ABORT, 'history is kept: enrolment'); END;

CREATE TRIGGER guard_absence_update BEFORE UPDATE ON absence BEGIN SELECT RAISE(ABORT, 'history is kept: absence'); END;

CREATE TRIGGER guard_absence_delete BEFORE DELETE ON absence BEGIN SELECT RAISE(ABORT, 'history is kept: absence'); END;

CREATE TRIGGER guard_continuation_update BEFORE UPDATE ON continuation BEGIN SELECT RAISE(ABORT, 'history is kept: continuation'); END;

CREATE TRIGGER guard_continuation_delete BEFORE DELETE ON continuation BEGIN SELECT RAISE(ABORT, 'history is kept: continuation'); END;

CREATE TRIGGER guard_statement_update BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'history is kept: statement'); END;

CREATE TRIGGER guard_statement_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'history is kept: statement'); END;

CREATE TRIGGER guard_statement_line_update BEFORE UPDATE ON statement_line BEGIN SELECT RAISE(ABORT, 'history is kept: statement_line'); END;

CREATE TRIGGER guard_statement_line_delete BEFORE DELETE ON statement_line BEGIN SELECT RAISE(ABORT, 'history is kept: statement_line'); END;

CREATE TRIGGER guard_statement_payment_update BEFORE UPDATE ON statement_payment BEGIN SELECT RAISE(ABORT, 'history is kept: statement_payment'); END;

CREATE TRIGGER guard_statement_payment_delete BEFORE DELETE ON statement_payment BEGIN SELECT RAISE(ABORT, 'history is kept: statement_payment'); END;
