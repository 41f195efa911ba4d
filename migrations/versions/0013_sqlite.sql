CREATE TABLE account_firm (
    account_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    intermediary INTEGER NOT NULL,
    CONSTRAINT pk_account_firm PRIMARY KEY (account_id),
    CONSTRAINT ck_account_firm_intermediary_flag CHECK (intermediary IN (0, 1)),
    CONSTRAINT fk_account_firm_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_account_firm_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 STRICT;

CREATE INDEX ix_account_firm_firm_id ON account_firm (firm_id);

CREATE TABLE entry_link (
    token_hash TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    used_at TEXT,
    CONSTRAINT pk_entry_link PRIMARY KEY (token_hash),
    CONSTRAINT ck_entry_link_token_hash CHECK (length(token_hash) = 64),
    CONSTRAINT ck_entry_link_purpose CHECK (purpose IN ('enter', 'nothing_changed')),
    CONSTRAINT ck_entry_link_made_at_instant CHECK (length(made_at) = 27),
    CONSTRAINT ck_entry_link_ends_at_instant CHECK (length(ends_at) = 27),
    CONSTRAINT ck_entry_link_used_at_instant CHECK (length(used_at) = 27),
    CONSTRAINT fk_entry_link_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE INDEX ix_entry_link_account_id ON entry_link (account_id);

CREATE TABLE person_mail (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    actor_id INTEGER NOT NULL,
    CONSTRAINT pk_person_mail PRIMARY KEY (id),
    CONSTRAINT ck_person_mail_since_instant CHECK (length(since) = 27),
    CONSTRAINT ck_person_mail_until_instant CHECK (length(until) = 27),
    CONSTRAINT fk_person_mail_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_person_mail_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id)
)
 STRICT;

CREATE INDEX ix_person_mail_person_id ON person_mail (person_id);

CREATE TABLE mail_waiting (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    address_id INTEGER NOT NULL,
    account_id INTEGER,
    made_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    sent_at TEXT,
    failed TEXT NOT NULL,
    CONSTRAINT pk_mail_waiting PRIMARY KEY (id),
    CONSTRAINT ck_mail_waiting_kind CHECK (kind IN ('news', 'entry', 'account', 'address', 'login')),
    CONSTRAINT ck_mail_waiting_public_id CHECK (length(public_id) = 26),
    CONSTRAINT ck_mail_waiting_tries CHECK (tries >= 0),
    CONSTRAINT ck_mail_waiting_made_at_instant CHECK (length(made_at) = 27),
    CONSTRAINT ck_mail_waiting_next_at_instant CHECK (length(next_at) = 27),
    CONSTRAINT ck_mail_waiting_sent_at_instant CHECK (length(sent_at) = 27),
    CONSTRAINT uq_mail_waiting_public_id UNIQUE (public_id),
    CONSTRAINT fk_mail_waiting_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_mail_waiting_address_id FOREIGN KEY(address_id) REFERENCES person_mail (id),
    CONSTRAINT fk_mail_waiting_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE INDEX ix_mail_waiting_address_id ON mail_waiting (address_id);

CREATE INDEX ix_mail_waiting_person_id ON mail_waiting (person_id);

CREATE TABLE proxy (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    proxy_id INTEGER NOT NULL,
    grantor_id INTEGER NOT NULL,
    delegate_id INTEGER NOT NULL,
    how TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_proxy PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_proxy_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT ck_proxy_two CHECK (grantor_id <> delegate_id),
    CONSTRAINT fk_proxy_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_proxy_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_proxy_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_proxy_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_proxy_grantor_id FOREIGN KEY(grantor_id) REFERENCES person (id),
    CONSTRAINT fk_proxy_delegate_id FOREIGN KEY(delegate_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_proxy_delegate_id ON proxy (delegate_id);

CREATE INDEX ix_proxy_grantor_id ON proxy (grantor_id);

CREATE INDEX ix_proxy_proxy_id ON proxy (proxy_id);

CREATE TRIGGER guard_proxy_update BEFORE UPDATE ON proxy BEGIN SELECT RAISE(ABORT, 'history is kept: proxy'); END;

CREATE TRIGGER guard_proxy_delete BEFORE DELETE ON proxy BEGIN SELECT RAISE(ABORT, 'history is kept: proxy'); END;

CREATE TABLE firm_mail (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    firm_id INTEGER NOT NULL,
    about INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    sent_at TEXT,
    failed TEXT NOT NULL,
    CONSTRAINT pk_firm_mail PRIMARY KEY (id),
    CONSTRAINT ck_firm_mail_kind CHECK (kind IN ('month', 'statement', 'list', 'login')),
    CONSTRAINT ck_firm_mail_public_id CHECK (length(public_id) = 26),
    CONSTRAINT ck_firm_mail_tries CHECK (tries >= 0),
    CONSTRAINT ck_firm_mail_made_at_instant CHECK (length(made_at) = 27),
    CONSTRAINT ck_firm_mail_next_at_instant CHECK (length(next_at) = 27),
    CONSTRAINT ck_firm_mail_sent_at_instant CHECK (length(sent_at) = 27),
    CONSTRAINT uq_firm_mail_public_id UNIQUE (public_id),
    CONSTRAINT fk_firm_mail_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 STRICT;

CREATE INDEX ix_firm_mail_firm_id ON firm_mail (firm_id);

CREATE TABLE claim_open (
    claim_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    amount INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    CONSTRAINT pk_claim_open PRIMARY KEY (claim_id, what),
    CONSTRAINT ck_claim_open_received_at_instant CHECK (length(received_at) = 27),
    CONSTRAINT fk_claim_open_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 STRICT;

CREATE INDEX ix_claim_open_waits ON claim_open (received_at, claim_id) WHERE what = 'suspended' AND amount != 0;

CREATE INDEX ix_claim_open_money ON claim_open (received_at, claim_id, what, amount) WHERE what != 'suspended' AND amount != 0;

CREATE INDEX ix_identity_phone ON identity (replace(replace(replace(replace(phone, ' ', ''), '/', ''), '-', ''), '.', ''));

CREATE INDEX ix_identity_one_word ON identity (replace(search_name, ' ', ''));

CREATE INDEX ix_identity_iban ON identity (upper(replace(iban, ' ', ''))) WHERE iban != '';

CREATE INDEX ix_entry_recorded_at ON entry (recorded_at, chain_id, position);

INSERT INTO claim_open (claim_id, what, amount, received_at)
SELECT ledger_entry.claim_id, posting.account, sum(posting.amount_cents),
    (SELECT claim.received_at FROM claim WHERE claim.claim_id = ledger_entry.claim_id)
FROM ledger_entry JOIN posting ON posting.chain_id = ledger_entry.chain_id
    AND posting.position = ledger_entry.position AND posting.number = ledger_entry.number
WHERE ledger_entry.claim_id IS NOT NULL AND (substr(posting.account, 1, 8) = 'payable:'
    OR substr(posting.account, 1, 9) = 'deferred:' OR substr(posting.account, 1, 12) = 'recoverable:')
GROUP BY ledger_entry.claim_id, posting.account;

INSERT INTO claim_open (claim_id, what, amount, received_at)
SELECT decision.claim_id, 'suspended', count(*),
    (SELECT claim.received_at FROM claim WHERE claim.claim_id = decision.claim_id)
FROM decision JOIN decision_line ON decision_line.chain_id = decision.chain_id
    AND decision_line.position = decision.position
WHERE decision_line.outcome = 'suspended' AND decision.sequence = (
    SELECT max(later.sequence) FROM decision AS later WHERE later.claim_id = decision.claim_id)
GROUP BY decision.claim_id;

CREATE TABLE adhesion_request (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    received_at TEXT NOT NULL,
    name TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    municipality TEXT NOT NULL,
    signatory TEXT NOT NULL,
    signatory_role TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    themes TEXT NOT NULL,
    note TEXT NOT NULL,
    listed INTEGER NOT NULL,
    text_version TEXT NOT NULL,
    state TEXT NOT NULL,
    told TEXT NOT NULL,
    settled_at TEXT,
    firm_id INTEGER,
    CONSTRAINT pk_adhesion_request PRIMARY KEY (id),
    CONSTRAINT ck_adhesion_request_public_id CHECK (length(public_id) = 26),
    CONSTRAINT ck_adhesion_request_token_hash CHECK (length(token_hash) = 64),
    CONSTRAINT ck_adhesion_request_state CHECK (state IN ('received', 'to_complete', 'taken', 'set_aside')),
    CONSTRAINT ck_adhesion_request_received_at_instant CHECK (length(received_at) = 27),
    CONSTRAINT ck_adhesion_request_listed_flag CHECK (listed IN (0, 1)),
    CONSTRAINT ck_adhesion_request_settled_at_instant CHECK (length(settled_at) = 27),
    CONSTRAINT uq_adhesion_request_public_id UNIQUE (public_id),
    CONSTRAINT uq_adhesion_request_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_adhesion_request_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 STRICT;

CREATE INDEX ix_adhesion_request_firm_id ON adhesion_request (firm_id);

CREATE TABLE adhesion_paper (
    request_id INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    plain_sha256 TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_adhesion_paper PRIMARY KEY (request_id),
    CONSTRAINT ck_adhesion_paper_plain_sha256 CHECK (length(plain_sha256) = 64),
    CONSTRAINT ck_adhesion_paper_sent_at_instant CHECK (length(sent_at) = 27),
    CONSTRAINT fk_adhesion_paper_request_id FOREIGN KEY(request_id) REFERENCES adhesion_request (id)
)
 STRICT;

CREATE TABLE given_password (
    account_id INTEGER NOT NULL,
    given_at TEXT NOT NULL,
    CONSTRAINT pk_given_password PRIMARY KEY (account_id),
    CONSTRAINT ck_given_password_given_at_instant CHECK (length(given_at) = 27),
    CONSTRAINT fk_given_password_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE TABLE payment_debit (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    line_id INTEGER,
    bank_line_id INTEGER NOT NULL,
    booked_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    void INTEGER NOT NULL,
    CONSTRAINT pk_payment_debit PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_payment_debit_amount CHECK (amount_cents > 0),
    CONSTRAINT fk_payment_debit_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_debit_booked_on_day CHECK (length(booked_on) = 10),
    CONSTRAINT ck_payment_debit_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_payment_debit_run_id FOREIGN KEY(run_id) REFERENCES payment_run (run_id),
    CONSTRAINT fk_payment_debit_line_id FOREIGN KEY(line_id) REFERENCES payment_line (line_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_payment_debit_bank_line_id ON payment_debit (bank_line_id);

CREATE INDEX ix_payment_debit_line_id ON payment_debit (line_id);

CREATE INDEX ix_payment_debit_run_id ON payment_debit (run_id);

CREATE TRIGGER guard_payment_debit_update BEFORE UPDATE ON payment_debit BEGIN SELECT RAISE(ABORT, 'history is kept: payment_debit'); END;

CREATE TRIGGER guard_payment_debit_delete BEFORE DELETE ON payment_debit BEGIN SELECT RAISE(ABORT, 'history is kept: payment_debit'); END;

CREATE TABLE birth_notice (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    household_id INTEGER NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    born_on TEXT NOT NULL,
    fiscal_code TEXT NOT NULL,
    received_at TEXT NOT NULL,
    told TEXT NOT NULL,
    settled_at TEXT,
    CONSTRAINT pk_birth_notice PRIMARY KEY (id),
    CONSTRAINT ck_birth_notice_public_id CHECK (length(public_id) = 26),
    CONSTRAINT ck_birth_notice_born_on_day CHECK (length(born_on) = 10),
    CONSTRAINT ck_birth_notice_received_at_instant CHECK (length(received_at) = 27),
    CONSTRAINT ck_birth_notice_settled_at_instant CHECK (length(settled_at) = 27),
    CONSTRAINT uq_birth_notice_public_id UNIQUE (public_id),
    CONSTRAINT fk_birth_notice_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_birth_notice_household_id FOREIGN KEY(household_id) REFERENCES household (id)
)
 STRICT;

CREATE INDEX ix_birth_notice_household_id ON birth_notice (household_id);

CREATE INDEX ix_birth_notice_person_id ON birth_notice (person_id);

CREATE TABLE telling (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    list_id INTEGER,
    told_chain_id INTEGER,
    told_position INTEGER,
    CONSTRAINT pk_telling PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_telling_what CHECK ((list_id IS NULL) = (told_chain_id IS NOT NULL)),
    CONSTRAINT ck_telling_place CHECK ((told_chain_id IS NULL) = (told_position IS NULL)),
    CONSTRAINT fk_telling_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_telling_list_id UNIQUE (list_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_telling_told_chain_id ON telling (told_chain_id);

CREATE TRIGGER guard_telling_update BEFORE UPDATE ON telling BEGIN SELECT RAISE(ABORT, 'history is kept: telling'); END;

CREATE TRIGGER guard_telling_delete BEFORE DELETE ON telling BEGIN SELECT RAISE(ABORT, 'history is kept: telling'); END;

CREATE TABLE claim_taken (
    claim_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    taken_at TEXT NOT NULL,
    CONSTRAINT pk_claim_taken PRIMARY KEY (claim_id),
    CONSTRAINT ck_claim_taken_taken_at_instant CHECK (length(taken_at) = 27),
    CONSTRAINT fk_claim_taken_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT fk_claim_taken_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE INDEX ix_claim_taken_account_id ON claim_taken (account_id);

CREATE TABLE household_year (
    year INTEGER NOT NULL,
    household_id INTEGER NOT NULL,
    owed_cents INTEGER NOT NULL,
    paid_cents INTEGER NOT NULL,
    open_cents INTEGER NOT NULL,
    first_on TEXT,
    last_on TEXT,
    notice_on TEXT,
    CONSTRAINT pk_household_year PRIMARY KEY (year, household_id),
    CONSTRAINT ck_household_year_first_on_day CHECK (length(first_on) = 10),
    CONSTRAINT ck_household_year_last_on_day CHECK (length(last_on) = 10),
    CONSTRAINT ck_household_year_notice_on_day CHECK (length(notice_on) = 10),
    CONSTRAINT fk_household_year_household_id FOREIGN KEY(household_id) REFERENCES household (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_household_year_open ON household_year (year, first_on, last_on, open_cents, owed_cents, paid_cents, notice_on) WHERE open_cents > 0;

CREATE TABLE household_late (
    household_id INTEGER NOT NULL,
    since_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    open_cents INTEGER NOT NULL,
    CONSTRAINT pk_household_late PRIMARY KEY (household_id, since_on),
    CONSTRAINT ck_household_late_since_on_day CHECK (length(since_on) = 10),
    CONSTRAINT ck_household_late_until_on_day CHECK (length(until_on) = 10),
    CONSTRAINT fk_household_late_household_id FOREIGN KEY(household_id) REFERENCES household (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_household_late_open_cents ON household_late (open_cents, since_on, until_on, household_id);

CREATE INDEX ix_contribution_paid_late ON contribution (plan_code, paid_on, due_on) WHERE paid_on > due_on;

CREATE INDEX ix_notice_sent_issued_on ON notice_sent (issued_on);

INSERT INTO household_year (year, household_id, owed_cents, paid_cents, open_cents, first_on, last_on, notice_on)
WITH paid AS (
    SELECT due_id, sum(amount_cents) AS cents FROM allocation WHERE due_id IS NOT NULL GROUP BY due_id
), standing AS (
    SELECT due.chain_id, due.year, due.due_on, due.amount_cents, coalesce(paid.cents, 0) AS paid_cents,
        due.amount_cents > coalesce(paid.cents, 0) AS asks
    FROM due LEFT JOIN paid ON paid.due_id = due.due_id WHERE due.firm_id IS NULL)
SELECT year, chain_id, sum(amount_cents), sum(paid_cents),
    sum(CASE WHEN asks THEN amount_cents - paid_cents ELSE 0 END),
    min(CASE WHEN asks THEN due_on END), max(CASE WHEN asks THEN due_on END),
    (SELECT max(notice_sent.issued_on) FROM notice_sent WHERE notice_sent.chain_id = standing.chain_id
        AND notice_sent.year = standing.year AND notice_sent.kind = 'notice')
FROM standing GROUP BY year, chain_id;

INSERT INTO household_late (household_id, since_on, until_on, open_cents)
WITH paid AS (
    SELECT due_id, sum(amount_cents) AS cents FROM allocation WHERE due_id IS NOT NULL GROUP BY due_id
), newest AS (
    SELECT contribution.*,
        row_number() OVER (PARTITION BY chain_id, plan_code, due_on ORDER BY position DESC, number DESC) AS back
    FROM contribution),
standing AS (
    SELECT due.chain_id, due.plan_code, due.due_on, sum(due.amount_cents - coalesce(paid.cents, 0)) AS cents
    FROM due LEFT JOIN paid ON paid.due_id = due.due_id GROUP BY due.chain_id, due.plan_code, due.due_on),
unpaid AS (
    SELECT newest.chain_id, newest.due_on, sum(coalesce(standing.cents, newest.amount_cents)) AS cents
    FROM newest LEFT JOIN standing ON standing.chain_id = newest.chain_id
        AND standing.plan_code = newest.plan_code AND standing.due_on = newest.due_on
    WHERE newest.back = 1 AND newest.void = 0 AND newest.paid_on IS NULL GROUP BY newest.chain_id, newest.due_on)
SELECT chain_id, due_on, coalesce(lead(due_on) OVER days, '9999-12-31'), sum(cents) OVER days
FROM unpaid WINDOW days AS (PARTITION BY chain_id ORDER BY due_on);

CREATE TABLE claim_place (
    claim_id INTEGER NOT NULL,
    place TEXT NOT NULL,
    phone TEXT NOT NULL,
    CONSTRAINT pk_claim_place PRIMARY KEY (claim_id),
    CONSTRAINT fk_claim_place_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 STRICT;

CREATE TABLE receipt_payer (
    receipt_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    regime TEXT NOT NULL,
    CONSTRAINT pk_receipt_payer PRIMARY KEY (receipt_id),
    CONSTRAINT fk_receipt_payer_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id)
)
 STRICT;
