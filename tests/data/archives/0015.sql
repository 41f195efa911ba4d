BEGIN TRANSACTION;
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
INSERT INTO "absence" VALUES(4446790597868921,2,1,1,'parental','2026-02-01','2026-03-31',0);
CREATE TABLE access_key (
    public_id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
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
)
 STRICT;
CREATE TABLE account (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    actor_id INTEGER NOT NULL,
    login TEXT NOT NULL,
    person_id INTEGER,
    password_hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    secret TEXT NOT NULL,
    last_step INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    disabled_at TEXT,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT ck_account_must_change_flag CHECK (must_change IN (0, 1)),
    CONSTRAINT ck_account_created_at_instant CHECK (length(created_at) = 27),
    CONSTRAINT ck_account_disabled_at_instant CHECK (length(disabled_at) = 27),
    CONSTRAINT uq_account_public_id UNIQUE (public_id),
    CONSTRAINT uq_account_actor_id UNIQUE (actor_id),
    CONSTRAINT fk_account_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id),
    CONSTRAINT uq_account_login UNIQUE (login),
    CONSTRAINT fk_account_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;
INSERT INTO "account" VALUES(1,'wtlguoshi2ne3dg3gbp52lqwbe',2,'uno',NULL,'$argon2id$v=19$m=19456,t=2,p=1$h6iUYFDR+rqyQKpbHzOJsw$DCBAwd0qU1v9T0hqAsM1rIp/R6KAfoc/jGeaJ8VULRY',1,'P5RRNAXPLEKPMVYSRNX2RPCWU6IPNIYA',0,'2026-06-01T08:00:00.000000Z',NULL);
INSERT INTO "account" VALUES(2,'hmjip77vfxpv2ylethe6ewtwau',3,'due',NULL,'$argon2id$v=19$m=19456,t=2,p=1$KYldWbx36R7CtJJCn7wnGw$L6krgX5ZOg7VPaJ0NyxTjogw0lk9w3wrwTPGa/Gi+vo',1,'ZPKARDKKKPHWJWVRSAX7IH4KVN5PM27W',0,'2026-06-01T08:00:00.000000Z',NULL);
INSERT INTO "account" VALUES(3,'f2xalt4w2dgf7vgcrqxhyjuep4',4,'quattro',NULL,'$argon2id$v=19$m=19456,t=2,p=1$Y15POS63dojsEyE/MINLWg$pfNVUu8WZzcERCvoKIWLu7lIGI3sRnvvb8gabP7JbmU',1,'UCTIEHS7BJHMB2ZDINCVNMRTNK43PBJ4',0,'2026-06-01T08:00:00.000000Z',NULL);
INSERT INTO "account" VALUES(4,'tqokv526q5to3cg26qawwqat54',5,'cinque',NULL,'$argon2id$v=19$m=19456,t=2,p=1$f53pGWsW7nn5ZuhAaKKWVQ$CTXT8tr1jvdbRb8DD/t7HwD0Q92BNjq04I2n/4m/aqs',1,'P5ZC2S7GRCX4YDHNZ3SMG3SENKJJYEOU',0,'2026-06-01T08:00:00.000000Z',NULL);
INSERT INTO "account" VALUES(5,'334ignhgi7fy65hgtjoq3ut2mu',6,'sei',NULL,'$argon2id$v=19$m=19456,t=2,p=1$cApDChINIuYbZCnaOTM0nA$Wzd66KHpUiZ1jQd39Y9Dt4r4jZk3wmZzYR78WtY+Xxs',1,'D4AJKCIXTVFZRF6D5RQZ4CZML5YKKC2M',0,'2026-06-01T08:00:00.000000Z',NULL);
INSERT INTO "account" VALUES(6,'mxt6ii3eoly2hdzmn3emyqljum',7,'prepara',NULL,'$argon2id$v=19$m=19456,t=2,p=1$G9Pm/LpIn6UNhrnPjU1prQ$c0mAto8Ye+tqFhJjZpJJySGpB3EEkcvr7jR6leC3Q/A',1,'CTAHAUYEAHGODP43UC2PBGQ54JJGRUXU',0,'2026-06-01T08:00:00.000000Z',NULL);
INSERT INTO "account" VALUES(7,'gdf4s7ip554sqzudncdkeygnbm',8,'approva',NULL,'$argon2id$v=19$m=19456,t=2,p=1$Nk0lETQQMyijIEphs2FDtw$GgKY5fM82zEieqeys0P3yP/TEKtY4PdPkfBhpZ58sLk',1,'UHJKDASRPPHKMWK6ZWAHMCSVVACDNNIL',0,'2026-06-01T08:00:00.000000Z',NULL);
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
CREATE TABLE account_role (
    account_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    CONSTRAINT pk_account_role PRIMARY KEY (account_id, role),
    CONSTRAINT fk_account_role_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;
INSERT INTO "account_role" VALUES(1,'clerk');
INSERT INTO "account_role" VALUES(2,'approver');
INSERT INTO "account_role" VALUES(3,'approver');
INSERT INTO "account_role" VALUES(4,'approver');
INSERT INTO "account_role" VALUES(5,'clerk');
INSERT INTO "account_role" VALUES(6,'clerk');
INSERT INTO "account_role" VALUES(7,'approver');
CREATE TABLE actor (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_actor PRIMARY KEY (id),
    CONSTRAINT ck_actor_kind CHECK (kind IN ('clerk', 'approver', 'system')),
    CONSTRAINT uq_actor_public_id UNIQUE (public_id)
) STRICT;
INSERT INTO "actor" VALUES(1,'mujsodrgtygtp4vhjxsffzvuha','system','prova');
INSERT INTO "actor" VALUES(2,'ny3kvmgrxrjnsiyns57oejlrle','clerk','uno');
INSERT INTO "actor" VALUES(3,'v3dpajc33bwub7ejdnfguug7ju','approver','due');
INSERT INTO "actor" VALUES(4,'amljbhr3xpu6vkeursetwymgoy','approver','quattro');
INSERT INTO "actor" VALUES(5,'evfqytqbbrdvssbmts6egq24yu','approver','cinque');
INSERT INTO "actor" VALUES(6,'xvriranndnznxj5l4hbj4guo6q','clerk','sei');
INSERT INTO "actor" VALUES(7,'vy5cw7674amjh45o2c3mplause','clerk','Prepara');
INSERT INTO "actor" VALUES(8,'pncrixa2qfucyzhfbswwmi32aq','approver','Approva');
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
INSERT INTO "adhesion_event" VALUES(9007199254740993,6,7989748929083984,1,'applied','2026-01-01','2026-01-01',NULL,'','','',0,'','','','');
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
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0015');
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
INSERT INTO "allocation" VALUES(434924069037137,23,1,1,4,-100);
INSERT INTO "allocation" VALUES(434924069037137,23,2,1,1,5100);
INSERT INTO "allocation" VALUES(434924069037137,24,1,2,1,900);
INSERT INTO "allocation" VALUES(434924069037137,24,2,2,2,6300);
INSERT INTO "allocation" VALUES(434924069037137,24,3,2,NULL,12800);
INSERT INTO "allocation" VALUES(434924069037137,26,1,3,3,500);
INSERT INTO "allocation" VALUES(434924069037137,28,1,4,1,-5100);
INSERT INTO "allocation" VALUES(434924069037137,28,2,4,4,100);
INSERT INTO "allocation" VALUES(434924069037137,35,1,7,1,5100);
INSERT INTO "allocation" VALUES(434924069037137,35,2,7,4,-100);
INSERT INTO "allocation" VALUES(434924069037137,35,3,7,8,4000);
INSERT INTO "allocation" VALUES(434924069037137,38,1,8,1,-5100);
INSERT INTO "allocation" VALUES(434924069037137,38,2,8,4,100);
INSERT INTO "allocation" VALUES(434924069037137,38,3,8,8,-4000);
INSERT INTO "allocation" VALUES(1965437417399041,5,1,5,5,4000);
INSERT INTO "allocation" VALUES(4446790597868921,5,1,5,6,4000);
INSERT INTO "allocation" VALUES(4446790597868921,5,2,5,7,1000);
INSERT INTO "allocation" VALUES(9007199254740993,18,1,5,NULL,270);
INSERT INTO "allocation" VALUES(9007199254740993,19,1,6,NULL,-270);
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
INSERT INTO "appeal_addition" VALUES(4963389150918618,17,3,1,'2027-06-01','post',X'FCA06D5E3A08D7CE853FCA481FFD1604FB66F11A405B6B71CE8BD17D5A8B0266');
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
INSERT INTO "appeal_addition_words" VALUES(4963389150918618,17,8533868620643364,X'49344ECCB4D06F09A97F5EE323A081C9','Aggiungo la copia della ricevuta.');
CREATE TABLE appeal_words (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    salt BLOB NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_appeal_words PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_appeal_words_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES claim_appeal (chain_id, position),
    CONSTRAINT fk_appeal_words_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;
INSERT INTO "appeal_words" VALUES(5026699863059103,13,3063549980164557,X'F341E07A83F73F16DBF4A8B2B0C4312D','Mancano 30 euro.');
INSERT INTO "appeal_words" VALUES(4963389150918618,16,8533868620643364,X'136D893B5AB222386996291E9EC9E623','Non sono d''accordo: la fattura era intera.');
CREATE TABLE approval (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    proposal_id INTEGER NOT NULL,
    act TEXT NOT NULL,
    matter TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id INTEGER,
    cents INTEGER NOT NULL,
    digest TEXT NOT NULL,
    reasons TEXT NOT NULL,
    account_id INTEGER,
    by_person_id INTEGER,
    role TEXT NOT NULL,
    CONSTRAINT pk_approval PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_approval_digest CHECK (length(digest) = 64),
    CONSTRAINT ck_approval_cents CHECK (cents >= 0),
    CONSTRAINT ck_approval_role CHECK (role IN ('', 'clerk', 'approver')),
    CONSTRAINT fk_approval_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_approval_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_approval_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_approval_by_person_id FOREIGN KEY(by_person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "approval" VALUES(9007199254741008,1,1,'proposed','payment_run','1',5249289124956665,100,'eedf48ccefcd6297d296928557d52769d6acea4f1795a84d8c190b1b574f55a4','always',1,NULL,'clerk');
INSERT INTO "approval" VALUES(9007199254741008,2,1,'approved','payment_run','1',5249289124956665,100,'eedf48ccefcd6297d296928557d52769d6acea4f1795a84d8c190b1b574f55a4','always',2,NULL,'approver');
INSERT INTO "approval" VALUES(9007199254741008,4,2,'proposed','override','13',3063549980164557,15000,'16d2b85ce57e5ea5c27b5bf9ee6bda9de16fe2d4f995a3eac2cc06bb10740cfa','always',3,NULL,'approver');
INSERT INTO "approval" VALUES(9007199254741008,5,2,'approved','override','13',3063549980164557,15000,'16d2b85ce57e5ea5c27b5bf9ee6bda9de16fe2d4f995a3eac2cc06bb10740cfa','always',4,NULL,'approver');
INSERT INTO "approval" VALUES(9007199254741008,6,2,'done','override','13',3063549980164557,15000,'16d2b85ce57e5ea5c27b5bf9ee6bda9de16fe2d4f995a3eac2cc06bb10740cfa','always',4,NULL,'');
INSERT INTO "approval" VALUES(9007199254741008,7,1,'voided','payment_run','1',5249289124956665,100,'eedf48ccefcd6297d296928557d52769d6acea4f1795a84d8c190b1b574f55a4','always',6,NULL,'');
INSERT INTO "approval" VALUES(9007199254741008,8,3,'proposed','payment_run','1',NULL,125000,'4771864ddcbe75752b2858266bf2d94d7d2707ace3eb4862e0250e8ee01bd3f6','always',6,NULL,'clerk');
INSERT INTO "approval" VALUES(9007199254741008,9,3,'voided','payment_run','1',NULL,125000,'4771864ddcbe75752b2858266bf2d94d7d2707ace3eb4862e0250e8ee01bd3f6','always',6,NULL,'');
INSERT INTO "approval" VALUES(9007199254741008,10,4,'proposed','payment_run','2',NULL,125000,'043844cacf82a67a944bf1e7d7ac3763455593864628fc9e7e835e68eb1dac0c','always',6,NULL,'clerk');
INSERT INTO "approval" VALUES(9007199254741008,11,4,'approved','payment_run','2',NULL,125000,'043844cacf82a67a944bf1e7d7ac3763455593864628fc9e7e835e68eb1dac0c','always',7,NULL,'approver');
INSERT INTO "approval" VALUES(9007199254741008,12,4,'done','payment_run','2',NULL,125000,'043844cacf82a67a944bf1e7d7ac3763455593864628fc9e7e835e68eb1dac0c','always',6,NULL,'');
CREATE TABLE approval_rule (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    value INTEGER,
    CONSTRAINT pk_approval_rule PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_approval_rule_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_approval_rule_effective_from_day CHECK (length(effective_from) = 10)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "approval_rule" VALUES(9007199254741008,3,'decision_limit','2026-06-01',90000000);
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
INSERT INTO "attachment" VALUES('babababababababababababababababababababababababababababababababa',3063549980164557,'acacacacacacacacacacacacacacacacacacacacacacacacacacacacacacacac',9,'application/pdf','2026-06-01T08:00:00.000000Z');
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
CREATE TABLE balance (
    owner_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_balance PRIMARY KEY (owner_id, plan_code, year)
) STRICT;
INSERT INTO "balance" VALUES(5249289124956665,'mutua-di-prova/prova',2026,'[["visite","5249289124956665","2026-01-01",40000,0]]');
INSERT INTO "balance" VALUES(4963389150918618,'mutua-di-prova/prova',2026,'[["casa","4963389150918618","2026-01-01",480,120]]');
INSERT INTO "balance" VALUES(3063549980164557,'altra/piano',2026,'[["visite","3063549980164557","2026-01-01",700,0]]');
INSERT INTO "balance" VALUES(3063549980164557,'mutua-di-prova/prova',2026,'[["visite","3063549980164557","2026-01-01",15000,0]]');
CREATE TABLE bank_header (
    signature TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_bank_header PRIMARY KEY (signature)
)
 STRICT;
INSERT INTO "bank_header" VALUES('data	importo','{}');
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
INSERT INTO "bank_line" VALUES(1,1,'b46d46a62196fd5923bc916de058b0982623895a55aeb7f88d74a45d85ab155b','2026-06-30','2026-06-30',9000,'','','','','SDD-000001-00001','',0,'','confirmed','');
INSERT INTO "bank_line" VALUES(2,1,'cad05893a445abe1c208ea0a961f0f7120b61cce297cf7075d29435affdeb8b0','2026-07-02','2026-07-02',-9000,'','','','','SDD-000001-00001','',1,'AM04','confirmed','');
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
INSERT INTO "bank_statement" VALUES(1,'c9e94c971f6cf3730ae49eb60af9c158ed2edeb997465cecfba51536f395dae5',1,'camt','IT60X0542811101000000123456','1','2026-06-01','2026-07-03',100000,100000,'2026-07-06T10:00:00.000000Z');
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
INSERT INTO "book_line" VALUES(9007199254740992,2,1,1,5026699863059103,3);
CREATE TABLE carried_use (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    holder TEXT NOT NULL,
    from_plan TEXT NOT NULL,
    from_pot TEXT NOT NULL,
    to_plan TEXT NOT NULL,
    to_pot TEXT NOT NULL,
    period TEXT NOT NULL,
    used INTEGER NOT NULL,
    CONSTRAINT pk_carried_use PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_carried_use_used CHECK (used <> 0),
    CONSTRAINT fk_carried_use_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_carried_use_period_day CHECK (length(period) = 10)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "carried_use" VALUES(5026699863059103,10,1,3063549980164557,'3063549980164557','mutua-di-prova/prova','visite','altra/piano','visite','2026-01-01',700);
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
INSERT INTO "chain" VALUES(434924069037137,'household','N1',48,X'8209E7007D7445694A1CBC49C7CBC53CBDB4428E20130C9DE1CBCE5F4F7ADA56');
INSERT INTO "chain" VALUES(1965437417399041,'household','AZ2',6,X'4FAD737B6DA17C3B07A452FE56BA39AC975EEDD08977C5018509E74B4150E9B5');
INSERT INTO "chain" VALUES(4446790597868921,'household','AZ1',6,X'155966ABA6DE3FC8C74402823A1C81E835E18C2ACE9A2A97F08E1E1C08145D78');
INSERT INTO "chain" VALUES(4963389150918618,'household','N2',17,X'E6A22FC82F8D0948A78700D56CEF4E4621103A3099C0C1EDDDC47F9CD527AA8E');
INSERT INTO "chain" VALUES(5026699863059103,'household','N9',15,X'5D3B14532C74606F8108881181A8D0C81BE2CEFE127CF5A60FC523EBC18EC5FB');
INSERT INTO "chain" VALUES(6585696953829388,'household','N10',1,X'65090ED4D0F39DCCF7D6E704505699EBBE5E0CA7AB7BA2392BAE0B1A2D656311');
INSERT INTO "chain" VALUES(9007199254740992,'book','members',2,X'B694F4FB644C00A0AAA3A573BF5849DAF3E34CD830343FF15AB59EC264404654');
INSERT INTO "chain" VALUES(9007199254740993,'book','firms',20,X'6E3CEC4223F58DC70177EE72C8F940AAE3963411C40AE777C9F2903F290D7FDA');
INSERT INTO "chain" VALUES(9007199254741000,'book','bank',6,X'F9544FD0D2BE0232DE08887C927541C3DCFBC025ECDA2B12593661EFBA5EEC86');
INSERT INTO "chain" VALUES(9007199254741008,'book','approvals',12,X'FF1C9FD7681E4A0D551A757514EC49F52FD0CD9E7E0B5162EA62AE192AB93441');
INSERT INTO "chain" VALUES(9007199254741009,'book','privacy',1,X'90659A824DA3E4A25E0141713778436BB207E79E1469B0B52017077BD22E6E22');
INSERT INTO "chain" VALUES(9007199254741010,'book','society',1,X'82A877DB3CBDEE7AD8C542C84F9D148CDE72B5EED076F4056C8B54075681E935');
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
INSERT INTO "charge" VALUES(434924069037137,19,1,1,5249289124956665,'mutua-di-prova/prova',2026,'base','Quota',12000,NULL,'2026-01-01','2026-12-31','2026-01-01',X'ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB','art. 8',NULL);
INSERT INTO "charge" VALUES(434924069037137,19,2,2,5249289124956665,'mutua-di-prova/prova',2026,'azienda','Quota',500,774142246342873,'2026-01-01','2026-12-31','2026-01-01',X'ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB','art. 8',NULL);
INSERT INTO "charge" VALUES(434924069037137,22,1,3,5249289124956665,'mutua-di-prova/prova',2026,'base','Quota',-100,NULL,'2026-01-01','2026-12-31','2026-01-01',X'ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB','art. 8',1);
INSERT INTO "charge" VALUES(434924069037137,30,1,13,5249289124956665,'mutua-di-prova/prova',2026,'sdd','Quota',4000,NULL,'2026-01-01','2026-12-31','2026-01-01',X'ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB','art. 8',NULL);
INSERT INTO "charge" VALUES(1965437417399041,4,1,4,5502674166691815,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-01-01','2026-01-31','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(1965437417399041,4,2,5,5502674166691815,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-02-01','2026-02-28','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(1965437417399041,4,3,6,5502674166691815,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-03-01','2026-03-31','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(1965437417399041,4,4,7,5502674166691815,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-04-01','2026-04-30','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(4446790597868921,4,1,8,3201736893376915,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-01-01','2026-01-31','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(4446790597868921,4,2,9,3201736893376915,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-02-01','2026-02-28','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(4446790597868921,4,3,10,3201736893376915,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-03-01','2026-03-31','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(4446790597868921,4,4,11,3201736893376915,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-04-01','2026-04-30','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
INSERT INTO "charge" VALUES(4446790597868921,4,5,12,3201736893376915,'mutua-di-prova/prova',2026,'base','base',1000,7989748929083984,'2026-05-01','2026-05-31','2026-01-01',X'23374C51ADFAF045DC92D52B190F033EC3A5A2BB854D37D5D5D190D812490E73','accordo con l''azienda n. 1, dal 01/01/2026',NULL);
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
INSERT INTO "claim" VALUES(434924069037137,4,1,'r2azopql5tl3aoey2gipt262zq',5249289124956665,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(434924069037137,5,2,'nngleqskepkzmiqxx2w5xrewzm',5249289124956665,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(434924069037137,6,5,'si5hg2mu4o7zcgtb3prc4ravrm',5249289124956665,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(434924069037137,14,9,'k6ipqlwb2p6p6kr26tkgwcqy5a',5249289124956665,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(434924069037137,15,10,'np2gy2l5fsxyf3xkzprcn2dvku',5249289124956665,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(434924069037137,17,11,'uno',5249289124956665,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(434924069037137,18,12,'cppo7bvlcay5b5sg4h2aucl4s4',5249289124956665,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(4963389150918618,2,3,'sitwmwa6e6q4bctkmpwcj3pguq',8533868620643364,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(4963389150918618,3,4,'v2l3vfgq5wuc7d3navme56fkha',557207357558186,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(4963389150918618,4,6,'aut',8533868620643364,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',1,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(4963389150918618,5,7,'sb5hbqyqclydpnsm4qriyoh3fe',8533868620643364,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,6,NULL,'{}','');
INSERT INTO "claim" VALUES(4963389150918618,6,8,'p4kqkjbuxg257htxngyq6qqfwq',8533868620643364,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
INSERT INTO "claim" VALUES(5026699863059103,11,13,'e25x3pjndsnpafj6pqvcniwaxu',3063549980164557,'mutua-di-prova/prova','2026-05-11T09:00:00.000000Z','counter',0,NULL,NULL,'{}','');
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
INSERT INTO "claim_answer" VALUES(434924069037137,10,1,3,0,'{"ok":true}');
CREATE TABLE claim_appeal (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    filed_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    until TEXT,
    answer_by TEXT,
    commitment BLOB NOT NULL,
    CONSTRAINT pk_claim_appeal PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_claim_appeal_claim_id_sequence UNIQUE (claim_id, sequence),
    CONSTRAINT fk_claim_appeal_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_claim_appeal_filed_on_day CHECK (length(filed_on) = 10),
    CONSTRAINT ck_claim_appeal_until_day CHECK (length(until) = 10),
    CONSTRAINT ck_claim_appeal_answer_by_day CHECK (length(answer_by) = 10),
    CONSTRAINT fk_claim_appeal_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "claim_appeal" VALUES(4963389150918618,16,3,1,'2027-06-01','counter',NULL,NULL,X'8293088392FB8538A7152B990A2BF537BAE7E1CE48D7F78E07EAFCEEBA5145D9');
INSERT INTO "claim_appeal" VALUES(5026699863059103,13,13,1,'2026-06-01','post',NULL,NULL,X'F9AB084B50C9EC6DCA1C43E11E023ADB89D4D1839B5B600865E48AC1B888E85D');
CREATE TABLE claim_appeal_answer (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_claim_appeal_answer PRIMARY KEY (chain_id, position),
    CONSTRAINT uq_claim_appeal_answer_claim_id_sequence UNIQUE (claim_id, sequence),
    CONSTRAINT fk_claim_appeal_answer_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_claim_appeal_answer_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "claim_appeal_answer" VALUES(5026699863059103,14,13,1,'rejected','la delibera dice così');
CREATE TABLE claim_draft (
    public_id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    CONSTRAINT pk_claim_draft PRIMARY KEY (public_id),
    CONSTRAINT ck_claim_draft_public_id CHECK (length(public_id) = 26),
    CONSTRAINT ck_claim_draft_saved_at_instant CHECK (length(saved_at) = 27),
    CONSTRAINT fk_claim_draft_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_claim_draft_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;
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
INSERT INTO "claim_line" VALUES(434924069037137,4,1,1,'VIS','2026-05-04',50000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(434924069037137,5,1,2,'VIS','2026-05-04',20000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(434924069037137,6,1,5,'VIS','2026-05-04',4000,NULL,'2026-05-04',NULL,1,'{}');
INSERT INTO "claim_line" VALUES(434924069037137,6,2,5,'CICLO','2026-05-04',90000,'7',NULL,'g',NULL,'{}');
INSERT INTO "claim_line" VALUES(434924069037137,14,1,9,'VIS','2026-05-04',1000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(434924069037137,15,1,10,'VIS','2026-05-04',2000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(434924069037137,17,1,11,'VIS','2026-05-04',3000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(434924069037137,18,1,12,'VIS','2026-05-04',3000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(4963389150918618,2,1,3,'VIS','2026-05-04',1000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(4963389150918618,3,1,4,'VIS','2026-05-04',1000,NULL,'2026-05-04',NULL,NULL,'{}');
INSERT INTO "claim_line" VALUES(4963389150918618,4,1,6,'CASA','2026-05-04',NULL,NULL,'2026-05-04',NULL,NULL,'{"quantità":600}');
INSERT INTO "claim_line" VALUES(4963389150918618,5,1,7,'CASA','2026-05-04',NULL,NULL,'2026-05-04',NULL,NULL,'{"quantità":480}');
INSERT INTO "claim_line" VALUES(4963389150918618,6,1,8,'CICLO','2026-05-04',20000,NULL,'2026-05-04','x',NULL,'{}');
INSERT INTO "claim_line" VALUES(5026699863059103,11,1,13,'VIS','2026-05-04',18000,NULL,'2026-05-04',NULL,NULL,'{}');
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
INSERT INTO "claim_open" VALUES(1,'payable:generale',-35000,'2026-05-11T09:00:00.000000Z');
INSERT INTO "claim_open" VALUES(2,'payable:generale',0,'2026-05-11T09:00:00.000000Z');
INSERT INTO "claim_open" VALUES(3,'suspended',1,'2026-05-11T09:00:00.000000Z');
INSERT INTO "claim_open" VALUES(5,'payable:generale',0,'2026-05-11T09:00:00.000000Z');
INSERT INTO "claim_open" VALUES(6,'papers',0,'2026-05-11T09:00:00.000000Z');
INSERT INTO "claim_open" VALUES(8,'payable:generale',-15000,'2026-05-11T09:00:00.000000Z');
INSERT INTO "claim_open" VALUES(13,'payable:generale',-15000,'2026-05-11T09:00:00.000000Z');
CREATE TABLE claim_override (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    rules_outcome TEXT NOT NULL,
    rules_granted_cents INTEGER NOT NULL,
    rules_suspended_cents INTEGER NOT NULL,
    rules_quantity_granted INTEGER NOT NULL,
    basis TEXT NOT NULL,
    proposal_id INTEGER NOT NULL,
    CONSTRAINT pk_claim_override PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_claim_override_cents CHECK (rules_granted_cents >= 0 AND rules_suspended_cents >= 0),
    CONSTRAINT fk_claim_override_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT fk_claim_override_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "claim_override" VALUES(5026699863059103,12,1,13,1,'paid',12600,0,0,'delibera n. 4/2026',2);
CREATE TABLE claim_paper (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    complete_by TEXT,
    motive TEXT NOT NULL,
    CONSTRAINT pk_claim_paper PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_claim_paper_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_claim_paper_complete_by_day CHECK (length(complete_by) = 10),
    CONSTRAINT fk_claim_paper_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "claim_paper" VALUES(4963389150918618,13,3,1,'2026-06-03','');
INSERT INTO "claim_paper" VALUES(5026699863059103,15,13,1,NULL,'');
CREATE TABLE claim_place (
    claim_id INTEGER NOT NULL,
    place TEXT NOT NULL,
    phone TEXT NOT NULL,
    CONSTRAINT pk_claim_place PRIMARY KEY (claim_id),
    CONSTRAINT fk_claim_place_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
)
 STRICT;
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
INSERT INTO "claim_withdrawal" VALUES(434924069037137,16,10,'ripensamento');
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
INSERT INTO "cohabitation" VALUES(5026699863059103,4,1,2431397928541911,0,'unknown','2026-02-01',NULL,0);
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
INSERT INTO "continuation" VALUES(1965437417399041,3,2,'accepted','2026-06-01','2026-07-31');
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
INSERT INTO "contribution" VALUES(434924069037137,2,1,'mutua-di-prova/prova','2026-01-31',30000,'2026-01-20',0);
INSERT INTO "contribution" VALUES(434924069037137,3,1,'mutua-di-prova/prova','2026-09-30',30000,NULL,0);
INSERT INTO "contribution" VALUES(434924069037137,19,1,'mutua-di-prova/prova','2026-01-30',6500,NULL,0);
INSERT INTO "contribution" VALUES(434924069037137,19,2,'mutua-di-prova/prova','2026-06-30',6300,NULL,0);
INSERT INTO "contribution" VALUES(434924069037137,22,1,'mutua-di-prova/prova','2026-01-30',6400,NULL,0);
INSERT INTO "contribution" VALUES(434924069037137,25,1,'mutua-di-prova/prova','2026-06-30',6300,'2026-03-01',0);
INSERT INTO "contribution" VALUES(434924069037137,27,1,'mutua-di-prova/prova','2026-01-30',6400,'2026-03-02',0);
INSERT INTO "contribution" VALUES(434924069037137,29,1,'mutua-di-prova/prova','2026-01-30',6400,NULL,0);
INSERT INTO "contribution" VALUES(434924069037137,30,1,'mutua-di-prova/prova','2026-06-30',10300,NULL,0);
INSERT INTO "contribution" VALUES(434924069037137,36,1,'mutua-di-prova/prova','2026-01-30',6400,'2026-06-30',0);
INSERT INTO "contribution" VALUES(434924069037137,36,2,'mutua-di-prova/prova','2026-06-30',10300,'2026-06-30',0);
INSERT INTO "contribution" VALUES(434924069037137,39,1,'mutua-di-prova/prova','2026-01-30',6400,NULL,0);
INSERT INTO "contribution" VALUES(434924069037137,39,2,'mutua-di-prova/prova','2026-06-30',10300,NULL,0);
INSERT INTO "contribution" VALUES(1965437417399041,4,1,'mutua-di-prova/prova','2026-07-01',4000,NULL,0);
INSERT INTO "contribution" VALUES(1965437417399041,6,1,'mutua-di-prova/prova','2026-07-01',4000,'2026-01-01',0);
INSERT INTO "contribution" VALUES(4446790597868921,4,1,'mutua-di-prova/prova','2026-07-01',5000,NULL,0);
INSERT INTO "contribution" VALUES(4446790597868921,6,1,'mutua-di-prova/prova','2026-07-01',5000,'2026-01-01',0);
CREATE TABLE counter (
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (name)
) STRICT;
INSERT INTO "counter" VALUES('claim',13);
INSERT INTO "counter" VALUES('charge',13);
INSERT INTO "counter" VALUES('due',8);
INSERT INTO "counter" VALUES('receipt',8);
INSERT INTO "counter" VALUES('firm_plan',1);
INSERT INTO "counter" VALUES('staff_list',2);
INSERT INTO "counter" VALUES('enrolment',2);
INSERT INTO "counter" VALUES('statement',1);
INSERT INTO "counter" VALUES('mandate',2);
INSERT INTO "counter" VALUES('debit_collection',1);
INSERT INTO "counter" VALUES('debit',1);
INSERT INTO "counter" VALUES('bank_statement',1);
INSERT INTO "counter" VALUES('bank_line',2);
INSERT INTO "counter" VALUES('proposal',4);
INSERT INTO "counter" VALUES('payment_run',2);
INSERT INTO "counter" VALUES('payment_line',6);
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
INSERT INTO "cover" VALUES(434924069037137,1,1,5249289124956665,'mutua-di-prova/prova','base','2024-01-01','2024-01-01',NULL,0);
INSERT INTO "cover" VALUES(1965437417399041,1,1,5502674166691815,'mutua-di-prova/prova','base','2026-01-01','2026-01-01',NULL,0);
INSERT INTO "cover" VALUES(1965437417399041,2,1,5502674166691815,'mutua-di-prova/prova','base','2026-01-01','2026-01-01','2026-04-30',0);
INSERT INTO "cover" VALUES(1965437417399041,3,1,5502674166691815,'mutua-di-prova/prova','base','2026-01-01','2026-05-01',NULL,0);
INSERT INTO "cover" VALUES(4446790597868921,1,1,3201736893376915,'mutua-di-prova/prova','base','2026-01-01','2026-01-01',NULL,0);
INSERT INTO "cover" VALUES(4963389150918618,1,1,8533868620643364,'mutua-di-prova/prova','base',NULL,'2024-01-01',NULL,0);
INSERT INTO "cover" VALUES(4963389150918618,1,2,557207357558186,'mutua-di-prova/prova','base',NULL,'2024-01-01',NULL,0);
INSERT INTO "cover" VALUES(5026699863059103,1,1,3063549980164557,'mutua-di-prova/prova','base',NULL,'2024-01-01',NULL,0);
INSERT INTO "cover" VALUES(5026699863059103,1,2,7177764720608028,'mutua-di-prova/prova','base',NULL,'2024-01-01',NULL,0);
INSERT INTO "cover" VALUES(5026699863059103,1,3,2431397928541911,'mutua-di-prova/prova','base',NULL,'2024-01-01',NULL,0);
INSERT INTO "cover" VALUES(5026699863059103,8,1,7177764720608028,'mutua-di-prova/prova','base',NULL,'2024-01-01','2026-04-01',0);
CREATE TABLE cover_change (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    from_plan TEXT,
    from_assistance TEXT,
    from_since TEXT,
    to_plan TEXT,
    to_assistance TEXT,
    to_since TEXT,
    CONSTRAINT pk_cover_change PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_cover_change_something CHECK (from_plan IS NOT NULL OR to_plan IS NOT NULL),
    CONSTRAINT ck_cover_change_before CHECK ((from_plan IS NULL) = (from_since IS NULL)),
    CONSTRAINT ck_cover_change_after CHECK ((to_plan IS NULL) = (to_since IS NULL)),
    CONSTRAINT fk_cover_change_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_cover_change_asked_on_day CHECK (length(asked_on) = 10),
    CONSTRAINT ck_cover_change_effective_on_day CHECK (length(effective_on) = 10),
    CONSTRAINT ck_cover_change_from_since_day CHECK (length(from_since) = 10),
    CONSTRAINT ck_cover_change_to_since_day CHECK (length(to_since) = 10),
    CONSTRAINT fk_cover_change_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "cover_change" VALUES(5026699863059103,8,1,7177764720608028,'died','2026-04-01','2026-04-02','mutua-di-prova/prova','base','2024-01-01',NULL,NULL,NULL);
CREATE TABLE cover_exemption (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    grounds TEXT NOT NULL,
    evidence TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void INTEGER NOT NULL,
    CONSTRAINT pk_cover_exemption PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_cover_exemption_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_cover_exemption_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_cover_exemption_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_cover_exemption_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_cover_exemption_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_cover_exemption_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "cover_exemption" VALUES(5026699863059103,9,1,3063549980164557,'mutua-di-prova/prova','copertura_altrove','certificate','2026-01-01',NULL,0);
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
INSERT INTO "death" VALUES(5026699863059103,6,1,7177764720608028,'2026-04-01',0);
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
INSERT INTO "debit" VALUES(434924069037137,34,1,1,2,'SDD-000001-00001','FRST',9000);
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
INSERT INTO "debit_collection" VALUES(9007199254741000,1,1,'cbi','CORE','2026-06-30','2026-06-01',1,9000,'3bc2e21eab526f68de7f19b7c7d4ca5957daa53f34be72b2c9c03df5d4ea28a7');
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
INSERT INTO "debit_event" VALUES(434924069037137,37,1,1,'collected','2026-06-30','',7,0);
INSERT INTO "debit_event" VALUES(434924069037137,40,1,1,'returned','2026-07-02','AM04',8,0);
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
INSERT INTO "debit_part" VALUES(434924069037137,34,1,1,1,5100);
INSERT INTO "debit_part" VALUES(434924069037137,34,2,1,4,-100);
INSERT INTO "debit_part" VALUES(434924069037137,34,3,1,8,4000);
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
INSERT INTO "decision" VALUES(434924069037137,7,1,1,'decision','2026-06-01',1,'1',35000,X'0C5C37B6FABF945ECC03A9B76C1DBCC98EE06DDFE809D7C09E47C4D33E8A558E',X'02042518382778F43D5AA8763E4CE4AB085B9746410BFF5FCD0B9237248F2179','');
INSERT INTO "decision" VALUES(434924069037137,8,2,1,'decision','2026-06-01',1,'1',5000,X'1D912638E2688193D27A966075BE1A06DFCC03D9C83F329F200F830F39236017',X'B73279C9E08402E15A40C2FD6DA113116FE4CACCAD14B9AF43CA26CDC460C4EE','');
INSERT INTO "decision" VALUES(434924069037137,9,5,1,'decision','2026-06-01',1,'1',85000,X'BEB4618D4E757162198DA57D5DB769328BAC8D6BC586CDE898719E8ACC28838B',X'FEEEF40CCB681B2F5DFD4712590E8C0DBE8899684AE014B8B758EFBED43A3017','');
INSERT INTO "decision" VALUES(4963389150918618,7,3,1,'decision','2026-06-01',1,'1',0,X'46DAD0F560FB904E237924C41DCB6EB338A69472B07BDD329EAE86057A7E47B4',X'F958EABEA3EA570E0DEC1A60610A42EDDD05BF3B82DEDD78FA0F501F667DF4B5','');
INSERT INTO "decision" VALUES(4963389150918618,8,4,1,'decision','2026-06-01',1,'1',0,X'DAF15BE1D87E17171ED6083514A7350123583BE1E080560474063A683FABEE9C',X'C9DE1ED710C9544DD47962BE0418957682CC298B98E0050B2F11C3B45DE5C0D7','');
INSERT INTO "decision" VALUES(4963389150918618,9,6,1,'decision','2026-06-01',1,'1',0,X'289736EBD28643F338609F40A9759FC5D3615CDE01B4CA5DD99C8DC65CB2714D',X'681371B1F60DFA7F32EA0CBB46EE1E4B6574EF0F97CCB2F6BDCECC5FFA04A2EA','');
INSERT INTO "decision" VALUES(4963389150918618,10,7,1,'decision','2026-06-01',1,'1',0,X'AC70312A1DC31D7D76535EA088958AC14015515B46A6AB0E337A13A769A6E1D2',X'EF4801B20C7C69617CA35E0A06BD520D91B5B6A6ACA2B3AD402F84901509CFD6','');
INSERT INTO "decision" VALUES(4963389150918618,11,8,1,'decision','2026-06-01',1,'1',15000,X'A9513D7C49A9BF4D67506DA684A788E30FD411674DBCF74BF88650A08C481D37',X'6026E1F11C3F4376DA249E14CB640B22A4A5CF5D16D1E807B8FE747BE6CB98E6','');
INSERT INTO "decision" VALUES(5026699863059103,12,13,1,'decision','2026-06-01',1,'1',15000,X'28F0144A22B11FD0E9915D01B1F26CBC2458477C80A8EA5E0E0D5DB9766FF511',X'0095078C92A834909B0FAD2B4D3BF8AC1FBFC4CE1C97EDB4E4BB601B73E2BA46','chiesta dalla mutua');
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
INSERT INTO "decision_line" VALUES(434924069037137,7,1,1,'paid','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',50000,35000,35000,0,0,0,0,'',X'0000B8880000');
INSERT INTO "decision_line" VALUES(434924069037137,8,1,2,'reduced','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',20000,14000,5000,0,0,0,0,'[1,["pot_cut",{"cut":9000,"left":5000,"period":"d2026-01-01","pot":"tvisite","reserved":0,"size":40000,"used":35000},"art. 2"]]',X'01008813000000B8880000');
INSERT INTO "decision_line" VALUES(434924069037137,9,1,5,'refused','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',4000,2800,0,0,0,0,0,'[1,["pot_exhausted",{"cut":2800,"left":0,"period":"d2026-01-01","pot":"tvisite","reserved":0,"size":40000,"used":40000},"art. 2"]]',X'02000000000000409C0000');
INSERT INTO "decision_line" VALUES(434924069037137,9,2,5,'paid','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',90000,85000,85000,0,0,0,0,'',X'100088980500001035323439323839313234393536363635A1922DC0B8020000');
INSERT INTO "decision_line" VALUES(4963389150918618,7,1,3,'suspended','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',1000,700,0,1000,0,0,0,'[1,["paper_asked",{"paper":"tprescrizione"}]]',X'030000000000');
INSERT INTO "decision_line" VALUES(4963389150918618,8,1,4,'refused','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',1000,0,0,0,0,0,0,'[1,["requirement_not_met",{"index":0,"motive":"tsolo_titolare"},"art. 1"]]',X'020000000000');
INSERT INTO "decision_line" VALUES(4963389150918618,9,1,6,'paid','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',0,0,0,0,0,600,600,'',X'000000000000');
INSERT INTO "decision_line" VALUES(4963389150918618,10,1,7,'paid','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',0,0,0,0,0,480,480,'',X'08000002001034393633333839313530393138363138A1922D00D80400');
INSERT INTO "decision_line" VALUES(4963389150918618,11,1,8,'paid','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',20000,15000,15000,0,0,0,0,'',X'1000987502001034393633333839313530393138363138A1922DE0037800');
INSERT INTO "decision_line" VALUES(5026699863059103,12,1,13,'paid','mutua-di-prova/prova/2026-01-01',X'9A16AE9A4A70EA6ADAACEE83EFE854F01B81C4954A37F504167CA8703AFC1423',18000,12600,15000,0,0,0,0,'',X'000038310000');
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
INSERT INTO "delegation" VALUES(9007199254740993,5,7989748929083984,6136039357516044,'both','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','2026-01-01',NULL,0);
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
INSERT INTO "due" VALUES(434924069037137,19,1,1,5249289124956665,'mutua-di-prova/prova',2026,1,'2026-01-30',6000,0,NULL,NULL,'member','RF291000000001','ordinary');
INSERT INTO "due" VALUES(434924069037137,19,2,2,5249289124956665,'mutua-di-prova/prova',2026,2,'2026-06-30',6300,300,NULL,NULL,'member','RF021000000002','ordinary');
INSERT INTO "due" VALUES(434924069037137,19,3,3,5249289124956665,'mutua-di-prova/prova',2026,3,'2026-01-30',500,0,774142246342873,1,'member','RF812000000001','ordinary');
INSERT INTO "due" VALUES(434924069037137,22,1,4,5249289124956665,'mutua-di-prova/prova',2026,4,'2026-01-30',-100,0,NULL,NULL,'member','RF291000000001','credit');
INSERT INTO "due" VALUES(434924069037137,30,1,8,5249289124956665,'mutua-di-prova/prova',2026,9,'2026-06-30',4000,0,NULL,NULL,'member','RF021000000002','ordinary');
INSERT INTO "due" VALUES(1965437417399041,4,1,5,5502674166691815,'mutua-di-prova/prova',2026,1,'2026-07-01',4000,0,7989748929083984,1,'employer','RF812000000001','adjustment');
INSERT INTO "due" VALUES(4446790597868921,4,1,6,3201736893376915,'mutua-di-prova/prova',2026,1,'2026-07-01',4000,0,7989748929083984,1,'employer','RF812000000001','adjustment');
INSERT INTO "due" VALUES(4446790597868921,4,2,7,3201736893376915,'mutua-di-prova/prova',2026,1,'2026-07-01',1000,0,7989748929083984,1,'employer','RF812000000001','ordinary');
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
INSERT INTO "employment" VALUES(434924069037137,1,1,5249289124956665,774142246342873,'2024-01-01',NULL,0);
INSERT INTO "employment" VALUES(434924069037137,12,1,5249289124956665,774142246342873,'2024-01-01','2025-01-01',0);
INSERT INTO "employment" VALUES(1965437417399041,1,1,5502674166691815,7989748929083984,'2026-01-01',NULL,0);
INSERT INTO "employment" VALUES(1965437417399041,2,1,5502674166691815,7989748929083984,'2026-01-01','2026-04-20',0);
INSERT INTO "employment" VALUES(4446790597868921,1,1,3201736893376915,7989748929083984,'2026-01-01',NULL,0);
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
INSERT INTO "enrolment" VALUES(1965437417399041,1,1,2,1,5502674166691815,7989748929083984,'employee','2026-01-01',NULL,'',1,0);
INSERT INTO "enrolment" VALUES(1965437417399041,2,1,2,2,5502674166691815,7989748929083984,'employee','2026-01-01','2026-04-20','leave',2,0);
INSERT INTO "enrolment" VALUES(4446790597868921,1,1,1,1,3201736893376915,7989748929083984,'employee','2026-01-01',NULL,'',1,0);
INSERT INTO "enrolment" VALUES(4446790597868921,3,1,1,2,3201736893376915,7989748929083984,'employee','2026-01-01',NULL,'',NULL,0);
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
INSERT INTO "entry" VALUES(434924069037137,1,'people','2026-06-01T08:00:00.000000Z',1,X'9144BA82820199A89B7F3207E566B3A7D68D81945A18659E8273A69AF7A0653F');
INSERT INTO "entry" VALUES(434924069037137,2,'contribution','2026-06-01T08:00:00.000000Z',1,X'0AA96A8D016A1278FD6C5D1CFB68678441CFD896E903E4ECB82F93BC4E482A06');
INSERT INTO "entry" VALUES(434924069037137,3,'contribution','2026-06-01T08:00:00.000000Z',1,X'0B6B927E8F80E17B830BE6E33A79C0C2D9570B145F38FCD1A790781BD474196D');
INSERT INTO "entry" VALUES(434924069037137,4,'claim','2026-06-01T08:00:00.000000Z',1,X'B6AA061F6DEAA473A57C11BED3BC6F5E324AB802A1A2F47029E9552507C52BAE');
INSERT INTO "entry" VALUES(434924069037137,5,'claim','2026-06-01T08:00:00.000000Z',1,X'B2BF22FEE0A669EE922FFC876900A67617A003F4A7E17212B9B91298D843DB70');
INSERT INTO "entry" VALUES(434924069037137,6,'claim','2026-06-01T08:00:00.000000Z',1,X'8FAB2A0467CB14297F2C8F19B778BB76FAA2261020CDBD5A3F88D97EBBA4D3A8');
INSERT INTO "entry" VALUES(434924069037137,7,'decision','2026-06-01T08:00:00.000000Z',1,X'B15608097DBF4C38F85525E6BDF7EE1CC73356CF9EAF581E7AA41D5C51B25617');
INSERT INTO "entry" VALUES(434924069037137,8,'decision','2026-06-01T08:00:00.000000Z',1,X'B29EC9F986B6F97CF2B1830BDF1951D20D9603BA65469EB5F79DFB085F574628');
INSERT INTO "entry" VALUES(434924069037137,9,'decision','2026-06-01T08:00:00.000000Z',1,X'10225F6222B4642AADB59A08622EDAB5B542EB337D3D8139192AA0CEED6789F2');
INSERT INTO "entry" VALUES(434924069037137,10,'answer','2026-06-01T08:00:00.000000Z',1,X'1B0A09617863CB7F63F286E5087EEB7E57B6F652BB194A2AC4DBC0CB191E9D62');
INSERT INTO "entry" VALUES(434924069037137,11,'payment','2026-06-01T08:00:00.000000Z',1,X'70AA9CF5FC19192D3CE59294A3B6448AA30D80DEE0E5B178521EA3919B7BC833');
INSERT INTO "entry" VALUES(434924069037137,12,'people','2026-06-01T08:00:00.000000Z',1,X'1D6ED8BB8BE5A5ABEBBCAD9004D1A4B82E0E2A198563D2F779826603C786E803');
INSERT INTO "entry" VALUES(434924069037137,13,'erasure','2026-06-01T08:00:00.000000Z',1,X'2F85071E1C1DA1E84DBDDA0A0B0F4964D8DD84150D4410548D8339E28F41C90E');
INSERT INTO "entry" VALUES(434924069037137,14,'claim','2026-06-01T08:00:00.000000Z',1,X'8C869C26ACBD685C2473D75954787A0E63299A5922117215E28D9FDA19A8AC37');
INSERT INTO "entry" VALUES(434924069037137,15,'claim','2026-06-01T08:00:00.000000Z',1,X'A8C1D2A1E075824568965ABB21C3C06003189E94C90760C798012069D185D0BA');
INSERT INTO "entry" VALUES(434924069037137,16,'withdrawal','2026-06-01T08:00:00.000000Z',1,X'736080C37F8D57D4EF8B4D2ABBD86F95888F1A3457E4B77C7BECECB47906CCE7');
INSERT INTO "entry" VALUES(434924069037137,17,'claim','2026-06-01T08:00:00.000000Z',1,X'F568EE58DA5B36B5C8147461E8C88A86348AB8A34DAB1EEDD33773BADA381509');
INSERT INTO "entry" VALUES(434924069037137,18,'claim','2026-06-01T08:00:00.000000Z',1,X'4AED3F2FE19A850E1FD04489A175D0FE168B8A5CCA5AB1E751809EBA9C69EA29');
INSERT INTO "entry" VALUES(434924069037137,19,'charge','2026-06-01T08:00:00.000000Z',1,X'D7D0891F9E4E53B47F70ED250E57E5D1FFBD3DA57720D42CD488A24157107806');
INSERT INTO "entry" VALUES(434924069037137,20,'payment_choice','2026-06-01T08:00:00.000000Z',1,X'0BA358CE34C9DC830A403FEDFD5D5AC2C8B595A78222C02DD61DF8851CA8ED6B');
INSERT INTO "entry" VALUES(434924069037137,21,'notice','2026-06-01T08:00:00.000000Z',1,X'46546F0C3AE4FD267EA6CBB5BC42BB486A694C08DF0FA6DBBE994315A2006A33');
INSERT INTO "entry" VALUES(434924069037137,22,'charge','2026-06-01T08:00:00.000000Z',1,X'019A63B34261F1E2D2AD2A8A97B22E31205AB79C14C555B690A42D31D78F2194');
INSERT INTO "entry" VALUES(434924069037137,23,'receipt','2026-06-01T10:00:00.000000Z',1,X'B3858685FF119C63B5015E29BBBCA4D4AD6143EE982318145BBCAB80103CED4B');
INSERT INTO "entry" VALUES(434924069037137,24,'receipt','2026-06-01T10:00:00.000000Z',1,X'65F8E7189BA3886A2C34078237EA9284A505FCE1C53EB6AA3DD42EFD0A06C85A');
INSERT INTO "entry" VALUES(434924069037137,25,'contribution','2026-06-01T10:00:00.000000Z',1,X'2176CB2E07FEF67699B3D81DA0023C4596CBB5EB488C21A6258EC9434747768D');
INSERT INTO "entry" VALUES(434924069037137,26,'allocation','2026-06-01T10:00:00.000000Z',1,X'1AFB77D2CE52259E4A076669E9C6BDF82A98F372DED457443563B930251BA987');
INSERT INTO "entry" VALUES(434924069037137,27,'contribution','2026-06-01T10:00:00.000000Z',1,X'78B9A2567CA2B27F9307358821978B75AFD5AC3CF0D84790B896E016EAF799C9');
INSERT INTO "entry" VALUES(434924069037137,28,'return','2026-06-01T10:00:00.000000Z',1,X'5371E25FB4AB48885A2F4FABA89FE20E5CF14DC6720BF86FE84B9627C785F7AF');
INSERT INTO "entry" VALUES(434924069037137,29,'contribution','2026-06-01T10:00:00.000000Z',1,X'3F941953B466D1CE38D7AA499F75B9301BDB1279D474B82163842A534F046D41');
INSERT INTO "entry" VALUES(434924069037137,30,'charge','2026-06-01T08:00:00.000000Z',1,X'B6D91C4DBE9A66A28FA279633A9B26AE0826CE2D82D4D59A01002ABB7685A964');
INSERT INTO "entry" VALUES(434924069037137,31,'mandate','2026-06-01T10:00:00.000000Z',1,X'DECC93F256260F38F765A8E88463DB40061F92ECD930671BD6B1A12BAB657EC2');
INSERT INTO "entry" VALUES(434924069037137,32,'mandate','2026-06-01T10:00:00.000000Z',1,X'5B9D13BEA8FA3C9FE3235D6A40001C1BA6DB4EB48AF1391647FB8E527706AA67');
INSERT INTO "entry" VALUES(434924069037137,33,'mandate_end','2026-06-01T10:00:00.000000Z',1,X'BCFD6A5EADBEB7D7CCC8F364DBA7FC9136DB1E9DE310AAE1D68C52B1D3DB20C1');
INSERT INTO "entry" VALUES(434924069037137,34,'debit','2026-06-01T10:00:00.000000Z',1,X'653FFD48DF86017FB124CB98002B4914122E7D3E06CAD4F0F54EB9EAE9EC876A');
INSERT INTO "entry" VALUES(434924069037137,35,'receipt','2026-07-06T10:00:00.000000Z',1,X'07BBD5224E8F0248BF348CEBE0F353AFC1C7C71E0E205275F242A96A816D19F8');
INSERT INTO "entry" VALUES(434924069037137,36,'contribution','2026-07-06T10:00:00.000000Z',1,X'4C42F6C2B849441DFBA1F74D64BAE754D802C1AFB7462A6E19B91B371C5D6571');
INSERT INTO "entry" VALUES(434924069037137,37,'debit_event','2026-07-06T10:00:00.000000Z',1,X'5C4D655AC4674D7EE0EBB1C3419F881D4FDF6DBBE5BC41D55E975C6D7E8A9E8E');
INSERT INTO "entry" VALUES(434924069037137,38,'return','2026-07-06T10:00:00.000000Z',1,X'77B9EBCD5530E9F703940FCBB60AB9B0BA8AC09BFF32429F96977DA8FB560F00');
INSERT INTO "entry" VALUES(434924069037137,39,'contribution','2026-07-06T10:00:00.000000Z',1,X'E6FC2D73A4A46E201CA9A53F34B9257D5178987A176F286D750DD425E3FD129B');
INSERT INTO "entry" VALUES(434924069037137,40,'debit_event','2026-07-06T10:00:00.000000Z',1,X'1B861C9E210DFEB83B0396AA818FF0C85DB3799448EEA9C5B6339936EB93B7AB');
INSERT INTO "entry" VALUES(434924069037137,41,'payment','2026-06-01T10:00:00.000000Z',7,X'B558BBD99603C326018D28EF66F8D2D3A0A0E796355BE3C684670706E8F5767E');
INSERT INTO "entry" VALUES(434924069037137,42,'payment','2026-06-01T10:00:00.000000Z',7,X'66EFE29236C9CD1E830F5E21E1EE9A7D4EA052CBD584045EB13B30F208E94197');
INSERT INTO "entry" VALUES(434924069037137,43,'payment','2026-06-01T10:00:00.000000Z',7,X'7BB56C5422AA10C585EE02C489EE2143217ABBC125C79EB72DF84BA30275618E');
INSERT INTO "entry" VALUES(434924069037137,44,'return','2026-06-01T10:00:00.000000Z',7,X'7D012033266DB7FACC01C93AAF799DCB160A86111A8051F015F6551F3FEB7951');
INSERT INTO "entry" VALUES(434924069037137,45,'proxy','2026-06-01T08:00:00.000000Z',1,X'799B384D7A590D2BAD8C473D9A4651A34E6241D1D7783EB00F16372E58488641');
INSERT INTO "entry" VALUES(434924069037137,46,'elsewhere','2026-06-01T08:00:00.000000Z',1,X'D1979FDFAF4C78B456FC0412154ED750A35CDD6444F0609BE37894614D15D7C5');
INSERT INTO "entry" VALUES(434924069037137,47,'elsewhere','2026-06-01T08:00:00.000000Z',1,X'9EE0C2B19BACFDB0F136FE1CBA1E7F6EE130C5A3B9BDE07D9A29F37A84F208E0');
INSERT INTO "entry" VALUES(434924069037137,48,'notice_given','2026-06-01T08:00:00.000000Z',1,X'8209E7007D7445694A1CBC49C7CBC53CBDB4428E20130C9DE1CBCE5F4F7ADA56');
INSERT INTO "entry" VALUES(1965437417399041,1,'people','2026-06-01T09:00:00.000000Z',1,X'FE7A3DA95412910CBB4C4100960486E753EA64DE8D8280D698F7A5DBF464AB74');
INSERT INTO "entry" VALUES(1965437417399041,2,'enrolment','2026-06-01T09:00:00.000000Z',1,X'F52B9F51F09B2F08E018FB4A07C76542B41627ABCC90E82252EF9069244D5332');
INSERT INTO "entry" VALUES(1965437417399041,3,'continuation','2026-06-01T09:00:00.000000Z',1,X'F1E1E3DE6918E7768C13E9878C34D9DCEFEA5966F74F734874487E81B097E084');
INSERT INTO "entry" VALUES(1965437417399041,4,'charge','2026-06-01T09:00:00.000000Z',1,X'25346C63F59648F2358B42F72BD980DC5209D71EA98400820CC783F197662CFB');
INSERT INTO "entry" VALUES(1965437417399041,5,'allocation','2026-06-01T09:00:00.000000Z',1,X'7B1E1AA20E052693D70E77E60EB875CCDD70264F24900027C8D693CD622E28E4');
INSERT INTO "entry" VALUES(1965437417399041,6,'contribution','2026-06-01T09:00:00.000000Z',1,X'4FAD737B6DA17C3B07A452FE56BA39AC975EEDD08977C5018509E74B4150E9B5');
INSERT INTO "entry" VALUES(4446790597868921,1,'people','2026-06-01T09:00:00.000000Z',1,X'BE398AC47B38D6E7724B406715D99BC2563C88686866DC367F2FA4B1308B5F7D');
INSERT INTO "entry" VALUES(4446790597868921,2,'absence','2026-06-01T09:00:00.000000Z',1,X'442B8D4F8AF335C61AD2F7AF863CAC16B3DBCC1F1A062BF4A4A8D419F5AF1D75');
INSERT INTO "entry" VALUES(4446790597868921,3,'enrolment','2026-06-01T09:00:00.000000Z',1,X'07A832BB9B75B2853D639EEB2A5C32D6DD89EFC253E026107A91DB3D6CD9BBF1');
INSERT INTO "entry" VALUES(4446790597868921,4,'charge','2026-06-01T09:00:00.000000Z',1,X'68DF3856269713ECD0F3B9B43713DE5F580C888F5ED611B760C2B00AD64E5CD4');
INSERT INTO "entry" VALUES(4446790597868921,5,'allocation','2026-06-01T09:00:00.000000Z',1,X'802CD01F9FFB430F6D343560BDB4C496EA6DEE3513E6ABA01A158D41580CF337');
INSERT INTO "entry" VALUES(4446790597868921,6,'contribution','2026-06-01T09:00:00.000000Z',1,X'155966ABA6DE3FC8C74402823A1C81E835E18C2ACE9A2A97F08E1E1C08145D78');
INSERT INTO "entry" VALUES(4963389150918618,1,'people','2026-06-01T08:00:00.000000Z',1,X'04819DFE2698D538517591673678BA16432F934715773A896B3A3A5680F3854A');
INSERT INTO "entry" VALUES(4963389150918618,2,'claim','2026-06-01T08:00:00.000000Z',1,X'F6D121E597F6797290DC377F09C356A514FCF0A6A25B0925A3F8879B0B594F20');
INSERT INTO "entry" VALUES(4963389150918618,3,'claim','2026-06-01T08:00:00.000000Z',1,X'9162BCD49D72C2F12FDAFDDE3709B7334CE6AC05F6C58A73EF8F23EED9CB3F90');
INSERT INTO "entry" VALUES(4963389150918618,4,'claim','2026-06-01T08:00:00.000000Z',1,X'5E1907444081D89B5AEFF6FEA719EF437040892B033D6AE0ACD9389631A01BD2');
INSERT INTO "entry" VALUES(4963389150918618,5,'claim','2026-06-01T08:00:00.000000Z',1,X'D98387D5341FB4200C786999AB34A14774428E1C7989C625CFC1013D06A687C8');
INSERT INTO "entry" VALUES(4963389150918618,6,'claim','2026-06-01T08:00:00.000000Z',1,X'702DBBED3205CA50D22DFF7A741F4684D3D827E0729FB2C6CAB6171037BD2910');
INSERT INTO "entry" VALUES(4963389150918618,7,'decision','2026-06-01T08:00:00.000000Z',1,X'13D6C53EE1557857097B334A6E0B18A5410D83ED78986CBF61B64C65957ED74F');
INSERT INTO "entry" VALUES(4963389150918618,8,'decision','2026-06-01T08:00:00.000000Z',1,X'3789EF0D51C1B20E27AAE7515BC70177A001D87F1B1D04FF3F5DFB1B905002B0');
INSERT INTO "entry" VALUES(4963389150918618,9,'decision','2026-06-01T08:00:00.000000Z',1,X'9190B7A695CEE22BDE618432A8094A1C743A768A590CF1235D5B50FD7C80148D');
INSERT INTO "entry" VALUES(4963389150918618,10,'decision','2026-06-01T08:00:00.000000Z',1,X'CB62C766D7DFCBF202C6181DFB7573AF54EC4754D3448D7FEB5AB32EE9FBB979');
INSERT INTO "entry" VALUES(4963389150918618,11,'decision','2026-06-01T08:00:00.000000Z',1,X'536B6714799E231C5176A0AC9E3D8A50E8AB3AD57C79AC4312DE8616FE48DAF6');
INSERT INTO "entry" VALUES(4963389150918618,12,'paper','2026-06-01T08:00:00.000000Z',1,X'D8C9A7DD97FA5598E83E03172C9289F46922F820254B31B6A577837F3022F7A2');
INSERT INTO "entry" VALUES(4963389150918618,13,'paper','2026-06-01T08:00:00.000000Z',1,X'D1D3C4B0E3544479597B0F4504F868F2204FBC674A8275D29A81EE540B67DD88');
INSERT INTO "entry" VALUES(4963389150918618,14,'erasure','2026-06-01T08:00:00.000000Z',1,X'42106AD1A26BBBE37546E231791D381DB37C9782B6607169ABA154FC8E60D124');
INSERT INTO "entry" VALUES(4963389150918618,15,'people','2026-06-01T08:00:00.000000Z',1,X'1827E7FB078B9A3CFB109D92714423B58E8B87D81A543244BDE2F08C76BCFF04');
INSERT INTO "entry" VALUES(4963389150918618,16,'appeal','2027-06-01T11:00:00.000000Z',2,X'47EAC4AD6093B47C2ED5792463F3CFF14C4F86C4E7A02A9D67B4459F96182064');
INSERT INTO "entry" VALUES(4963389150918618,17,'appeal_addition','2027-06-01T12:00:00.000000Z',2,X'E6A22FC82F8D0948A78700D56CEF4E4621103A3099C0C1EDDDC47F9CD527AA8E');
INSERT INTO "entry" VALUES(5026699863059103,1,'people','2026-06-01T08:00:00.000000Z',1,X'F4AECCADEEF3B92C1874F08E7ADC95BC13CD12CA46E570EA00353B87519D1775');
INSERT INTO "entry" VALUES(5026699863059103,2,'membership','2027-06-01T10:00:00.000000Z',1,X'469DF4346D321FC4DD12F0A70060E19704847A77829B81101A00856DF44A5A38');
INSERT INTO "entry" VALUES(5026699863059103,3,'membership','2027-06-01T10:00:00.000000Z',1,X'991DE3FE9F29E59808132E1FAB22B16C21CF0BE499267CE03C16D7E3E90F26A1');
INSERT INTO "entry" VALUES(5026699863059103,4,'cohabitation','2026-06-01T10:00:00.000000Z',1,X'E9E037AE015D52C24FC3AF89DA3594A14856B74676CF1AACB6BE5B998076DAAE');
INSERT INTO "entry" VALUES(5026699863059103,5,'move','2026-06-01T10:00:00.000000Z',1,X'E8F9CF0F1BB1C00BC855F84304637A4C319C7147F7C775CE3E19C43E5DCD5F40');
INSERT INTO "entry" VALUES(5026699863059103,6,'death','2026-06-01T10:00:00.000000Z',1,X'6996CD25EA9B96A31F55717D2676F6CD28EFCCE1792C4CF786B24848260D1594');
INSERT INTO "entry" VALUES(5026699863059103,7,'place_end','2026-06-01T10:00:00.000000Z',1,X'1E3F86A009DC79973DD36AC97A58BF6DA020C97D5CFD4CFD4941402579B790F0');
INSERT INTO "entry" VALUES(5026699863059103,8,'covers_end','2026-06-01T10:00:00.000000Z',1,X'8486C31B98681BE1D7BCBFF2C13E9D7B4CFCA47B4CB6223A09D1A5C64BA17692');
INSERT INTO "entry" VALUES(5026699863059103,9,'exemption','2026-06-01T08:00:00.000000Z',1,X'0CD31E1289286C318CEF09141576C6E3841845905DB2D23F9941853FB17B55BE');
INSERT INTO "entry" VALUES(5026699863059103,10,'carry','2026-06-01T08:00:00.000000Z',1,X'979D26501D7487F3B8A9D10D9AF132111475AC88317F215AB16593E2128154C6');
INSERT INTO "entry" VALUES(5026699863059103,11,'claim','2026-06-01T08:00:00.000000Z',1,X'4E984691F4B0624F24E18E2ABC6276BA1151737970625EBF1BDA2AA52518F02C');
INSERT INTO "entry" VALUES(5026699863059103,12,'decision','2026-06-01T09:00:00.000000Z',5,X'575415A696FC71AEC80470C32162DD3020800ABD24931ED0EE27512B301E3512');
INSERT INTO "entry" VALUES(5026699863059103,13,'appeal','2026-06-01T09:00:00.000000Z',4,X'627C297EFEFA4D9406D6235AF9EC17993A4386865082BA3F2CC311DE0ABD2EE9');
INSERT INTO "entry" VALUES(5026699863059103,14,'appeal_answer','2026-06-01T09:00:00.000000Z',6,X'0BAAB8F324744FCF9A4F73AB98D412C7D4E2368A059530C822EF9D2454205B17');
INSERT INTO "entry" VALUES(5026699863059103,15,'paper','2026-06-01T08:00:00.000000Z',1,X'5D3B14532C74606F8108881181A8D0C81BE2CEFE127CF5A60FC523EBC18EC5FB');
INSERT INTO "entry" VALUES(6585696953829388,1,'move','2026-06-01T10:00:00.000000Z',1,X'65090ED4D0F39DCCF7D6E704505699EBBE5E0CA7AB7BA2392BAE0B1A2D656311');
INSERT INTO "entry" VALUES(9007199254740992,1,'resolution','2027-06-01T10:00:00.000000Z',1,X'0A9F36B79DC26E53EB6E180A7CBFE7D35C214A04F993E26FEBD755F4F9BAC7AE');
INSERT INTO "entry" VALUES(9007199254740992,2,'book_line','2027-06-01T10:00:00.000000Z',1,X'B694F4FB644C00A0AAA3A573BF5849DAF3E34CD830343FF15AB59EC264404654');
INSERT INTO "entry" VALUES(9007199254740993,1,'receipt','2026-06-01T10:00:00.000000Z',1,X'F31B1FF3CB26EB7FB513382845983868F819ADB3734DEB3DC1CB486F01BA38F7');
INSERT INTO "entry" VALUES(9007199254740993,2,'firm_role','2026-06-01T09:00:00.000000Z',1,X'2B43BB43A01B5CFCA79B0A402E7500F2F2A141E0FA56663B6E55BCF85681CE98');
INSERT INTO "entry" VALUES(9007199254740993,3,'firm_role','2026-06-01T09:00:00.000000Z',1,X'AEF2A1CD72A3DBF065329BF780EE76FA24D959741EA9C8CC3142A052A3716573');
INSERT INTO "entry" VALUES(9007199254740993,4,'firm_role','2026-06-01T09:00:00.000000Z',1,X'8176A4CF863229C47203C48A11F4F9A5721462FC7427AB8E195BE164C5FF0C0A');
INSERT INTO "entry" VALUES(9007199254740993,5,'delegation','2026-06-01T09:00:00.000000Z',1,X'5606C95247F6225CE32DF25DFA82D146F0799D48988F26D988ACD9D9DBD9A670');
INSERT INTO "entry" VALUES(9007199254740993,6,'adhesion','2026-06-01T09:00:00.000000Z',1,X'483F40FC723330F6F1871B45280F1B5336D3E09AD31A2E3A834EF99EBD25B654');
INSERT INTO "entry" VALUES(9007199254740993,7,'firm_plan','2026-06-01T09:00:00.000000Z',1,X'D03382C52D80F62E4A21AD4FF5C6118FB2EFCE9032090377E11864D5952E95B3');
INSERT INTO "entry" VALUES(9007199254740993,8,'firm_plan','2026-06-01T09:00:00.000000Z',1,X'198C04AB0B3C59A2E3ECAEEA577345F313E8AE7ED14AFE4C506F2E41E9F94C1A');
INSERT INTO "entry" VALUES(9007199254740993,9,'firm_plan','2026-06-01T09:00:00.000000Z',1,X'AEF8F6581A12DF2E79C0137C9E9E07D2BB30F94ADEADFE8BD4CAC314457A440F');
INSERT INTO "entry" VALUES(9007199254740993,10,'firm_plan','2026-06-01T09:00:00.000000Z',1,X'7E6C2662D2205AB0BF70884436CA01B9D9BCBF511C8DFA288B12A7667F9B6A84');
INSERT INTO "entry" VALUES(9007199254740993,11,'firm_plan','2026-06-01T09:00:00.000000Z',1,X'3D4664FF8B7E56166FE3154890F65CD4E428B27D45978EE06375F9E2EB0BFB70');
INSERT INTO "entry" VALUES(9007199254740993,12,'firm_plan','2026-06-01T09:00:00.000000Z',1,X'438BEA2BF1E76084ABBBE9F45E860F5F30EFFC1635CDDEC18F214FDD864D0B2E');
INSERT INTO "entry" VALUES(9007199254740993,13,'staff_list','2026-06-01T09:00:00.000000Z',1,X'76AD24963D13A5880AF10BDA3B1766401D9967DBFC0153D4FFAB31B08D766AF3');
INSERT INTO "entry" VALUES(9007199254740993,14,'telling','2026-06-01T09:00:00.000000Z',1,X'4A5D55D8CD3D818EE4CEE385ED9DA853B6063475050D2E7017AFAD1619D1D236');
INSERT INTO "entry" VALUES(9007199254740993,15,'telling','2026-06-01T09:00:00.000000Z',1,X'168F8E07F0A2F79D0A922B878EA3B052B2FBA8462D11773BAC814EEF8933F72D');
INSERT INTO "entry" VALUES(9007199254740993,16,'staff_list','2026-06-01T09:00:00.000000Z',1,X'1FF0A96CACB442F81832892253853055CE7CE57C09A6B8036CA3FE3D54C2F821');
INSERT INTO "entry" VALUES(9007199254740993,17,'statement','2026-06-01T09:00:00.000000Z',1,X'95ECA559A362094CF05741E0D447FFED3FBA68805374393B573D3DA3C92607AD');
INSERT INTO "entry" VALUES(9007199254740993,18,'receipt','2026-06-01T09:00:00.000000Z',1,X'E275457D4ECD023D59E061D2ECEC6A566583ED4CCC6F85FA7426ADBB581F021B');
INSERT INTO "entry" VALUES(9007199254740993,19,'fund_share','2026-06-01T09:00:00.000000Z',1,X'79393481337057DEF34E6380C2410585C0CD6ECD9B9D42183342963CBA147FAB');
INSERT INTO "entry" VALUES(9007199254740993,20,'statement_paid','2026-06-01T09:00:00.000000Z',1,X'6E3CEC4223F58DC70177EE72C8F940AAE3963411C40AE777C9F2903F290D7FDA');
INSERT INTO "entry" VALUES(9007199254741000,1,'collection','2026-06-01T10:00:00.000000Z',1,X'B43EA37B79F8D9C983935A3797345D7A905367DDA25B66F751AF7E09CBF0BA44');
INSERT INTO "entry" VALUES(9007199254741000,2,'payment_run','2026-06-01T10:00:00.000000Z',7,X'D1C27EAAB6EDC689F05B8819FAD594B0FEE9A457DE7CA5D4B5E8BE784DD5B889');
INSERT INTO "entry" VALUES(9007199254741000,3,'payment_run_end','2026-06-01T10:00:00.000000Z',7,X'67FF62F82FF418D198F15C1DB1144B6645C34BFD813A7F5C7774726CE720A0E7');
INSERT INTO "entry" VALUES(9007199254741000,4,'payment_run','2026-06-01T10:00:00.000000Z',7,X'07EF06D18A17E5CF5FF646B0DB3E838906FFDE0AAABF9B76D25F1BF5DCE4CFFA');
INSERT INTO "entry" VALUES(9007199254741000,5,'payment_run_end','2026-06-01T10:00:00.000000Z',7,X'3C9196E04CABD4A3513729A5D177871548A02DD5DD64C5511F5786685FBD4B88');
INSERT INTO "entry" VALUES(9007199254741000,6,'payment_debit','2026-06-01T08:00:00.000000Z',7,X'F9544FD0D2BE0232DE08887C927541C3DCFBC025ECDA2B12593661EFBA5EEC86');
INSERT INTO "entry" VALUES(9007199254741008,1,'approval','2026-06-01T08:00:00.000000Z',2,X'31918405E70E3E3C806CBA6C5905FCF25827AE74965018294F0A9734A9A857A7');
INSERT INTO "entry" VALUES(9007199254741008,2,'approval','2026-06-01T08:00:00.000000Z',3,X'35563F52A9336F8956D1FC9DD47BF2E18D864F7F1CCE1095298D131F03A278CD');
INSERT INTO "entry" VALUES(9007199254741008,3,'approval_rule','2026-06-01T08:00:00.000000Z',3,X'A351333562F2D3B7F62BD43A6C4E14766946E3F65B9A415F7CCF5D776C377FD7');
INSERT INTO "entry" VALUES(9007199254741008,4,'approval','2026-06-01T09:00:00.000000Z',4,X'0B5EB638A654560E9176AB2966F54682DCB00CDA5630FAE36C9378D2212BA1D0');
INSERT INTO "entry" VALUES(9007199254741008,5,'approval','2026-06-01T09:00:00.000000Z',5,X'96E0E96FC47EBFA592EB90645366E188401A9C5637D938BD6A77ECCBC4BE63F9');
INSERT INTO "entry" VALUES(9007199254741008,6,'approval','2026-06-01T09:00:00.000000Z',5,X'DF9216711889BE7539006C90F4DE3E40440543F8F48876B6DDD1618E21D5572E');
INSERT INTO "entry" VALUES(9007199254741008,7,'approval','2026-06-01T10:00:00.000000Z',7,X'54CF7507F1E1644D01832A1F89AF8469F8958C58F1B6CDDB907194E865C48C7A');
INSERT INTO "entry" VALUES(9007199254741008,8,'approval','2026-06-01T10:00:00.000000Z',7,X'FA0FAEE7CF9AB092B70E4153E93ED4C896BA13924639B63707F881D11788DA1D');
INSERT INTO "entry" VALUES(9007199254741008,9,'approval','2026-06-01T10:00:00.000000Z',7,X'0ED1BD7F61704C3A3AF283D4A6BA4A50121BF468FBF3E1B2C200AF328F4D0A7C');
INSERT INTO "entry" VALUES(9007199254741008,10,'approval','2026-06-01T10:00:00.000000Z',7,X'0D7C516E48581A3737AAEE7BF31A44310B8A8BFB8FE016B9FA521910279A0B4C');
INSERT INTO "entry" VALUES(9007199254741008,11,'approval','2026-06-01T10:00:00.000000Z',8,X'8AFCB25F8DC62A1E95EA51EC8CE093585E13D41EBB19721B7E8929E78C0C8503');
INSERT INTO "entry" VALUES(9007199254741008,12,'approval','2026-06-01T10:00:00.000000Z',7,X'FF1C9FD7681E4A0D551A757514EC49F52FD0CD9E7E0B5162EA62AE192AB93441');
INSERT INTO "entry" VALUES(9007199254741009,1,'privacy_notice','2026-06-01T08:00:00.000000Z',1,X'90659A824DA3E4A25E0141713778436BB207E79E1469B0B52017077BD22E6E22');
INSERT INTO "entry" VALUES(9007199254741010,1,'society','2027-06-01T13:00:00.000000Z',2,X'82A877DB3CBDEE7AD8C542C84F9D148CDE72B5EED076F4056C8B54075681E935');
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
INSERT INTO "erasure" VALUES(434924069037137,13,1,434924069037137,8,'richiesta');
INSERT INTO "erasure" VALUES(4963389150918618,14,1,4963389150918618,8,'richiesta');
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
INSERT INTO "fact" VALUES(434924069037137,1,1,5249289124956665,'comune','{"comune":"tPinerolo"}','2024-01-01',0);
INSERT INTO "fact" VALUES(434924069037137,1,2,NULL,'figli','{"figli":2}',NULL,0);
INSERT INTO "fact" VALUES(4963389150918618,15,1,NULL,'figli','{"figli":3}',NULL,0);
CREATE TABLE facts_seen (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    salt BLOB NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_facts_seen PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_facts_seen_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES decision (chain_id, position)
) STRICT;
INSERT INTO "facts_seen" VALUES(434924069037137,7,X'C6F877186D76B07E881ED162AE2EB154',X'5B312C5B5B22312E31222C22564953222C7B2266617474757261223A2264323032362D30352D3034222C2273657276697A696F223A2264323032362D30352D3034222C227370657361223A35303030307D5D5D2C7B22677261646F223A22747469746F6C617265222C226E617363697461223A2264313938302D30352D3137222C22726963686965737461223A2264323032362D30352D3131227D2C7B2266617474757261223A22323032362D30352D3034222C22707265736372697A696F6E65223A22323032362D30352D3034227D2C7B226669726D223A22373734313432323436333432383733222C22686F757365686F6C64223A22343334393234303639303337313337222C226D656D626572223A2235323439323839313234393536363635222C22706572736F6E223A2235323439323839313234393536363635227D2C5B5B2262617365222C22323032342D30312D3031222C6E756C6C2C22323032342D30312D3031225D5D2C5B5D2C5B5D2C7B227669736974655F7072696D61223A307D5D');
INSERT INTO "facts_seen" VALUES(4963389150918618,7,X'3F98E2774CBD87AD5C90A9587403E430',X'5B312C5B5B22332E31222C22564953222C7B2266617474757261223A2264323032362D30352D3034222C2273657276697A696F223A2264323032362D30352D3034222C227370657361223A313030307D5D5D2C7B22677261646F223A22747469746F6C617265222C226E617363697461223A2264313938302D30352D3137222C22726963686965737461223A2264323032362D30352D3131227D2C7B2266617474757261223A22323032362D30352D3034227D2C7B22686F757365686F6C64223A2234393633333839313530393138363138222C226D656D626572223A2238353333383638363230363433333634222C22706572736F6E223A2238353333383638363230363433333634227D2C5B5B2262617365222C22323032342D30312D3031225D5D2C5B5D2C5B5D2C7B227669736974655F7072696D61223A307D5D');
INSERT INTO "facts_seen" VALUES(434924069037137,9,X'4CDD2055930D6EAF14F4733F3E7D1BFB',X'5B312C5B5B22352E31222C22564953222C7B2266617474757261223A2264323032362D30352D3034222C2273657276697A696F223A2264323032362D30352D3034222C227370657361223A343030307D5D2C5B22352E32222C224349434C4F222C7B2267727570706F223A227467222C226E756D65726F5F66617474757261223A227437222C2273657276697A696F223A2264323032362D30352D3034222C227370657361223A39303030307D5D5D2C7B22677261646F223A22747469746F6C617265222C226E617363697461223A2264313938302D30352D3137222C22726963686965737461223A2264323032362D30352D3131227D2C7B2266617474757261223A22323032362D30352D3034222C22707265736372697A696F6E65223A22323032362D30352D3034227D2C7B226669726D223A22373734313432323436333432383733222C22686F757365686F6C64223A22343334393234303639303337313337222C226D656D626572223A2235323439323839313234393536363635222C22706572736F6E223A2235323439323839313234393536363635227D2C5B5B2262617365222C22323032342D30312D3031222C6E756C6C2C22323032342D30312D3031225D5D2C5B5D2C5B5D2C7B22756C74696D615F766973697461223A2264323032362D30352D3034222C227669736974655F7072696D61223A327D5D');
INSERT INTO "facts_seen" VALUES(4963389150918618,9,X'57EE05CDE00902C77EBFF20686734721',X'5B312C5B5B22362E31222C2243415341222C7B2266617474757261223A2264323032362D30352D3034222C227175616E746974C3A0223A3630302C2273657276697A696F223A2264323032362D30352D3034227D5D5D2C7B22677261646F223A22747469746F6C617265222C226E617363697461223A2264313938302D30352D3137222C22726963686965737461223A2264323032362D30352D3131227D2C7B2266617474757261223A22323032362D30352D3034222C22707265736372697A696F6E65223A22323032362D30352D3034227D2C7B22686F757365686F6C64223A2234393633333839313530393138363138222C226D656D626572223A2238353333383638363230363433333634222C22706572736F6E223A2238353333383638363230363433333634227D2C5B5B2262617365222C22323032342D30312D3031225D5D2C5B5D2C5B5D2C7B227669736974655F7072696D61223A307D2C5B5D2C747275655D');
INSERT INTO "facts_seen" VALUES(4963389150918618,10,X'9BE4BCFC49B64A0872E6CC3ABABCED20',X'5B312C5B5B22372E31222C2243415341222C7B2266617474757261223A2264323032362D30352D3034222C227175616E746974C3A0223A3438302C2273657276697A696F223A2264323032362D30352D3034227D5D5D2C7B226175746F72697A7A617461223A747275652C22677261646F223A22747469746F6C617265222C226E617363697461223A2264313938302D30352D3137222C22726963686965737461223A2264323032362D30352D3131227D2C7B2266617474757261223A22323032362D30352D3034222C22707265736372697A696F6E65223A22323032362D30352D3034227D2C7B22686F757365686F6C64223A2234393633333839313530393138363138222C226D656D626572223A2238353333383638363230363433333634222C22706572736F6E223A2238353333383638363230363433333634227D2C5B5B2262617365222C22323032342D30312D3031225D5D2C5B5D2C5B5D2C7B227669736974655F7072696D61223A307D2C5B5B2263617361222C2234393633333839313530393138363138222C22323032362D30312D3031222C3630305D5D5D');
INSERT INTO "facts_seen" VALUES(4963389150918618,11,X'830E07BC1E398F1012BD4ACEFAECBD38',X'5B312C5B5B22382E31222C224349434C4F222C7B2266617474757261223A2264323032362D30352D3034222C2267727570706F223A227478222C2273657276697A696F223A2264323032362D30352D3034222C227370657361223A32303030307D5D5D2C7B22677261646F223A22747469746F6C617265222C226E617363697461223A2264313938302D30352D3137222C22726963686965737461223A2264323032362D30352D3131227D2C7B2266617474757261223A22323032362D30352D3034222C22707265736372697A696F6E65223A22323032362D30352D3034227D2C7B22686F757365686F6C64223A2234393633333839313530393138363138222C226D656D626572223A2238353333383638363230363433333634222C22706572736F6E223A2238353333383638363230363433333634227D2C5B5B2262617365222C22323032342D30312D3031225D5D2C5B5D2C5B5D2C7B227669736974655F7072696D61223A307D5D');
INSERT INTO "facts_seen" VALUES(5026699863059103,12,X'20203626F3FE39C0519088F590FBBD11',X'5B312C5B5B2231332E31222C22564953222C7B2266617474757261223A2264323032362D30352D3034222C2273657276697A696F223A2264323032362D30352D3034222C227370657361223A31383030307D5D5D2C7B22677261646F223A22747469746F6C617265222C226E617363697461223A2264313938302D30352D3137222C22726963686965737461223A2264323032362D30352D3131227D2C7B2266617474757261223A22323032362D30352D3034222C22707265736372697A696F6E65223A22323032362D30352D3034227D2C7B22686F757365686F6C64223A2235303236363939383633303539313033222C226D656D626572223A2233303633353439393830313634353537222C22706572736F6E223A2233303633353439393830313634353537227D2C5B5B2262617365222C22323032342D30312D3031225D5D2C5B5D2C5B5D2C7B227669736974655F7072696D61223A307D5D');
CREATE TABLE failed_entry (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_failed_entry PRIMARY KEY (id),
    CONSTRAINT ck_failed_entry_key CHECK (length(key) = 64),
    CONSTRAINT ck_failed_entry_at_instant CHECK (length(at) = 27)
)
 STRICT;
CREATE TABLE file_access (
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_file_access PRIMARY KEY (id),
    CONSTRAINT ck_file_access_at_instant CHECK (length(at) = 27),
    CONSTRAINT fk_file_access_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id),
    CONSTRAINT fk_file_access_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;
CREATE TABLE firm (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    vat_number TEXT,
    CONSTRAINT pk_firm PRIMARY KEY (id),
    CONSTRAINT uq_firm_public_id UNIQUE (public_id),
    CONSTRAINT uq_firm_vat_number UNIQUE (vat_number)
) STRICT;
INSERT INTO "firm" VALUES(774142246342873,'hwobojar4ify62ynksnw6a3hli','Ditta','01234567890');
INSERT INTO "firm" VALUES(6136039357516044,'w52owusi3nak64qvqnyne2njuu','Studio',NULL);
INSERT INTO "firm" VALUES(7989748929083984,'6dhfqnify2xqowgvky62wlgtdy','Alfa','00743110157');
CREATE TABLE firm_card (
    firm_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    CONSTRAINT pk_firm_card PRIMARY KEY (firm_id)
)
 STRICT;
INSERT INTO "firm_card" VALUES(6136039357516044,'Studio','');
INSERT INTO "firm_card" VALUES(7989748929083984,'Alfa','00743110157');
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
INSERT INTO "firm_contact" VALUES(6136039357516044,NULL,'','','','','','','','','');
INSERT INTO "firm_contact" VALUES(7989748929083984,NULL,'','','','','','','','','');
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
INSERT INTO "firm_delegate" VALUES(7989748929083984,6136039357516044,'2026-01-01','both',NULL);
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
INSERT INTO "firm_plan" VALUES(9007199254740993,7,1,1,7989748929083984,'mutua-di-prova/prova','2026-01-01','employee','company_regulation','2026-01-01','abababababababababababababababababababababababababababababababab',10000,300,'none','first_of_next_month','end_of_month','monthly',0,30,30,0,60,365);
INSERT INTO "firm_plan" VALUES(9007199254740993,12,1,2,7989748929083984,'mutua-di-prova/prova','2027-01-01','employee','company_regulation','2026-01-01','abababababababababababababababababababababababababababababababab',10000,300,'none','first_of_next_month','end_of_month','monthly',0,30,30,0,60,365);
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
INSERT INTO "firm_plan_event" VALUES(9007199254740993,8,1,1,'offered','2026-06-01','2026-06-01','');
INSERT INTO "firm_plan_event" VALUES(9007199254740993,9,1,2,'signed','2026-06-01','2026-01-01','');
INSERT INTO "firm_plan_event" VALUES(9007199254740993,10,1,3,'activated','2026-06-01','2026-01-01','');
INSERT INTO "firm_plan_event" VALUES(9007199254740993,11,1,4,'renewed','2026-06-01','2027-01-01','');
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
INSERT INTO "firm_plan_rate" VALUES(9007199254740993,7,1,1,'base',1000);
INSERT INTO "firm_plan_rate" VALUES(9007199254740993,12,1,1,'base',1100);
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
INSERT INTO "firm_role" VALUES(9007199254740993,2,6136039357516044,'intermediary','2026-01-01',NULL,0);
INSERT INTO "firm_role" VALUES(9007199254740993,3,7989748929083984,'firm','2026-01-01',NULL,0);
INSERT INTO "firm_role" VALUES(9007199254740993,4,7989748929083984,'adherent','2026-01-01',NULL,0);
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
INSERT INTO "firm_roster" VALUES(1,7989748929083984,'Rossi','Ugo','RSSGUO80A01G674B','','employee','2026-01-01',NULL,'','2026-01-01',NULL,1,NULL);
INSERT INTO "firm_roster" VALUES(2,7989748929083984,'Verdi','Pia','VRDPIA80A41G674Z','','employee','2026-01-01','2026-04-20','leave','2026-01-01','2026-04-30',1,'2026-06-29');
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
INSERT INTO "firm_statement" VALUES(1,7989748929083984,1,'2026-05-01','2026-05-31','2026-06-01','2026-07-01','RF812000000001',9000,270,'2026-03-02');
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
INSERT INTO "firm_statement_row" VALUES(1,1,1,'base','2026-01-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,2,2,'base','2026-01-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,3,1,'base','2026-02-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,4,2,'base','2026-02-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,5,1,'base','2026-03-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,6,2,'base','2026-03-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,7,1,'base','2026-04-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,8,2,'base','2026-04-01',1,1000,1000,0,30);
INSERT INTO "firm_statement_row" VALUES(1,9,1,'base','2026-05-01',0,1000,1000,0,30);
CREATE TABLE given_password (
    account_id INTEGER NOT NULL,
    given_at TEXT NOT NULL,
    CONSTRAINT pk_given_password PRIMARY KEY (account_id),
    CONSTRAINT ck_given_password_given_at_instant CHECK (length(given_at) = 27),
    CONSTRAINT fk_given_password_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;
INSERT INTO "given_password" VALUES(1,'2026-06-01T08:00:00.000000Z');
INSERT INTO "given_password" VALUES(2,'2026-06-01T08:00:00.000000Z');
INSERT INTO "given_password" VALUES(3,'2026-06-01T08:00:00.000000Z');
INSERT INTO "given_password" VALUES(4,'2026-06-01T08:00:00.000000Z');
INSERT INTO "given_password" VALUES(5,'2026-06-01T08:00:00.000000Z');
INSERT INTO "given_password" VALUES(6,'2026-06-01T08:00:00.000000Z');
INSERT INTO "given_password" VALUES(7,'2026-06-01T08:00:00.000000Z');
CREATE TABLE household (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    code TEXT NOT NULL,
    CONSTRAINT pk_household PRIMARY KEY (id),
    CONSTRAINT fk_household_id FOREIGN KEY(id) REFERENCES chain (id),
    CONSTRAINT uq_household_public_id UNIQUE (public_id),
    CONSTRAINT uq_household_code UNIQUE (code)
) STRICT;
INSERT INTO "household" VALUES(434924069037137,'damoqemjf6icxur7basbfczpgm','N1');
INSERT INTO "household" VALUES(1965437417399041,'xucwdzrbdrym6smveom4jkxkye','AZ2');
INSERT INTO "household" VALUES(4446790597868921,'5k2hputecvdzyzo4t5id6y5pqm','AZ1');
INSERT INTO "household" VALUES(4963389150918618,'sdazft6tvskk6dzb3w3gzlkkey','N2');
INSERT INTO "household" VALUES(5026699863059103,'2f7zvsxad5ifpsqccnpjfmot6i','N9');
INSERT INTO "household" VALUES(6585696953829388,'sp2erm5fvi6ict2cnxf3hfh3gy','N10');
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
INSERT INTO "household_late" VALUES(434924069037137,'2026-01-30','2026-06-30',5000);
INSERT INTO "household_late" VALUES(434924069037137,'2026-06-30','2026-09-30',9000);
INSERT INTO "household_late" VALUES(434924069037137,'2026-09-30','9999-12-31',39000);
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
INSERT INTO "household_move" VALUES(6585696953829388,1,1,2431397928541911,5026699863059103,'2026-03-01','adult_child');
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
INSERT INTO "household_place" VALUES(434924069037137,1,1,5249289124956665,'titolare',0,'2024-01-01',NULL,0);
INSERT INTO "household_place" VALUES(1965437417399041,1,1,5502674166691815,'titolare',0,'2026-01-01',NULL,0);
INSERT INTO "household_place" VALUES(4446790597868921,1,1,3201736893376915,'titolare',0,'2026-01-01',NULL,0);
INSERT INTO "household_place" VALUES(4963389150918618,1,1,8533868620643364,'titolare',0,'2024-01-01',NULL,0);
INSERT INTO "household_place" VALUES(4963389150918618,1,2,557207357558186,'coniuge',1,'2024-01-01',NULL,0);
INSERT INTO "household_place" VALUES(5026699863059103,1,1,3063549980164557,'titolare',0,'2024-01-01',NULL,0);
INSERT INTO "household_place" VALUES(5026699863059103,1,2,7177764720608028,'coniuge',1,'2024-01-01',NULL,0);
INSERT INTO "household_place" VALUES(5026699863059103,1,3,2431397928541911,'figlio',1,'2024-01-01',NULL,0);
INSERT INTO "household_place" VALUES(5026699863059103,5,1,2431397928541911,'figlio',1,'2024-01-01','2026-02-28',0);
INSERT INTO "household_place" VALUES(5026699863059103,7,1,7177764720608028,'coniuge',1,'2024-01-01','2026-04-01',0);
INSERT INTO "household_place" VALUES(6585696953829388,1,1,2431397928541911,'titolare',0,'2026-03-01',NULL,0);
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
INSERT INTO "household_year" VALUES(2026,434924069037137,16200,7200,9100,'2026-01-30','2026-06-30','2026-01-30');
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
INSERT INTO "identity" VALUES(2431397928541911,'Rossi','Gina','rossi gina',NULL,'N9-2','1980-05-19',NULL,'','','','','','');
INSERT INTO "identity" VALUES(3063549980164557,'Rossi','Elsa','rossi elsa',NULL,'N9-0','1980-05-17',NULL,'','','','','','');
INSERT INTO "identity" VALUES(3201736893376915,'Rossi','Ugo','rossi ugo','RSSGUO80A01G674B',NULL,'1980-01-01','M','','','','','','');
INSERT INTO "identity" VALUES(5249289124956665,'Rossi','Anna','rossi anna',NULL,NULL,'1980-05-17',NULL,'','','','','','IT89O0300203280429513916296');
INSERT INTO "identity" VALUES(5502674166691815,'Verdi','Pia','verdi pia','VRDPIA80A41G674Z',NULL,'1980-01-01','F','','','','','','');
INSERT INTO "identity" VALUES(7177764720608028,'Rossi','Fabio','rossi fabio',NULL,'N9-1','1980-05-18',NULL,'','','','','','');
INSERT INTO "identity" VALUES(8533868620643364,'Rossi','Bruno','rossi bruno',NULL,'N2-0','1980-05-17',NULL,'','','','','','');
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
INSERT INTO "ledger_entry" VALUES(434924069037137,2,1,'contributions','2026-01-31','due',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,2,2,'contributions','2026-01-20','paid',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,3,1,'contributions','2026-09-30','due',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,7,1,'benefits','2026-06-01','decision',1);
INSERT INTO "ledger_entry" VALUES(434924069037137,8,1,'benefits','2026-06-01','decision',2);
INSERT INTO "ledger_entry" VALUES(434924069037137,9,1,'benefits','2026-06-01','decision',5);
INSERT INTO "ledger_entry" VALUES(434924069037137,19,1,'contributions','2026-01-30','charge',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,22,1,'contributions','2026-01-30','charge',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,23,1,'contributions','2026-01-30','receipt',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,24,1,'contributions','2026-03-01','receipt',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,28,1,'contributions','2026-02-02','return',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,30,1,'contributions','2026-01-01','charge',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,35,1,'contributions','2026-06-30','receipt',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,38,1,'contributions','2026-07-02','return',NULL);
INSERT INTO "ledger_entry" VALUES(434924069037137,41,1,'benefits','2026-06-03','payment',1);
INSERT INTO "ledger_entry" VALUES(434924069037137,42,1,'benefits','2026-06-03','payment',2);
INSERT INTO "ledger_entry" VALUES(434924069037137,43,1,'benefits','2026-06-03','payment',5);
INSERT INTO "ledger_entry" VALUES(434924069037137,44,1,'benefits','2026-06-03','return',1);
INSERT INTO "ledger_entry" VALUES(1965437417399041,4,1,'contributions','2026-06-01','charge',NULL);
INSERT INTO "ledger_entry" VALUES(4446790597868921,4,1,'contributions','2026-06-01','charge',NULL);
INSERT INTO "ledger_entry" VALUES(4963389150918618,11,1,'benefits','2026-06-01','decision',8);
INSERT INTO "ledger_entry" VALUES(5026699863059103,12,1,'benefits','2026-06-01','decision',13);
INSERT INTO "ledger_entry" VALUES(9007199254740993,1,1,'contributions','2026-03-02','receipt',NULL);
INSERT INTO "ledger_entry" VALUES(9007199254740993,18,1,'contributions','2026-01-01','receipt',NULL);
INSERT INTO "ledger_entry" VALUES(9007199254740993,19,1,'contributions','2026-03-02','fund_share',NULL);
INSERT INTO "ledger_entry" VALUES(9007199254740993,20,1,'funds','2026-03-02','fund_share',NULL);
CREATE TABLE letter_file (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    attachment_sha256 TEXT NOT NULL,
    CONSTRAINT pk_letter_file PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_letter_file_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "letter_file" VALUES(5026699863059103,15,'babababababababababababababababababababababababababababababababa');
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
INSERT INTO "mandate" VALUES(434924069037137,31,1,5249289124956665,'M-000001','CORE','recurrent','2026-01-01');
INSERT INTO "mandate" VALUES(434924069037137,32,2,5249289124956665,'M-000002','CORE','recurrent','2026-01-01');
CREATE TABLE mandate_account (
    mandate_id INTEGER NOT NULL,
    holder TEXT NOT NULL,
    iban TEXT NOT NULL,
    CONSTRAINT pk_mandate_account PRIMARY KEY (mandate_id),
    CONSTRAINT fk_mandate_account_mandate_id FOREIGN KEY(mandate_id) REFERENCES mandate (mandate_id)
)
 STRICT;
INSERT INTO "mandate_account" VALUES(1,'','IT89O0300203280429513916296');
INSERT INTO "mandate_account" VALUES(2,'','IT89O0300203280429513916296');
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
INSERT INTO "mandate_end" VALUES(434924069037137,33,1,'2026-01-01','revoked');
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
INSERT INTO "membership" VALUES(5026699863059103,2,3063549980164557,1,'applied','2026-01-01','2026-01-01',NULL,'2026-03-02','ordinary','','',NULL);
INSERT INTO "membership" VALUES(5026699863059103,3,3063549980164557,2,'admitted','2026-01-10','2026-01-10','2026-01-10',NULL,'ordinary','','',1);
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
INSERT INTO "movement" VALUES(434924069037137,7,1,1,1,5249289124956665,'mutua-di-prova/prova','visite','5249289124956665','2026-01-01',35000,0,'');
INSERT INTO "movement" VALUES(434924069037137,8,1,2,1,5249289124956665,'mutua-di-prova/prova','visite','5249289124956665','2026-01-01',5000,0,'');
INSERT INTO "movement" VALUES(4963389150918618,9,1,6,1,4963389150918618,'mutua-di-prova/prova','casa','4963389150918618','2026-01-01',0,600,'');
INSERT INTO "movement" VALUES(4963389150918618,10,1,7,1,4963389150918618,'mutua-di-prova/prova','casa','4963389150918618','2026-01-01',0,-480,'');
INSERT INTO "movement" VALUES(4963389150918618,10,2,7,1,4963389150918618,'mutua-di-prova/prova','casa','4963389150918618','2026-01-01',480,0,'');
INSERT INTO "movement" VALUES(5026699863059103,10,1,0,0,3063549980164557,'altra/piano','visite','3063549980164557','2026-01-01',700,0,'');
INSERT INTO "movement" VALUES(5026699863059103,12,1,13,1,3063549980164557,'mutua-di-prova/prova','visite','3063549980164557','2026-01-01',15000,0,'');
CREATE TABLE notice_given (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    given_on TEXT NOT NULL,
    how TEXT NOT NULL,
    void INTEGER NOT NULL,
    CONSTRAINT pk_notice_given PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_notice_given_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_notice_given_given_on_day CHECK (length(given_on) = 10),
    CONSTRAINT ck_notice_given_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_notice_given_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_notice_given_version FOREIGN KEY(version) REFERENCES privacy_notice (version)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "notice_given" VALUES(434924069037137,48,5249289124956665,1,'2026-06-01','paper',0);
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
INSERT INTO "notice_sent" VALUES(434924069037137,21,1,2026,'notice',1,'2026-01-30','RF',12300,'abababababababababababababababababababababababababababababababab');
CREATE TABLE paid_elsewhere (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    declared_on TEXT NOT NULL,
    how TEXT NOT NULL,
    CONSTRAINT pk_paid_elsewhere PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_paid_elsewhere_amount CHECK (amount_cents >= 0),
    CONSTRAINT ck_paid_elsewhere_year CHECK (year BETWEEN 1900 AND 2999),
    CONSTRAINT fk_paid_elsewhere_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_paid_elsewhere_declared_on_day CHECK (length(declared_on) = 10),
    CONSTRAINT fk_paid_elsewhere_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "paid_elsewhere" VALUES(434924069037137,46,5249289124956665,2026,50000,'2026-06-01','paper');
INSERT INTO "paid_elsewhere" VALUES(434924069037137,47,5249289124956665,2026,60000,'2026-06-01','paper');
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
INSERT INTO "paper" VALUES(434924069037137,4,1,1,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,4,2,1,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,5,1,2,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,5,2,2,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,6,1,5,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,6,2,5,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,10,1,1,0,'referto','2026-05-04','abababababababababababababababababababababababababababababababab');
INSERT INTO "paper" VALUES(434924069037137,14,1,9,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,14,2,9,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,15,1,10,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,15,2,10,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,17,1,11,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,17,2,11,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,18,1,12,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(434924069037137,18,2,12,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,2,1,3,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,3,1,4,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,3,2,4,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,4,1,6,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,4,2,6,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,5,1,7,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,5,2,7,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,6,1,8,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(4963389150918618,6,2,8,0,'prescrizione','2026-05-04',NULL);
INSERT INTO "paper" VALUES(5026699863059103,11,1,13,0,'fattura','2026-05-04',NULL);
INSERT INTO "paper" VALUES(5026699863059103,11,2,13,0,'prescrizione','2026-05-04',NULL);
CREATE TABLE paper_issued (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    person_id INTEGER,
    firm_id INTEGER,
    year INTEGER,
    issued_on TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    byte_count INTEGER NOT NULL,
    CONSTRAINT pk_paper_issued PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_paper_issued_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT ck_paper_issued_byte_count CHECK (byte_count > 0),
    CONSTRAINT fk_paper_issued_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_paper_issued_issued_on_day CHECK (length(issued_on) = 10),
    CONSTRAINT fk_paper_issued_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_paper_issued_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "paper_issued" VALUES(4963389150918618,12,'card',8533868620643364,NULL,NULL,'2026-05-04','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd',1000);
INSERT INTO "paper_issued" VALUES(4963389150918618,13,'papers_asked',8533868620643364,NULL,NULL,'2026-05-04','efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef',1000);
INSERT INTO "paper_issued" VALUES(5026699863059103,15,'decision_letter',3063549980164557,NULL,NULL,'2026-06-01','acacacacacacacacacacacacacacacacacacacacacacacacacacacacacacacac',9);
CREATE TABLE parked_household (
    household_id INTEGER NOT NULL,
    parked_at TEXT NOT NULL,
    cause TEXT NOT NULL,
    CONSTRAINT pk_parked_household PRIMARY KEY (household_id),
    CONSTRAINT ck_parked_household_parked_at_instant CHECK (length(parked_at) = 27),
    CONSTRAINT fk_parked_household_household_id FOREIGN KEY(household_id) REFERENCES household (id)
) STRICT;
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
INSERT INTO "payment" VALUES(434924069037137,11,1,'payment','2026-06-01',100,'E2E');
INSERT INTO "payment" VALUES(434924069037137,41,1,'payment','2026-06-03',35000,'SCT-000002-00001');
INSERT INTO "payment" VALUES(434924069037137,42,2,'payment','2026-06-03',5000,'SCT-000002-00002');
INSERT INTO "payment" VALUES(434924069037137,43,5,'payment','2026-06-03',85000,'SCT-000002-00003');
INSERT INTO "payment" VALUES(434924069037137,44,1,'return','2026-06-03',35000,'SCT-000002-00001');
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
INSERT INTO "payment_choice" VALUES(434924069037137,20,1,'mutua-di-prova/prova',2026,'due rate','direct_debit','2026-01-30',0);
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
INSERT INTO "payment_debit" VALUES(9007199254741000,6,2,NULL,999,'2026-06-03',125000,0);
CREATE TABLE payment_file (
    run_id INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_payment_file PRIMARY KEY (run_id),
    CONSTRAINT fk_payment_file_run_id FOREIGN KEY(run_id) REFERENCES payment_run (run_id)
)
 STRICT;
INSERT INTO "payment_file" VALUES(2,X'4B81FC66AADD1C2AA83D15EB4A505213E296CE1C85AF63A0C9E450244A9F0845D9B032C15C29FF9E',X'CBCAFFE8FB25290D032E194AA15EC8A73255D0B4DB4DC1647F1B2FD1C6ACEF36CEC8AC7B9150180027BD5A3CBDC72CF795BBDA47034B88C913403B30A90F3E0749A37BC2A684F66652CADEEB5B3E6D4168F07B4F3E3C1BA969C37CC8920FE95C998859AC0A59A149FB7B6DE052B4FE5099B4E2AFCA10460E64D6F1FAD3C8A525C16785286E3BB90A61EA0D580981186A5F8DB88455253011BE78AF9A3AC0B056ACBA13A9695F18D0380E60AEE5F6BA849403E51CF477E95EEA1DA42B83F6D344D9CC90A91C74BE7FBE1CE5B6926FB3B97E7104958872D3CD1820551B677A6E20D15E4EBE2D798D88ABF5DCEC1545F03149CC29A0E93AA36230B9787FC2D29300054FBEAEC87937CAA9F17C84F85151806216EBFC342E172841E4DBE78DCB1DE95670917354FC7AED48B03F4B617169C25741D8B7AA68A61734ED8DD8208AF44CF7C7394F3A76C0B9F73814B9F71F201BE2412F10E9439BF5422D002BFBFE05D585A3C62DCD2C9AD163DDFC2657CE8E81A88B471748250420EBD0D2B84C2C96312D9F099760AE2116C8E2CB08CE8B0535F8E0B074A9E451FA41FCF21EB18E241874BF4CCB917E32ACD6E26878DDBFA6CB238EF16E88C4629AFAE9223FD601AE25FC80AE861205A8E11DA6EBA1F6317E8F8AA3EA35E5BC459B533C3F5ADC95F96DBEACF4B835510DBEFC40F3978842CE773C366CB9DE1CDD9D1B4CE98AFE6AC216AF14AA64463C56FB9B00279FCBB0C136371091E28D9236555796DB24CE140A7B31D9638A1B74869AF97BE3E145478F66B7642EEC2A8D63FF1A78EF9E1500477E54475B1DCC5832EEFAA91EBA75DD6385AC32E254DEACD0D5812D79F71B6D5674E1192BCA00861409FB9C8F2286F99554243CA8AFC95F0AC5AF2B686D5CF5FEDD9EA120ED0A2FA7ACAB84BA0A9B1550C25A804B17270839DF370684D90EB0B9347A3331CFA7D3897396A541B2780AB9DB1B6AB7F3E38C4722DDB0D4384F1D16CA23BC76D0887B54C82473B7555C1DB2A1CCF8F5FA577AD71277C54530BF639395F3F0F505B29B2FF7BD41936DDD8EF53BE88118C3EC57BFBC8EAE8812200CF3666A0BFACC43FAD227D61170726368EA2ED61CC80890C41DC062791442C02A4E9D7E5EDAA8B6A1E72E375EA5601EA2C108B9679CDCEF07FD64FCD1ECC59F8EFC73C896C8905D154231156B3A8234979FA056B5B25C97CCE5DBC6ED46667931C605324D36F7958D2581D035D8C077F1E60F801E97300AEF3B11122BB0DFDB5575041AFF64624D418A3D14D7D9F90CC93AE8BD246A83087BB716A35775618684735AF6820157F30D450FD13985C285C3227CE019EB5528C1FE48E856C2D4C50F09FBBBBEF9B34FE3487A2D19BC320A0AC8AD133AAC3ACE59EFB96D03E16EC865375C350BE534704D9B83D62DE00C6B6D4D8B298012E3B3D125CEE35EAFC17875A447084FBC0CC26C0D81222DC046B4D0E7F45459EB630777D2D61BA9F81E15D8FEDEBD41F9CFB092916EB4D637F5EB33458365696CC775DF644A5350F3CE653ECE0A05EF2DE9B0E255FB1FB06BFFBB181A63B379EBD14D5E86BE4EC1032EF26E20074937D802EB6B265C5AA63C6D0539EDE35C446FBB7DC030D6784EA63DE5CB483BCDF85160EED4D3A225B76332608771758D223543805E13091AAF7BD15011283993FB91E4C479FACB47A620F346A7957A7F2D6651B3AF3714454AE126A6B1CF414D59220326FCBD115AAB3FFD72DC94F4B2381CD951B856761120DB8525AF86FEA321268B89B9651563C04CBCCCBCCDE37C3EC5297468D235772802A4F67911821FD55F00ED67AE2B8D2416C236B835639412E990B82DCBCC35DA7001D3E24A4B7F19F7ED8C67B5992B007006ED7075F0DDCAF50DAAC6DEDFB1800EC9294EFA4D61201A1EC1CC10A5E8D1F94E666581AFD7C0CF8CDD1BA5D8838BFF11564E5C265555BA28A4460079DA872995370361CB3AEDBAF979F2ED9581E89B7D0B9D8210B3F4CE496CE4D176F48EE4AB0DC0BD45CCD5DDFC2507DDC2C474555555A9DAE9228EA351F07290C6F9E867F89FA3C03889EF4D325EB9451ADFFF5CA04DE5570ABAD662B636613F6FBECE84BFCE860569C47F6E235E0A8E5EAE0FB8E553ECDF2CA273A4BD86919877FCFC0B944AFAE8836166C2303414BCE1E542CF1DAA09CE54DBA6E7D07581B963919E9C9EC42C7BD91E84B08EE183A092894626997B3FDBF0EC8632063FB7681BFEB01B06424BB1311835ECC0B29A7722D17E2371E1C4B08AFB328B5EBB4BAFBBF6C56F40F1C38C5D3D59CF0BFC8FD8A7A3DFB430E9AF2F99F86943C8EC15848E3A019859B51EFB7DE6512A9822194CCB8ACE276978F06241207A3166DAA7B8BD4B84F0A3287CF4BD4B5C5F46B76B7D8B387D9782D7FFAA0FCD78CD2795834BC38F2B9B62FCCD53CE6C11CC3E2699B36A5B1FE0D2C9FBA2C6D5FA71CC433EA5AA5A02DF00B6EFA461B1AA964BB58CC4DD45BDAF9F9688ED65B8D8A4CFA19F139381F286651439EDBD7A26F5963AF8A11D6D91E96CEA8A6A18303C8025FAABA0FBDB9600D5507DEF7C4E9141C930CBBECDDD6CB40250D4AF1A097EE89F5E6946D0F208006D93D1CD865759FB87F407A8000E976F7D9D708C3E1DB665EFA2C22ACE43932036F209B67B09358D570D560307A6D61418048D50A7413B99787D0C568543B0C85C010C632C72B1DCF366042372A59711EC3190864D1F791D1322F27EAC604502BB8BBC0AF8D7F397824FF379FEA2C39F8F42D79B9CE8FDFBBFC36622A0F6ACB35F63E83862E94A42601BCC135A381B2EC86E00734FA71F8F9919EEC4D956853A00C390E2DD02B2326EDA3DCEDE20B87DAFAF88C58EFACECC7AA1CA8A3EA98FC14ED6448620FF69AC19CA6B40DD946041B7E68C818C5BD9D852E68E98C91EF25197A2D650B9C43F931DEB78C137DD29BF6BFA38715C8217D260F1189F2484DCD066DC7E95F05947F9BAD0EE9716F355F176669884007F703B6C9FE41628222D86271E844581744F4E6EA43BBAE6D31C10CB57456C38DCDB90EE3EB81CF4CDD866964E99F8AA56CE30CF00D425336996CACAF32AED6FDB5AD7A37BA7E3B9D0948D94ADE100BAE9377DCD8179723E09B521CF770EA77092FFD57C266095741937CEB58B9AE5D9C4189902F6241C5C3AB646C668C58675D7BF626D128D03E669BA8F628F5B21315531E59427782C9569056EA68391E1B08D29A85BA10A7C06DC1F7AF45283CAC55AD116F4D77D7CDEC9114F75DB1DE33C6E8B6A30BA87C9A0FC243D4CA9ECADC712EE4C89082080C0A3986AFA9AA7E4D94F3DD7967267CE9092BD5ABC769BEFD51A4ACBF516BB47A798824E3D44EB65C7359D46F7DB02D46A594F26FDB0C4C67FE26231AE4157713E855A936B381E62778F1CD6F61045948E400B8E46C28C9AD9D177659A4ECCB2EFB7AFD9BBEACE8881CA607053EE3B9CF80FFADB2A70B2F1DF44BA379D6537FC7B1A676C968DEF14B454426FE6557C5B41C5D677A0EA337C79955AF04010CF4DF39057D8466A134865F9DF4D4BDF2BD3AD6FF7698CC3C65CE518607A6557881266D11ECD25CE8C93C42BB7206E475E8F96E9C4258B1D6D3E12836B97571012965D8A3EB9B93CC5DE5969400AB6C5D8B639DC56738040FD4068F848E630DF7D112454DF50166D28901A589E416B2CAAF418F58BD2332CDF29037D9F4FA0CD8628DBB4125CB3CFA785A68D911CE96002F32C2C75B63BB3CB040027CF712B8FFCC652C14A9444077AC5FBE10001795CD91A1A2EA59D7274158AB5E7BFFC203C8F6F7C6FCA0E7461D1E799E86B758E521F77AFC8618EEE356E444C4A1CD6BB4C0AB46572F21ECAB5E4BBF663C0C1615565022018D8B3986EB29A17F4E013E0679E8AA45F8A333570DB7E0296945B913E86EB9BD58E2955D838F3E0E154D5DA430519BAED771D6A964B02D14409C5E46CDDFADF928955529C47DFCC32B02EEBA287832862DD8F5C647EEA9165D003F94F750259DA91EE2327E079534DAF045E2FD8DD293030BF59B6EF5E884F419ACAEE5017D664629A082EBCD62166030BE519739598F76A7817F1FDB7EDCA181512396BEC82D9B67130960189C560B62B8C6A1C1FFC8FD7C479B3B9B73B6D11BF41DC6F9E836C78893864219B168A0DC2BAA335D0958CA72405554C8C164451A84E92E0EEC95CA02E6785E7567CEBE86B79AC74CC432ABE401E9B7E288E453BCBF4F3173452D3733BE2D54338D6F507430E99DE0B5C7476EE9D2329DAD8F60BCD9E891E62223CD054093445BDAA09FBD1018E992FD26A65444B42CB8F27224D6DBD31D92D45E66DBB3C94227DB2BEFA138AB1B3BE9C49E0927340DA6251F411366D55C808E91205430DD8C172E7720C85234D942AA9DF15655A30D0FFBCF5440BADC684BE9A9DE40AC854F694135E446226E22CEBAAB84DB830F46724D5F4B74A09A609B7967DFE53F3C49A7D7EE4F263133491A6A0E7C245941C1768CD688BB49040671428398A6C381159D43FDD6D3692298C97A49D9A10BA40DC687DB3C6D4CA108CA45A8FFF3CBEB552094ECAFD108AAA7806BBE8C6E26193C7A6F7F36D3ED9EDA7AA43A06F7980DB558394FD70B8283769E91E3B1727DFB974F7AC98A2B314A5AFA94C6775995E9C709C8F998BC33F4FE20C8B9FEF45C2318CAA3EBA5E66CE24836FFF8B86FDE525ED46BB2050BCB1DA151DCFB64EF5134BE48FEEE5A20401C5132E1C217AD3A0F6FF3EBE88DAE4AD5A6A08139B4AB05882610682155BF391C27D71A11234C097EE9EBF1D2A80D02A7717FFBC0256B82D9B8EF2647B2340E4B8E2F5793FDA34EA3631F9B5F4474A32696D8C26CFA8DA6F2126E569639A854C8EC38F4B5C78E77564CDCFC1883A2AB7C3B54D31B80F8C46BEF10967595C01224BCEB3F21DE7F73AEF77295096F29C9DE94E2A484A2019407ABAC8DB88');
CREATE TABLE payment_line (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    end_to_end TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    CONSTRAINT pk_payment_line PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_payment_line_amount CHECK (amount_cents > 0),
    CONSTRAINT fk_payment_line_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_payment_line_line_id UNIQUE (line_id),
    CONSTRAINT fk_payment_line_run_id FOREIGN KEY(run_id) REFERENCES payment_run (run_id),
    CONSTRAINT fk_payment_line_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT uq_payment_line_end_to_end UNIQUE (end_to_end)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "payment_line" VALUES(9007199254741000,2,1,1,1,1,'SCT-000001-00001',35000);
INSERT INTO "payment_line" VALUES(9007199254741000,2,2,2,1,2,'SCT-000001-00002',5000);
INSERT INTO "payment_line" VALUES(9007199254741000,2,3,3,1,5,'SCT-000001-00003',85000);
INSERT INTO "payment_line" VALUES(9007199254741000,4,1,4,2,1,'SCT-000002-00001',35000);
INSERT INTO "payment_line" VALUES(9007199254741000,4,2,5,2,2,'SCT-000002-00002',5000);
INSERT INTO "payment_line" VALUES(9007199254741000,4,3,6,2,5,'SCT-000002-00003',85000);
CREATE TABLE payment_line_event (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_payment_line_event PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_payment_line_event_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_line_event_happened_on_day CHECK (length(happened_on) = 10),
    CONSTRAINT uq_payment_line_event_line_id UNIQUE (line_id),
    CONSTRAINT fk_payment_line_event_line_id FOREIGN KEY(line_id) REFERENCES payment_line (line_id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "payment_line_event" VALUES(434924069037137,44,4,'refused','2026-06-01','AC04');
CREATE TABLE payment_run (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    form TEXT NOT NULL,
    execute_on TEXT NOT NULL,
    line_count INTEGER NOT NULL,
    total_cents INTEGER NOT NULL,
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
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "payment_run" VALUES(9007199254741000,2,1,'odgoymjvogaqv7atfugrcpnrpu','cbi','2026-06-03',3,125000,'4771864ddcbe75752b2858266bf2d94d7d2707ace3eb4862e0250e8ee01bd3f6','b10d169ddf6b0764d9300c6f91c4303be64773d63117db1e61b7f033f0c948fa');
INSERT INTO "payment_run" VALUES(9007199254741000,4,2,'theugckxbxazkhbeil4stdftuu','cbi','2026-06-03',3,125000,'043844cacf82a67a944bf1e7d7ac3763455593864628fc9e7e835e68eb1dac0c','70de82bb4848eed0e2d3d3bcc75d1997107da118696459eba8f7a2817a5e7788');
CREATE TABLE payment_run_end (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    how TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    CONSTRAINT pk_payment_run_end PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_payment_run_end_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_payment_run_end_ended_on_day CHECK (length(ended_on) = 10),
    CONSTRAINT uq_payment_run_end_run_id UNIQUE (run_id),
    CONSTRAINT fk_payment_run_end_run_id FOREIGN KEY(run_id) REFERENCES payment_run (run_id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "payment_run_end" VALUES(9007199254741000,3,1,'dropped','2026-06-01');
INSERT INTO "payment_run_end" VALUES(9007199254741000,5,2,'released','2026-06-01');
CREATE TABLE pending_claim (
    claim_id INTEGER NOT NULL,
    household_id INTEGER NOT NULL,
    CONSTRAINT pk_pending_claim PRIMARY KEY (claim_id),
    CONSTRAINT fk_pending_claim_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT fk_pending_claim_household_id FOREIGN KEY(household_id) REFERENCES household (id)
) STRICT;
INSERT INTO "pending_claim" VALUES(9,434924069037137);
INSERT INTO "pending_claim" VALUES(11,434924069037137);
INSERT INTO "pending_claim" VALUES(12,434924069037137);
CREATE TABLE person (
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_public_id UNIQUE (public_id)
) STRICT;
INSERT INTO "person" VALUES(557207357558186,'bsy6fhdfrtnbjfpgbl2zhpiez4');
INSERT INTO "person" VALUES(2431397928541911,'ccr5nmvkaxqrvmtrlfcxsxucfe');
INSERT INTO "person" VALUES(3063549980164557,'p4tbis4yfcp42wnfjj53d7xar4');
INSERT INTO "person" VALUES(3201736893376915,'fklpwgquud46o7y3ca6n6fmcwa');
INSERT INTO "person" VALUES(5249289124956665,'g33hlteb45hpl2hclwka5wieou');
INSERT INTO "person" VALUES(5502674166691815,'i4qhoh4mvambczwsfb3hf7psai');
INSERT INTO "person" VALUES(7177764720608028,'c726qn6xbaqp4em2olixjso7ni');
INSERT INTO "person" VALUES(8533868620643364,'su7ur4nat53llilqwm4dsjrqle');
CREATE TABLE person_erased (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    erased_on TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_person_erased PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_person_erased_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_person_erased_erased_on_day CHECK (length(erased_on) = 10),
    CONSTRAINT fk_person_erased_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "person_erased" VALUES(4963389150918618,14,557207357558186,'2026-05-05','richiesta');
CREATE TABLE person_key (
    person_id INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    CONSTRAINT pk_person_key PRIMARY KEY (person_id),
    CONSTRAINT fk_person_key_person_id FOREIGN KEY(person_id) REFERENCES person (id)
) STRICT;
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
INSERT INTO "person_mail" VALUES(1,5249289124956665,'anna@esempio.it','2026-06-01T08:00:00.000000Z',NULL,1);
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
INSERT INTO "posting" VALUES(434924069037137,2,1,1,'income',-30000);
INSERT INTO "posting" VALUES(434924069037137,2,1,2,'receivable',30000);
INSERT INTO "posting" VALUES(434924069037137,2,2,1,'bank',30000);
INSERT INTO "posting" VALUES(434924069037137,2,2,2,'receivable',-30000);
INSERT INTO "posting" VALUES(434924069037137,3,1,1,'income',-30000);
INSERT INTO "posting" VALUES(434924069037137,3,1,2,'receivable',30000);
INSERT INTO "posting" VALUES(434924069037137,7,1,1,'cost:generale',35000);
INSERT INTO "posting" VALUES(434924069037137,7,1,2,'payable:generale',-35000);
INSERT INTO "posting" VALUES(434924069037137,8,1,1,'cost:generale',5000);
INSERT INTO "posting" VALUES(434924069037137,8,1,2,'payable:generale',-5000);
INSERT INTO "posting" VALUES(434924069037137,9,1,1,'cost:generale',85000);
INSERT INTO "posting" VALUES(434924069037137,9,1,2,'payable:generale',-85000);
INSERT INTO "posting" VALUES(434924069037137,19,1,1,'income:mutua-di-prova/prova',-12500);
INSERT INTO "posting" VALUES(434924069037137,19,1,2,'receivable:firm',500);
INSERT INTO "posting" VALUES(434924069037137,19,1,3,'receivable:household',12300);
INSERT INTO "posting" VALUES(434924069037137,19,1,4,'surcharge',-300);
INSERT INTO "posting" VALUES(434924069037137,22,1,1,'income:mutua-di-prova/prova',100);
INSERT INTO "posting" VALUES(434924069037137,22,1,2,'receivable:household',-100);
INSERT INTO "posting" VALUES(434924069037137,23,1,1,'bank',5000);
INSERT INTO "posting" VALUES(434924069037137,23,1,2,'receivable:household',-5000);
INSERT INTO "posting" VALUES(434924069037137,24,1,1,'cash',20000);
INSERT INTO "posting" VALUES(434924069037137,24,1,2,'prepaid:household',-12800);
INSERT INTO "posting" VALUES(434924069037137,24,1,3,'receivable:household',-7200);
INSERT INTO "posting" VALUES(434924069037137,28,1,1,'bank',-5000);
INSERT INTO "posting" VALUES(434924069037137,28,1,2,'receivable:household',5000);
INSERT INTO "posting" VALUES(434924069037137,30,1,1,'income:mutua-di-prova/prova',-4000);
INSERT INTO "posting" VALUES(434924069037137,30,1,2,'receivable:household',4000);
INSERT INTO "posting" VALUES(434924069037137,35,1,1,'bank',9000);
INSERT INTO "posting" VALUES(434924069037137,35,1,2,'receivable:household',-9000);
INSERT INTO "posting" VALUES(434924069037137,38,1,1,'bank',-9000);
INSERT INTO "posting" VALUES(434924069037137,38,1,2,'receivable:household',9000);
INSERT INTO "posting" VALUES(434924069037137,41,1,1,'bank',-35000);
INSERT INTO "posting" VALUES(434924069037137,41,1,2,'payable:generale',35000);
INSERT INTO "posting" VALUES(434924069037137,42,1,1,'bank',-5000);
INSERT INTO "posting" VALUES(434924069037137,42,1,2,'payable:generale',5000);
INSERT INTO "posting" VALUES(434924069037137,43,1,1,'bank',-85000);
INSERT INTO "posting" VALUES(434924069037137,43,1,2,'payable:generale',85000);
INSERT INTO "posting" VALUES(434924069037137,44,1,1,'bank',35000);
INSERT INTO "posting" VALUES(434924069037137,44,1,2,'payable:generale',-35000);
INSERT INTO "posting" VALUES(1965437417399041,4,1,1,'income:mutua-di-prova/prova',-4000);
INSERT INTO "posting" VALUES(1965437417399041,4,1,2,'receivable:firm',4000);
INSERT INTO "posting" VALUES(4446790597868921,4,1,1,'income:mutua-di-prova/prova',-5000);
INSERT INTO "posting" VALUES(4446790597868921,4,1,2,'receivable:firm',5000);
INSERT INTO "posting" VALUES(4963389150918618,11,1,1,'cost:generale',15000);
INSERT INTO "posting" VALUES(4963389150918618,11,1,2,'payable:generale',-15000);
INSERT INTO "posting" VALUES(5026699863059103,12,1,1,'cost:generale',15000);
INSERT INTO "posting" VALUES(5026699863059103,12,1,2,'payable:generale',-15000);
INSERT INTO "posting" VALUES(9007199254740993,1,1,1,'bank',500);
INSERT INTO "posting" VALUES(9007199254740993,1,1,2,'receivable:firm',-500);
INSERT INTO "posting" VALUES(9007199254740993,18,1,1,'bank',9270);
INSERT INTO "posting" VALUES(9007199254740993,18,1,2,'prepaid:firm',-270);
INSERT INTO "posting" VALUES(9007199254740993,18,1,3,'receivable:firm',-9000);
INSERT INTO "posting" VALUES(9007199254740993,19,1,1,'bank',-270);
INSERT INTO "posting" VALUES(9007199254740993,19,1,2,'prepaid:firm',270);
INSERT INTO "posting" VALUES(9007199254740993,20,1,1,'bank',270);
INSERT INTO "posting" VALUES(9007199254740993,20,1,2,'restricted:patto',-270);
CREATE TABLE privacy_notice (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_privacy_notice PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_privacy_notice_version CHECK (version > 0),
    CONSTRAINT fk_privacy_notice_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_privacy_notice_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT uq_privacy_notice_version UNIQUE (version)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "privacy_notice" VALUES(9007199254741009,1,1,'2026-01-01','Come trattiamo i dati dei soci.');
CREATE TABLE proposal_content (
    proposal_id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    person_id INTEGER,
    salt BLOB NOT NULL,
    content TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_proposal_content PRIMARY KEY (proposal_id),
    CONSTRAINT uq_proposal_content_public_id UNIQUE (public_id),
    CONSTRAINT fk_proposal_content_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;
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
INSERT INTO "provider" VALUES(1,'ddytlus7kvzagmaykdc2hd6vi4','Studio',NULL,NULL);
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
INSERT INTO "proxy" VALUES(434924069037137,45,922151179098206,5249289124956665,3063549980164557,'paper','2026-06-01',NULL,0);
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
INSERT INTO "receipt" VALUES(434924069037137,23,1,'transfer','2026-01-30',5000,5249289124956665,NULL,'CRO1',NULL,NULL);
INSERT INTO "receipt" VALUES(434924069037137,24,2,'cash','2026-03-01',20000,5249289124956665,NULL,'',NULL,NULL);
INSERT INTO "receipt" VALUES(434924069037137,28,4,'transfer','2026-02-02',5000,5249289124956665,NULL,'CRO3',NULL,1);
INSERT INTO "receipt" VALUES(434924069037137,35,7,'direct_debit','2026-06-30',9000,NULL,NULL,'SDD-000001-00001',1,NULL);
INSERT INTO "receipt" VALUES(434924069037137,38,8,'direct_debit','2026-07-02',9000,NULL,NULL,'SDD-000001-00001',2,7);
INSERT INTO "receipt" VALUES(9007199254740993,1,3,'transfer','2026-03-02',500,NULL,774142246342873,'CRO2',NULL,NULL);
INSERT INTO "receipt" VALUES(9007199254740993,18,5,'transfer','2026-01-01',9270,NULL,7989748929083984,'',NULL,NULL);
INSERT INTO "receipt" VALUES(9007199254740993,19,6,'transfer','2026-03-02',270,NULL,7989748929083984,'RF812000000001',NULL,5);
CREATE TABLE receipt_payer (
    receipt_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    regime TEXT NOT NULL,
    CONSTRAINT pk_receipt_payer PRIMARY KEY (receipt_id),
    CONSTRAINT fk_receipt_payer_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id)
)
 STRICT;
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
INSERT INTO "resolution" VALUES(9007199254740992,1,1,'board','0110/Elsa','2026-01-10');
CREATE TABLE rules_snapshot (
    id INTEGER NOT NULL,
    plan_code TEXT NOT NULL,
    digest TEXT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_rules_snapshot PRIMARY KEY (id),
    CONSTRAINT uq_rules_snapshot_digest UNIQUE (digest)
) STRICT;
INSERT INTO "rules_snapshot" VALUES(1,'mutua-di-prova/prova','99098381515f013767f17e83a9894cad872190ea997ea7557f10036ad9395399',X'6D7574756120706C616E20310A7B22223A22506C616E222C2268656164223A7B22223A22506C616E48656164222C22636F6465223A226D757475612D64692D70726F76612F70726F7661222C226E6F7465223A22222C22736F6369657479223A224D757475612064692050726F7661222C22736F75726365223A22696E76656E7461746F222C227469746C65223A225069616E6F2064692070726F7661222C22746F70735F7570223A22222C2276657273696F6E5F6279223A2273657276697A696F227D2C2276657273696F6E73223A5B2274222C7B22223A2252756C65736574222C22617070726F76616C223A7B22223A22417070726F76616C222C22626F6479223A22436F6E7369676C696F222C226F6E223A5B2264222C22323032352D31312D3238225D2C227265736F6C7574696F6E223A22312F32303235227D2C2261727265617273223A7B22223A224172726561727352756C65222C2261727469636C65223A226172742E203131222C226772616365223A7B22223A224475726174696F6E222C22636F756E74223A312C22756E6974223A5B2265222C224475726174696F6E556E6974222C2264617973225D7D2C226E6F7465223A22222C22726573756D6573223A7B22223A224166746572222C22616E63686F72223A22706167616D656E746F222C226265666F7265223A66616C73652C226475726174696F6E223A7B22223A224475726174696F6E222C22636F756E74223A33302C22756E6974223A5B2265222C224475726174696F6E556E6974222C2264617973225D7D2C22657863656564696E67223A66616C73657D2C2273757370656E6473223A66616C73657D2C22617373697374616E636573223A5B226D222C5B2262617365222C7B22223A22417373697374616E6365222C2261727469636C65223A22222C226E616D65223A2262617365222C227469746C65223A2262617365227D5D5D2C2262656E6566697473223A5B226D222C5B22564953222C7B22223A2242656E65666974222C2261726561223A22222C2261727469636C65223A226172742E2035222C22636F6465223A22564953222C22636F756E74696E67223A6E756C6C2C22636F766572223A2262617365222C22646561646C696E65223A7B22223A22446561646C696E65222C2261727469636C65223A226172742E2036222C226279223A7B22223A224166746572222C22616E63686F72223A2266617474757261222C226265666F7265223A66616C73652C226475726174696F6E223A7B22223A224475726174696F6E222C22636F756E74223A36302C22756E6974223A5B2265222C224475726174696F6E556E6974222C2264617973225D7D2C22657863656564696E67223A66616C73657D2C226E6F745F6265666F7265223A7B22223A224E6F5465726D227D2C226E6F74696365223A6E756C6C7D2C226578636C75646573223A5B2274225D2C226E6F7465223A22222C22706170657273223A5B2274222C7B22223A22506170657252756C65222C2261727469636C65223A22222C226D697373696E67223A5B2265222C2250617065724661756C74222C2273757370656E64225D2C226E6F745F6166746572223A22222C226E6F745F6265666F7265223A22222C226E6F745F6F6C6465725F7468616E223A6E756C6C2C227061706572223A2266617474757261222C2272656C61746976655F746F223A2266617474757261222C227374616C65223A5B2265222C2250617065724661756C74222C22726566757365225D2C2276616C69645F756E74696C223A7B22223A224E6F5465726D227D2C227768656E223A6E756C6C7D2C7B22223A22506170657252756C65222C2261727469636C65223A22222C226D697373696E67223A5B2265222C2250617065724661756C74222C2273757370656E64225D2C226E6F745F6166746572223A22222C226E6F745F6265666F7265223A22222C226E6F745F6F6C6465725F7468616E223A6E756C6C2C227061706572223A22707265736372697A696F6E65222C2272656C61746976655F746F223A2266617474757261222C227374616C65223A5B2265222C2250617065724661756C74222C22726566757365225D2C2276616C69645F756E74696C223A7B22223A224E6F5465726D227D2C227768656E223A6E756C6C7D5D2C227265717569726573223A5B2274222C7B22223A22526571756972656D656E74222C2261727469636C65223A226172742E2031222C22636F6E646974696F6E223A7B22223A2254657374222C22636865636B223A7B22223A224F6E654F66222C2276616C756573223A5B2274222C227469746F6C617265225D7D2C2266616374223A22677261646F222C22726561645F6F6E223A6E756C6C7D2C22726561736F6E223A22736F6C6F5F7469746F6C617265227D5D2C22726F7773223A5B2274222C7B22223A22526F77222C2261727469636C65223A226172742E2035222C22636F6E73756D6573223A5B2274222C7B22223A22506F7444726177222C22706F74223A22766973697465222C227768656E223A6E756C6C7D5D2C226E6F745F647565223A66616C73652C226E6F7465223A22222C226F7468657277697365223A66616C73652C227374657073223A5B2274222C7B22223A22457870656E7365222C2261727469636C65223A22227D2C7B22223A225368617265222C2261727469636C65223A22222C227368617265223A7B22223A22436F6E7374616E74222C22616D6F756E74223A5B2271222C22372F3130225D7D7D5D2C227768656E223A6E756C6C7D5D2C227469746C65223A22566973697461207370656369616C697374696361222C22746F70735F7570223A5B2274225D2C22756E6974223A6E756C6C2C2276657273696F6E5F6279223A22222C2277616974696E67223A7B22223A2257616974696E67222C2261727469636C65223A22222C2266697273745F646179223A7B22223A224166746572222C22616E63686F72223A2269736372697A696F6E65222C226265666F7265223A66616C73652C226475726174696F6E223A7B22223A224475726174696F6E222C22636F756E74223A33302C22756E6974223A5B2265222C224475726174696F6E556E6974222C2264617973225D7D2C22657863656564696E67223A66616C73657D7D7D5D2C5B224F53504544414C45222C7B22223A2242656E65666974222C2261726561223A22222C2261727469636C65223A226172742E2033222C22636F6465223A224F53504544414C45222C22636F756E74696E67223A6E756C6C2C22636F766572223A22222C22646561646C696E65223A7B22223A22446561646C696E65222C2261727469636C65223A22222C226279223A7B22223A224E6F5465726D227D2C226E6F745F6265666F7265223A7B22223A224E6F5465726D227D2C226E6F74696365223A6E756C6C7D2C226578636C75646573223A5B2274225D2C226E6F7465223A22222C22706170657273223A5B2274225D2C227265717569726573223A5B2274225D2C22726F7773223A5B2274222C7B22223A22526F77222C2261727469636C65223A226172742E2033222C22636F6E73756D6573223A5B2274222C7B22223A22506F7444726177222C22706F74223A226F73706564616C65222C227768656E223A6E756C6C7D5D2C226E6F745F647565223A66616C73652C226E6F7465223A22222C226F7468657277697365223A66616C73652C227374657073223A5B2274225D2C227768656E223A6E756C6C7D5D2C227469746C65223A22417373697374656E7A6120696E206F73706564616C65222C22746F70735F7570223A5B2274225D2C22756E6974223A5B2265222C22556E6974222C22686F757273225D2C2276657273696F6E5F6279223A22222C2277616974696E67223A7B22223A2257616974696E67222C2261727469636C65223A22222C2266697273745F646179223A7B22223A224E6F5465726D227D7D7D5D2C5B2243415341222C7B22223A2242656E65666974222C2261726561223A22222C2261727469636C65223A226172742E2033222C22636F6465223A2243415341222C22636F756E74696E67223A6E756C6C2C22636F766572223A22222C22646561646C696E65223A7B22223A22446561646C696E65222C2261727469636C65223A22222C226279223A7B22223A224E6F5465726D227D2C226E6F745F6265666F7265223A7B22223A224E6F5465726D227D2C226E6F74696365223A6E756C6C7D2C226578636C75646573223A5B2274225D2C226E6F7465223A22222C22706170657273223A5B2274225D2C227265717569726573223A5B2274225D2C22726F7773223A5B2274222C7B22223A22526F77222C2261727469636C65223A226172742E2033222C22636F6E73756D6573223A5B2274222C7B22223A22496E4F72646572222C226472617773223A5B2274222C7B22223A22506F7444726177222C22706F74223A2263617361222C227768656E223A6E756C6C7D2C7B22223A2245786368616E676544726177222C2265786368616E6765223A22696E5F63617361227D5D7D5D2C226E6F745F647565223A66616C73652C226E6F7465223A22222C226F7468657277697365223A66616C73652C227374657073223A5B2274225D2C227768656E223A6E756C6C7D5D2C227469746C65223A22417373697374656E7A6120612063617361222C22746F70735F7570223A5B2274225D2C22756E6974223A5B2265222C22556E6974222C22686F757273225D2C2276657273696F6E5F6279223A22222C2277616974696E67223A7B22223A2257616974696E67222C2261727469636C65223A22222C2266697273745F646179223A7B22223A224E6F5465726D227D7D7D5D2C5B224349434C4F222C7B22223A2242656E65666974222C2261726561223A22222C2261727469636C65223A226172742E2037222C22636F6465223A224349434C4F222C22636F756E74696E67223A6E756C6C2C22636F766572223A22222C22646561646C696E65223A7B22223A22446561646C696E65222C2261727469636C65223A22222C226279223A7B22223A224E6F5465726D227D2C226E6F745F6265666F7265223A7B22223A224E6F5465726D227D2C226E6F74696365223A6E756C6C7D2C226578636C75646573223A5B2274225D2C226E6F7465223A22222C22706170657273223A5B2274225D2C227265717569726573223A5B2274225D2C22726F7773223A5B2274222C7B22223A22526F77222C2261727469636C65223A226172742E2037222C22636F6E73756D6573223A5B2274225D2C226E6F745F647565223A66616C73652C226E6F7465223A22222C226F7468657277697365223A66616C73652C227374657073223A5B2274222C7B22223A22457870656E7365222C2261727469636C65223A22227D2C7B22223A2244656475637469626C65222C22616D6F756E74223A7B22223A22436F6E7374616E74222C22616D6F756E74223A353030307D2C2261727469636C65223A22222C22706572223A7B22223A22506572222C2266616374223A22222C226B696E64223A5B2265222C225065724B696E64222C226F6E6365225D2C2270726F726174696F6E223A6E756C6C2C2273636F7065223A5B2265222C2253636F7065222C2267726F7570225D2C22776F7264223A2267727570706F227D2C22706F7473223A5B2274225D7D2C7B22223A2241744D6F7374222C22616D6F756E74223A7B22223A22436F6E7374616E74222C22616D6F756E74223A3130303030307D2C2261727469636C65223A22222C22706572223A7B22223A22506572222C2266616374223A22222C226B696E64223A5B2265222C225065724B696E64222C226F6E6365225D2C2270726F726174696F6E223A6E756C6C2C2273636F7065223A5B2265222C2253636F7065222C2267726F7570225D2C22776F7264223A2267727570706F227D7D5D2C227768656E223A6E756C6C7D5D2C227469746C65223A224369636C6F2064692063757265222C22746F70735F7570223A5B2274225D2C22756E6974223A6E756C6C2C2276657273696F6E5F6279223A22222C2277616974696E67223A7B22223A2257616974696E67222C2261727469636C65223A22222C2266697273745F646179223A7B22223A224E6F5465726D227D7D7D5D2C5B22434F4E54524F4C4C4F222C7B22223A2242656E65666974222C2261726561223A22222C2261727469636C65223A226172742E2038222C22636F6465223A22434F4E54524F4C4C4F222C22636F756E74696E67223A6E756C6C2C22636F766572223A22222C22646561646C696E65223A7B22223A22446561646C696E65222C2261727469636C65223A22222C226279223A7B22223A224E6F5465726D227D2C226E6F745F6265666F7265223A7B22223A224E6F5465726D227D2C226E6F74696365223A6E756C6C7D2C226578636C75646573223A5B2274225D2C226E6F7465223A22222C22706170657273223A5B2274225D2C227265717569726573223A5B2274222C7B22223A22526571756972656D656E74222C2261727469636C65223A22222C22636F6E646974696F6E223A7B22223A2254657374222C22636865636B223A7B22223A224265747765656E222C2268696768223A6E756C6C2C226C6F77223A317D2C2266616374223A227669736974655F7072696D61222C22726561645F6F6E223A6E756C6C7D2C22726561736F6E223A2273656E7A615F766973697461227D5D2C22726F7773223A5B2274222C7B22223A22526F77222C2261727469636C65223A226172742E2038222C22636F6E73756D6573223A5B2274225D2C226E6F745F647565223A66616C73652C226E6F7465223A22222C226F7468657277697365223A66616C73652C227374657073223A5B2274222C7B22223A22457870656E7365222C2261727469636C65223A22227D2C7B22223A2241744D6F7374222C22616D6F756E74223A7B22223A22436F6E7374616E74222C22616D6F756E74223A333030307D2C2261727469636C65223A22222C22706572223A7B22223A22506572222C2266616374223A22222C226B696E64223A5B2265222C225065724B696E64222C226F6E6365225D2C2270726F726174696F6E223A6E756C6C2C2273636F7065223A5B2265222C2253636F7065222C226C696E65225D2C22776F7264223A22227D7D5D2C227768656E223A6E756C6C7D5D2C227469746C65223A2256697369746120646920636F6E74726F6C6C6F222C22746F70735F7570223A5B2274225D2C22756E6974223A6E756C6C2C2276657273696F6E5F6279223A22222C2277616974696E67223A7B22223A2257616974696E67222C2261727469636C65223A22222C2266697273745F646179223A7B22223A224E6F5465726D227D7D7D5D5D2C22636F6E646974696F6E73223A5B226D225D2C22636F6E747269627574696F6E73223A7B22223A22436F6E747269627574696F6E73222C2261727469636C65223A226172742E203130222C226974656D73223A5B2274222C7B22223A22436F6E747269627574696F6E4974656D222C22616D6F756E74223A7B22223A22436F6E7374616E74222C22616D6F756E74223A33303030307D2C2261727469636C65223A226172742E203130222C22646973636F756E74223A6E756C6C2C226E616D65223A22636F6E7472696275746F222C22706572223A5B2265222C22436F6E747269627574696F6E506572222C2279656172225D2C2270726F7261746564223A66616C73652C2273686172655F6F665F6669726D223A5B2271222C22302F31225D2C227469746C65223A22636F6E7472696275746F222C227768656E223A6E756C6C7D5D2C226E6F7465223A22222C22706C616E73223A5B2274222C7B22223A22496E7374616C6D656E74506C616E222C2261727469636C65223A226172742E203130222C226E616D65223A22696E207472652072617465222C227061727473223A5B2274222C7B22223A22496E7374616C6D656E74222C22647565223A7B22223A224461794F6659656172222C22616E63686F72223A22696E697A696F5F616E6E6F222C22646179223A33312C226D6F6E7468223A312C2279656172735F6166746572223A307D2C2270617274223A5B2271222C22312F33225D2C22737572636861726765223A5B2271222C22302F31225D7D2C7B22223A22496E7374616C6D656E74222C22647565223A7B22223A224461794F6659656172222C22616E63686F72223A22696E697A696F5F616E6E6F222C22646179223A33312C226D6F6E7468223A352C2279656172735F6166746572223A307D2C2270617274223A5B2271222C22312F33225D2C22737572636861726765223A5B2271222C22312F3530225D7D2C7B22223A22496E7374616C6D656E74222C22647565223A7B22223A224461794F6659656172222C22616E63686F72223A22696E697A696F5F616E6E6F222C22646179223A33302C226D6F6E7468223A392C2279656172735F6166746572223A307D2C2270617274223A5B2271222C22312F33225D2C22737572636861726765223A5B2271222C22332F313030225D7D5D2C227768656E223A6E756C6C7D5D7D2C22636F76657273223A5B2274222C2262617365225D2C2265786368616E676573223A5B226D222C5B22696E5F63617361222C7B22223A2245786368616E6765222C2261727469636C65223A226172742E2034222C22636170223A7B22223A22436F6E7374616E74222C22616D6F756E74223A323838307D2C226E616D65223A22696E5F63617361222C226E6F7465223A22222C22726174696F223A5B2271222C22352F31225D2C22736F75726365223A226F73706564616C65222C227469746C65223A22696E2063617361222C22756E6974223A5B2265222C22556E6974222C22686F757273225D2C227768656E223A7B22223A2254657374222C22636865636B223A7B22223A224F6E654F66222C2276616C756573223A5B2274222C747275655D7D2C2266616374223A226175746F72697A7A617461222C22726561645F6F6E223A6E756C6C7D7D5D5D2C226661637473223A5B226D222C5B227072657374617A696F6E65222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274222C22564953222C224F53504544414C45222C2243415341222C224349434C4F222C22434F4E54524F4C4C4F225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2263686F696365225D2C226E616D65223A227072657374617A696F6E65222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616C65207072657374617A696F6E65207369206368696564653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227072657374617A696F6E65227D5D2C5B22636F64696365222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2274657874225D2C226E616D65223A22636F64696365222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616C20C3A820696C20636F646963652064656C6C61207072657374617A696F6E653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22636F646963652064656C6C61207072657374617A696F6E65227D5D2C5B227370657361222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226D6F6E6579225D2C226E616D65223A227370657361222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E746F20C3A820737461746F20737065736F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227370657361227D5D2C5B22616C7472695F72696D626F727369222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A302C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226D6F6E6579225D2C226E616D65223A22616C7472695F72696D626F727369222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E746F2068616E6E6F2072696D626F727361746F20616C7472693F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22616C7472692072696D626F727369227D5D2C5B227175616E746974C3A0222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A227175616E746974C3A0222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E746520756E6974C3A020286F72652C207365647574652C2070657A7A69E280A6293F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227175616E746974C3A0227D5D2C5B2273657276697A696F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A2273657276697A696F222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22496E206368652067696F726E6F20C3A82073746174612072657361206C61207072657374617A696F6E653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22646174612064656C6C61207072657374617A696F6E65227D5D2C5B22696E697A696F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22696E697A696F222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616C20C3A820696C207072696D6F2067696F726E6F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227072696D6F2067696F726E6F227D5D2C5B2266696E65222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A2266696E65222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616C20C3A8206C27756C74696D6F2067696F726E6F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22756C74696D6F2067696F726E6F227D5D2C5B22696E697A696F5F6F7265222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22696E7374616E74225D2C226E616D65223A22696E697A696F5F6F7265222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20636F6D696E6369612C2067696F726E6F2065206F72613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22696E697A696F227D5D2C5B2266696E655F6F7265222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22696E7374616E74225D2C226E616D65223A2266696E655F6F7265222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F2066696E697363652C2067696F726E6F2065206F72613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2266696E65227D5D2C5B22726567696D65222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274222C227072697661746F222C227469636B6574225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2263686F696365225D2C226E616D65223A22726567696D65222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D222C5B227072697661746F222C22696E20726567696D65207072697661746F225D2C5B227469636B6574222C227065722069207469636B65742064656C2073657276697A696F2073616E69746172696F225D5D2C2270726F6F66223A22222C227175657374696F6E223A22C38820756E207469636B65742064656C2073657276697A696F2073616E69746172696F206F20756E6120737065736120707269766174613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22726567696D65227D5D2C5B2272657465222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C227965735F6E6F225D2C226E616D65223A2272657465222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D222C5B2273C3AC222C226E656C6C652073747275747475726520636F6E76656E7A696F6E617465225D2C5B226E6F222C2266756F726920636F6E76656E7A696F6E65225D5D2C2270726F6F66223A22222C227175657374696F6E223A224C612073747275747475726120C3A820636F6E76656E7A696F6E6174613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2273747275747475726120636F6E76656E7A696F6E617461227D5D2C5B226361757361222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274222C226D616C6174746961222C22696E666F7274756E696F222C22677261766964616E7A61222C227072656573697374656E7465225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2263686F696365225D2C226E616D65223A226361757361222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D222C5B226D616C6174746961222C22706572206D616C6174746961225D2C5B22696E666F7274756E696F222C2270657220696E666F7274756E696F225D2C5B22677261766964616E7A61222C2270657220677261766964616E7A61225D2C5B227072656573697374656E7465222C22706572206D616C6174746961207072656573697374656E7465225D5D2C2270726F6F66223A22222C227175657374696F6E223A225175616C20C3A8206C612063617573613A206D616C61747469612C20696E666F7274756E696F2C20677261766964616E7A61E280A63F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226361757361227D5D2C5B2264656E7465222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2274657874225D2C226E616D65223A2264656E7465222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A224469207175616C652064656E7465207369207472617474613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2264656E7465227D5D2C5B2266617474757261222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A2266617474757261222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A224368652064617461206861206C6120666174747572613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22646174612064656C6C612066617474757261227D5D2C5B226E756D65726F5F66617474757261222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2274657874225D2C226E616D65223A226E756D65726F5F66617474757261222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22436865206E756D65726F206861206C6120666174747572613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226E756D65726F2064656C6C612066617474757261227D5D2C5B2270726576656E7469766F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226D6F6E6579225D2C226E616D65223A2270726576656E7469766F222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A2241207175616E746F20616D6D6F6E746120696C2070726576656E7469766F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2270726576656E7469766F227D5D2C5B226175746F72697A7A617461222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A66616C73652C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C227965735F6E6F225D2C226E616D65223A226175746F72697A7A617461222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D222C5B2273C3AC222C22636F6E206175746F72697A7A617A696F6E65225D2C5B226E6F222C2273656E7A61206175746F72697A7A617A696F6E65225D5D2C2270726F6F66223A22222C227175657374696F6E223A224C61206D75747561206861206175746F72697A7A61746F206C61207072657374617A696F6E653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226175746F72697A7A617A696F6E65227D5D2C5B22726963686965737461222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22726963686965737461222C226F66223A5B2265222C22466163744F66222C2272657175657374225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A8206172726976617461206C6120646F6D616E64613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22646174612064656C6C6120646F6D616E6461227D5D2C5B227269636869657374615F6F7265222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22696E7374616E74225D2C226E616D65223A227269636869657374615F6F7265222C226F66223A5B2265222C22466163744F66222C2272657175657374225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A224120636865206F726120C3A8206172726976617461206C6120646F6D616E64613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226F72612064656C6C6120646F6D616E6461227D5D2C5B226576656E746F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2274657874225D2C226E616D65223A226576656E746F222C226F66223A5B2265222C22466163744F66222C226576656E74225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A2241207175616C65206576656E746F207369207269666572697363653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226576656E746F227D5D2C5B226576656E746F5F64656C222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A226576656E746F5F64656C222C226F66223A5B2265222C22466163744F66222C226576656E74225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A820617676656E75746F206C276576656E746F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22646174612064656C6C276576656E746F227D5D2C5B227269636F7665726F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A227269636F7665726F222C226F66223A5B2265222C22466163744F66222C226576656E74225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A820617676656E75746F20696C207269636F7665726F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22646174612064656C207269636F7665726F227D5D2C5B2264696D697373696F6E65222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A2264696D697373696F6E65222C226F66223A5B2265222C22466163744F66222C226576656E74225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A820617676656E757461206C612064696D697373696F6E653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22646174612064656C6C612064696D697373696F6E65227D5D2C5B2267727570706F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2274657874225D2C226E616D65223A2267727570706F222C226F66223A5B2265222C22466163744F66222C2267726F7570225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A2241207175616C65207069616E6F2064692063757261206F206369636C6F2061707061727469656E653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227069616E6F2064692063757261227D5D2C5B226E617363697461222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A226E617363697461222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A8206E617461206C6120706572736F6E613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2264617461206469206E617363697461227D5D2C5B22677261646F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274222C227469746F6C617265222C22636F6E69756765222C22636F6E766976656E7465222C226669676C696F222C2267656E69746F7265222C2266726174656C6C6F222C22616C74726F225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2263686F696365225D2C226E616D65223A22677261646F222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D222C5B227469746F6C617265222C2270657220696C207469746F6C617265225D2C5B22636F6E69756765222C2270657220696C20636F6E69756765225D2C5B22636F6E766976656E7465222C2270657220696C20636F6E766976656E7465225D2C5B226669676C696F222C227065722069206669676C69225D2C5B2267656E69746F7265222C2270657220692067656E69746F7269225D2C5B2266726174656C6C6F222C2270657220692066726174656C6C69225D2C5B22616C74726F222C2270657220616C7472692066616D696C69617269225D5D2C2270726F6F66223A22222C227175657374696F6E223A2243686520726170706F72746F20686120636F6E20696C207469746F6C6172653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22677261646F20646920706172656E74656C61227D5D2C5B2269736372697A696F6E65222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A2269736372697A696F6E65222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A224461207175616E646F206465636F727265206C2769736372697A696F6E653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226461746120642769736372697A696F6E65227D5D2C5B226465636F7272656E7A61222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A226465636F7272656E7A61222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A224461207175616E646F206465636F727265206C6120636F706572747572613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226465636F7272656E7A612064656C6C6120636F70657274757261227D5D2C5B22636F6D706F6E656E7469222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A22636F6D706F6E656E7469222C226F66223A5B2265222C22466163744F66222C22686F757365686F6C64225D2C2270687261736573223A5B226D222C5B22222C227065722069206E75636C6569206469207B7D20706572736F6E65225D2C5B2231222C227065722063686920C3A820736F6C6F225D5D2C2270726F6F66223A22222C227175657374696F6E223A225175616E746520706572736F6E6520686120696C206E75636C656F3F222C22726561645F6F6E223A7B22223A2243616C656E646172446179222C22646179223A312C226D6F6E7468223A317D2C227465726D223A6E756C6C2C227469746C65223A22636F6D706F6E656E74692064656C206E75636C656F227D5D2C5B2266616D696C696172695F615F63617269636F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A2266616D696C696172695F615F63617269636F222C226F66223A5B2265222C22466163744F66222C22686F757365686F6C64225D2C2270687261736573223A5B226D222C5B22222C22636F6E207B7D2066616D696C6961726920612063617269636F225D2C5B2231222C22636F6E20756E2066616D696C6961726520612063617269636F225D5D2C2270726F6F66223A22222C227175657374696F6E223A225175616E74692066616D696C6961726920736F6E6F20612063617269636F3F222C22726561645F6F6E223A7B22223A2243616C656E646172446179222C22646179223A312C226D6F6E7468223A317D2C227465726D223A6E756C6C2C227469746C65223A2266616D696C6961726920612063617269636F227D5D2C5B22636F70657274757261222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274222C2262617365225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C2263686F696365225D2C226E616D65223A22636F70657274757261222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A224469207175616C6520636F70657274757261207369207472617474613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22636F70657274757261227D5D2C5B226574C3A0222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A226574C3A0222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D222C5B22222C2261207B7D20616E6E69225D2C5B2231222C226120756E20616E6E6F225D5D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226574C3A0227D5D2C5B22616E6E695F64695F69736372697A696F6E65222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A22616E6E695F64695F69736372697A696F6E65222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D222C5B22222C22636F6E207B7D20616E6E6920642769736372697A696F6E65225D2C5B2231222C22636F6E20756E20616E6E6F20642769736372697A696F6E65225D5D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22616E6E6920642769736372697A696F6E65227D5D2C5B226D6573695F64695F69736372697A696F6E65222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A226D6573695F64695F69736372697A696F6E65222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D222C5B22222C22636F6E207B7D206D65736920642769736372697A696F6E65225D2C5B2231222C22636F6E20756E206D65736520642769736372697A696F6E65225D5D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226D65736920642769736372697A696F6E65227D5D2C5B2267696F726E69222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A2267696F726E69222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D222C5B22222C22706572207B7D2067696F726E69225D2C5B2231222C2270657220756E2067696F726E6F225D5D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2267696F726E69227D5D2C5B226E6F747469222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A226E6F747469222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D222C5B22222C22706572207B7D206E6F747469225D2C5B2231222C2270657220756E61206E6F747465225D5D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226E6F747469227D5D2C5B227175616E746974C3A05F64656C5F67727570706F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A227175616E746974C3A05F64656C5F67727570706F222C226F66223A5B2265222C22466163744F66222C2267726F7570225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227175616E746974C3A020696E20747574746F20696C207069616E6F2064692063757261227D5D2C5B2273706573615F64656C5F67727570706F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226D6F6E6579225D2C226E616D65223A2273706573615F64656C5F67727570706F222C226F66223A5B2265222C22466163744F66222C2267726F7570225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22737065736120646920747574746F20696C207069616E6F2064692063757261227D5D2C5B227072696D615F666174747572615F64656C5F67727570706F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A227072696D615F666174747572615F64656C5F67727570706F222C226F66223A5B2265222C22466163744F66222C2267726F7570225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227072696D6120666174747572612064656C207069616E6F2064692063757261227D5D2C5B22756C74696D615F666174747572615F64656C5F67727570706F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22756C74696D615F666174747572615F64656C5F67727570706F222C226F66223A5B2265222C22466163744F66222C2267726F7570225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22756C74696D6120666174747572612064656C207069616E6F2064692063757261227D5D2C5B227265736964756F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226D6F6E6579225D2C226E616D65223A227265736964756F222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E746F206861206C6173636961746F206C6120636F7065727475726120707265636564656E74653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2273706573612072696D61737461227D5D2C5B2270616761746F5F7072696D61222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226D6F6E6579225D2C226E616D65223A2270616761746F5F7072696D61222C226F66223A5B2265222C22466163744F66222C226C696E65225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E746F2068612070616761746F206C6120636F7065727475726120707265636564656E74653F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226769C3A02072696D626F727361746F227D5D2C5B227269746172646F5F67696F726E69222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A227269746172646F5F67696F726E69222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D222C5B22222C22636F6E207B7D2067696F726E69206469207269746172646F225D2C5B2231222C22636F6E20756E2067696F726E6F206469207269746172646F225D5D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2267696F726E69206469207269746172646F227D5D2C5B227269746172646F5F6D657369222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A227269746172646F5F6D657369222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D222C5B22222C22636F6E207B7D206D657369206469207269746172646F225D2C5B2231222C22636F6E20756E206D657365206469207269746172646F225D5D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226D657369206469207269746172646F227D5D2C5B2273636164656E7A61222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A2273636164656E7A61222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F207363616465766120696C20636F6E7472696275746F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2273636164656E7A612064656C20636F6E7472696275746F227D5D2C5B22706167616D656E746F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22706167616D656E746F222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A820737461746F2070616761746F20696C20636F6E7472696275746F3F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22706167616D656E746F227D5D2C5B22696E74656772617A696F6E655F63686965737461222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22696E74656772617A696F6E655F63686965737461222C226F66223A5B2265222C22466163744F66222C2272657175657374225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20736F6E6F2073746174692063686965737469206920646F63756D656E7469206D616E63616E74693F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A2272696368696573746120646920646F63756D656E7469227D5D2C5B22636F6D706C6574617461222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22636F6D706C6574617461222C226F66223A5B2265222C22466163744F66222C2272657175657374225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A820737461746120636F6D706C6574617461206C6120707261746963613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227072617469636120636F6D706C657461227D5D2C5B22646563697361222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22646563697361222C226F66223A5B2265222C22466163744F66222C2272657175657374225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616E646F20C3A820737461746120646563697361206C6120707261746963613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A226465636973696F6E65227D5D2C5B22696E697A696F5F616E6E6F222C7B22223A2246616374222C226275696C74696E223A747275652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A6E756C6C2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22696E697A696F5F616E6E6F222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A225175616C6520616E6E6F2073692063616C636F6C613F222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A227072696D6F2067696F726E6F2064656C6C27616E6E6F227D5D2C5B227669736974655F7072696D61222C7B22223A2246616374222C226275696C74696E223A66616C73652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A7B22223A22486973746F72795175657374696F6E222C2262656E6566697473223A5B2274222C22564953225D2C226B696E64223A5B2265222C22486973746F72794B696E64222C22686F775F6D616E79225D2C227370616E223A5B2265222C22486973746F72795370616E222C2273616D655F79656172225D2C227768656E223A6E756C6C7D2C226B696E64223A5B2265222C22466163744B696E64222C226E756D626572225D2C226E616D65223A227669736974655F7072696D61222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22766973697465207072696D61227D5D2C5B22756C74696D615F766973697461222C7B22223A2246616374222C226275696C74696E223A66616C73652C2263686F69636573223A5B2274225D2C2264656661756C74223A6E756C6C2C22686973746F7279223A7B22223A22486973746F72795175657374696F6E222C2262656E6566697473223A5B2274222C22564953225D2C226B696E64223A5B2265222C22486973746F72794B696E64222C226C6173745F706169645F6F6E225D2C227370616E223A5B2265222C22486973746F72795370616E222C2265766572225D2C227768656E223A6E756C6C7D2C226B696E64223A5B2265222C22466163744B696E64222C22646179225D2C226E616D65223A22756C74696D615F766973697461222C226F66223A5B2265222C22466163744F66222C22706572736F6E225D2C2270687261736573223A5B226D225D2C2270726F6F66223A22222C227175657374696F6E223A22222C22726561645F6F6E223A6E756C6C2C227465726D223A6E756C6C2C227469746C65223A22756C74696D6120766973697461227D5D5D2C22696E5F666F7263655F66726F6D223A5B2264222C22323032362D30312D3031225D2C22696E5F666F7263655F746F223A6E756C6C2C226A6F696E696E67223A7B22223A224A6F696E696E67222C2261727469636C65223A226172742E2039222C226578656D7074223A6E756C6C2C226E6F7465223A22222C2272656C6174697665735F746F676574686572223A66616C73652C227265717569726573223A5B2274222C7B22223A22526571756972656D656E74222C2261727469636C65223A226172742E2039222C22636F6E646974696F6E223A7B22223A2254657374222C22636865636B223A7B22223A224265747765656E222C2268696768223A37342C226C6F77223A6E756C6C7D2C2266616374223A226574C3A0222C22726561645F6F6E223A6E756C6C7D2C22726561736F6E223A226574C3A0227D5D2C22737461727473223A7B22223A2246697273744F664D6F6E7468222C22616E63686F72223A22726963686965737461222C226E7468223A317D2C2277686F6C655F686F757365686F6C64223A66616C73657D2C226C656176696E67223A7B22223A224368616E676552756C65222C226166746572223A7B22223A224E6F5465726D227D2C2261727469636C65223A226172742E203132222C2261736B5F6279223A7B22223A224461794F6659656172222C22616E63686F72223A22726963686965737461222C22646179223A33302C226D6F6E7468223A392C2279656172735F6166746572223A307D2C2263617272696573223A5B2274225D2C22656666656374697665223A7B22223A224461794F6659656172222C22616E63686F72223A22726963686965737461222C22646179223A312C226D6F6E7468223A312C2279656172735F6166746572223A317D2C226B656570735F73656E696F72697479223A747275652C226E6F7465223A22227D2C226E6F7465223A22222C22706170657273223A5B226D222C5B2266617474757261222C7B22223A225061706572222C226E616D65223A2266617474757261222C226E6F7465223A22222C227469746C65223A2266617474757261227D5D2C5B22707265736372697A696F6E65222C7B22223A225061706572222C226E616D65223A22707265736372697A696F6E65222C226E6F7465223A22222C227469746C65223A22707265736372697A696F6E652064656C206D656469636F227D5D5D2C22706172616D6574657273223A5B226D225D2C227061796D656E7473223A7B22223A225061796D656E7452756C65222C2261727469636C65223A226172742E203133222C2266726F6D5F6D6F6E7468223A312C226E6F7465223A22222C227468726573686F6C64223A353030302C22746F5F6D6F6E7468223A31317D2C22706C616E223A7B22223A22506C616E48656164222C22636F6465223A226D757475612D64692D70726F76612F70726F7661222C226E6F7465223A22222C22736F6369657479223A224D757475612064692050726F7661222C22736F75726365223A22696E76656E7461746F222C227469746C65223A225069616E6F2064692070726F7661222C22746F70735F7570223A22222C2276657273696F6E5F6279223A2273657276697A696F227D2C22706C616E5F6368616E6765223A6E756C6C2C22706F7473223A5B226D222C5B22766973697465222C7B22223A22506F74222C22616E6577223A66616C73652C2261727469636C65223A226172742E2032222C22636F6E74696E756573223A5B2274225D2C22636F756E7473223A5B2265222C22436F756E7473222C2262656E65666974225D2C22646179223A2273657276697A696F222C2266697273745F79656172223A6E756C6C2C22686F6C64657273223A5B2274222C5B2265222C22486F6C646572222C22706572736F6E225D5D2C226B6579223A22766973697465222C226E616D65223A22766973697465222C226E6F7465223A22222C226F6363757272656E6365223A5B2265222C2253636F7065222C226C696E65225D2C226F766572666C6F77223A7B22223A224C6F7374227D2C22706572696F64223A7B22223A225965617273222C22616E63686F725F79656172223A6E756C6C2C22636F756E74223A312C22646179223A312C226D6F6E7468223A317D2C2273697A65223A7B22223A22436F6E7374616E74222C22616D6F756E74223A34303030307D2C227469746C65223A22766973697465222C22756E6974223A5B2265222C22556E6974222C226575726F225D7D5D2C5B226F73706564616C65222C7B22223A22506F74222C22616E6577223A66616C73652C2261727469636C65223A226172742E2033222C22636F6E74696E756573223A5B2274225D2C22636F756E7473223A5B2265222C22436F756E7473222C227175616E74697479225D2C22646179223A2273657276697A696F222C2266697273745F79656172223A6E756C6C2C22686F6C64657273223A5B2274222C5B2265222C22486F6C646572222C22686F757365686F6C64225D5D2C226B6579223A226F73706564616C65222C226E616D65223A226F73706564616C65222C226E6F7465223A22222C226F6363757272656E6365223A5B2265222C2253636F7065222C226C696E65225D2C226F766572666C6F77223A7B22223A224C6F7374227D2C22706572696F64223A7B22223A225965617273222C22616E63686F725F79656172223A6E756C6C2C22636F756E74223A312C22646179223A312C226D6F6E7468223A317D2C2273697A65223A7B22223A22436F6E7374616E74222C22616D6F756E74223A31343430307D2C227469746C65223A226F726520696E206F73706564616C65222C22756E6974223A5B2265222C22556E6974222C22686F757273225D7D5D2C5B2263617361222C7B22223A22506F74222C22616E6577223A66616C73652C2261727469636C65223A226172742E2033222C22636F6E74696E756573223A5B2274225D2C22636F756E7473223A5B2265222C22436F756E7473222C227175616E74697479225D2C22646179223A2273657276697A696F222C2266697273745F79656172223A6E756C6C2C22686F6C64657273223A5B2274222C5B2265222C22486F6C646572222C22686F757365686F6C64225D5D2C226B6579223A2263617361222C226E616D65223A2263617361222C226E6F7465223A22222C226F6363757272656E6365223A5B2265222C2253636F7065222C226C696E65225D2C226F766572666C6F77223A7B22223A224C6F7374227D2C22706572696F64223A7B22223A225965617273222C22616E63686F725F79656172223A6E756C6C2C22636F756E74223A312C22646179223A312C226D6F6E7468223A317D2C2273697A65223A7B22223A22436F6E7374616E74222C22616D6F756E74223A3732307D2C227469746C65223A226F726520612063617361222C22756E6974223A5B2265222C22556E6974222C22686F757273225D7D5D5D2C2270726F636564757265223A7B22223A2250726F636564757265222C2261707065616C223A7B22223A224E6F5465726D227D2C2261727469636C65223A226172742E203134222C22636F6D706C6574696F6E223A7B22223A224166746572222C22616E63686F72223A22696E74656772617A696F6E655F63686965737461222C226265666F7265223A66616C73652C226475726174696F6E223A7B22223A224475726174696F6E222C22636F756E74223A33302C22756E6974223A5B2265222C224475726174696F6E556E6974222C2264617973225D7D2C22657863656564696E67223A66616C73657D2C226465636973696F6E223A7B22223A224E6F5465726D227D2C226E6F7465223A22222C227061796D656E74223A7B22223A224E6F5465726D227D7D2C22726F756E64696E67223A7B22223A22526F756E64696E67222C22656163685F73746570223A66616C73652C226D6F6465223A5B2265222C22526F756E64696E674D6F6465222C2268616C665F7570225D2C22746F5F63656E7473223A317D2C22736F75726365223A22696E76656E7461746F222C2274617269666673223A5B226D225D2C2274696D65223A7B22223A2254696D6552756C6573222C22636C616D705F6D6F6E746873223A747275652C226461795F7A65726F223A747275652C226C6561705F62697274686461795F696E5F6D61726368223A747275657D7D5D7D');
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
) STRICT;
INSERT INTO "setting" VALUES('society_iban','IT60X0542811101000000123456');
INSERT INTO "setting" VALUES('bank_creditor_identifier','IT45ZZZ0000012345670017');
INSERT INTO "setting" VALUES('bank_cuc','ABCD1234');
INSERT INTO "setting" VALUES('society_name','Società di prova');
INSERT INTO "setting" VALUES('society_payment_days','10,25');
CREATE TABLE sheet_mapping (
    kind TEXT NOT NULL,
    signature TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_sheet_mapping PRIMARY KEY (kind, signature),
    CONSTRAINT ck_sheet_mapping_kind CHECK (kind IN ('members', 'claims')),
    CONSTRAINT ck_sheet_mapping_signature CHECK (length(signature) = 64)
) STRICT;
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
INSERT INTO "society_change" VALUES(9007199254741010,1,1,'name','Prova','Società di prova');
INSERT INTO "society_change" VALUES(9007199254741010,1,2,'payment_days','','10, 25');
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
INSERT INTO "staff_list" VALUES(9007199254740993,13,1,7989748929083984,NULL,'movements','2026-06-01','0000000000000000000000000000000000000000000000000000000000000000','bb8a2acaaf49b141',2,0,0,NULL);
INSERT INTO "staff_list" VALUES(9007199254740993,16,2,7989748929083984,NULL,'movements','2026-06-01','0000000000000000000000000000000000000000000000000000000000000000','1cc44af37362c4c7',0,1,0,NULL);
CREATE TABLE staff_mapping (
    firm_id INTEGER NOT NULL,
    signature TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_staff_mapping PRIMARY KEY (firm_id, signature),
    CONSTRAINT fk_staff_mapping_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
)
 STRICT;
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
INSERT INTO "statement" VALUES(9007199254740993,17,1,7989748929083984,1,'2026-05-01','2026-05-31','2026-06-01','2026-07-01','RF812000000001',9000,270);
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
INSERT INTO "statement_line" VALUES(9007199254740993,17,1,1,1,3201736893376915,'base','2026-01-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,2,1,2,5502674166691815,'base','2026-01-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,3,1,1,3201736893376915,'base','2026-02-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,4,1,2,5502674166691815,'base','2026-02-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,5,1,1,3201736893376915,'base','2026-03-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,6,1,2,5502674166691815,'base','2026-03-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,7,1,1,3201736893376915,'base','2026-04-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,8,1,2,5502674166691815,'base','2026-04-01',1,1000,1000,0,30);
INSERT INTO "statement_line" VALUES(9007199254740993,17,9,1,1,3201736893376915,'base','2026-05-01',0,1000,1000,0,30);
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
INSERT INTO "statement_payment" VALUES(9007199254740993,20,1,'2026-03-02',9270,'RF812000000001');
CREATE TABLE supplied_identity (
    enrolment_id INTEGER NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    fiscal_code TEXT NOT NULL,
    payroll_number TEXT NOT NULL,
    CONSTRAINT pk_supplied_identity PRIMARY KEY (enrolment_id)
)
 STRICT;
INSERT INTO "supplied_identity" VALUES(1,'Rossi','Ugo','RSSGUO80A01G674B','');
INSERT INTO "supplied_identity" VALUES(2,'Verdi','Pia','VRDPIA80A41G674Z','');
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
INSERT INTO "telling" VALUES(9007199254740993,13,1,1,NULL,NULL);
INSERT INTO "telling" VALUES(9007199254740993,14,1,NULL,4446790597868921,2);
INSERT INTO "telling" VALUES(9007199254740993,15,1,NULL,4446790597868921,3);
INSERT INTO "telling" VALUES(9007199254740993,16,1,2,NULL,NULL);
CREATE TABLE topping_up (
    chain_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    tops_up_id INTEGER NOT NULL,
    CONSTRAINT pk_topping_up PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_topping_up_order CHECK (tops_up_id < claim_id),
    CONSTRAINT fk_topping_up_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_topping_up_claim_id UNIQUE (claim_id),
    CONSTRAINT fk_topping_up_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT fk_topping_up_tops_up_id FOREIGN KEY(tops_up_id) REFERENCES claim (claim_id)
)
 WITHOUT ROWID,
 STRICT;
INSERT INTO "topping_up" VALUES(434924069037137,18,12,11);
CREATE TABLE web_session (
    token_hash TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    proved_at TEXT,
    CONSTRAINT pk_web_session PRIMARY KEY (token_hash),
    CONSTRAINT ck_web_session_token_hash CHECK (length(token_hash) = 64),
    CONSTRAINT ck_web_session_stage CHECK (stage IN ('password', 'whole')),
    CONSTRAINT ck_web_session_begun_at_instant CHECK (length(begun_at) = 27),
    CONSTRAINT ck_web_session_seen_at_instant CHECK (length(seen_at) = 27),
    CONSTRAINT ck_web_session_proved_at_instant CHECK (length(proved_at) = 27),
    CONSTRAINT fk_web_session_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;
CREATE INDEX ix_attachment_person_id ON attachment (person_id);
CREATE INDEX ix_attachment_plain_sha256 ON attachment (plain_sha256);
CREATE INDEX ix_identity_search_name ON identity (search_name);
CREATE INDEX ix_claim_person_id ON claim (person_id);
CREATE INDEX ix_claim_reference ON claim (reference);
CREATE INDEX ix_cover_person_id ON cover (person_id);
CREATE INDEX ix_employment_person_id ON employment (person_id);
CREATE INDEX ix_fact_person_id ON fact (person_id);
CREATE INDEX ix_household_place_person_id ON household_place (person_id);
CREATE INDEX ix_movement_owner_id ON movement (owner_id);
CREATE INDEX ix_claim_answer_claim_id ON claim_answer (claim_id);
CREATE INDEX ix_claim_line_claim_id ON claim_line (claim_id);
CREATE INDEX ix_claim_line_invoice_number ON claim_line (invoice_number, chain_id);
CREATE INDEX ix_paper_claim_id ON paper (claim_id);
CREATE INDEX ix_payment_claim_id ON payment (claim_id);
CREATE INDEX ix_pending_claim_household_id ON pending_claim (household_id);
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
CREATE INDEX ix_topping_up_tops_up_id ON topping_up (tops_up_id);
CREATE TRIGGER guard_topping_up_update BEFORE UPDATE ON topping_up BEGIN SELECT RAISE(ABORT, 'history is kept: topping_up'); END;
CREATE TRIGGER guard_topping_up_delete BEFORE DELETE ON topping_up BEGIN SELECT RAISE(ABORT, 'history is kept: topping_up'); END;
CREATE INDEX ix_book_line_member_number ON book_line (member_number);
CREATE INDEX ix_cohabitation_person_id ON cohabitation (person_id);
CREATE INDEX ix_death_person_id ON death (person_id);
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
CREATE INDEX ix_charge_person_id ON charge (person_id);
CREATE INDEX ix_due_firm_id ON due (firm_id);
CREATE INDEX ix_due_person_id ON due (person_id);
CREATE INDEX ix_due_reference ON due (reference);
CREATE INDEX ix_due_statement_id ON due (statement_id);
CREATE INDEX ix_receipt_bank_line_id ON receipt (bank_line_id);
CREATE INDEX ix_receipt_payer_firm_id ON receipt (payer_firm_id);
CREATE INDEX ix_receipt_payer_person_id ON receipt (payer_person_id);
CREATE INDEX ix_receipt_reference ON receipt (reference);
CREATE INDEX ix_receipt_returned_of ON receipt (returned_of);
CREATE INDEX ix_allocation_due_id ON allocation (due_id);
CREATE INDEX ix_allocation_receipt_id ON allocation (receipt_id);
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
CREATE INDEX ix_cover_change_person_id ON cover_change (person_id);
CREATE INDEX ix_cover_exemption_person_id ON cover_exemption (person_id);
CREATE INDEX ix_carried_use_owner_id ON carried_use (owner_id);
CREATE TRIGGER guard_cover_change_update BEFORE UPDATE ON cover_change BEGIN SELECT RAISE(ABORT, 'history is kept: cover_change'); END;
CREATE TRIGGER guard_cover_change_delete BEFORE DELETE ON cover_change BEGIN SELECT RAISE(ABORT, 'history is kept: cover_change'); END;
CREATE TRIGGER guard_cover_exemption_update BEFORE UPDATE ON cover_exemption BEGIN SELECT RAISE(ABORT, 'history is kept: cover_exemption'); END;
CREATE TRIGGER guard_cover_exemption_delete BEFORE DELETE ON cover_exemption BEGIN SELECT RAISE(ABORT, 'history is kept: cover_exemption'); END;
CREATE TRIGGER guard_carried_use_update BEFORE UPDATE ON carried_use BEGIN SELECT RAISE(ABORT, 'history is kept: carried_use'); END;
CREATE TRIGGER guard_carried_use_delete BEFORE DELETE ON carried_use BEGIN SELECT RAISE(ABORT, 'history is kept: carried_use'); END;
CREATE INDEX ix_firm_role_firm_id ON firm_role (firm_id);
CREATE INDEX ix_delegation_firm_id ON delegation (firm_id);
CREATE INDEX ix_delegation_intermediary_id ON delegation (intermediary_id);
CREATE INDEX ix_firm_plan_firm_id ON firm_plan (firm_id);
CREATE INDEX ix_staff_list_firm_id ON staff_list (firm_id);
CREATE INDEX ix_enrolment_firm_id ON enrolment (firm_id);
CREATE INDEX ix_enrolment_list_id ON enrolment (list_id);
CREATE INDEX ix_enrolment_person_id ON enrolment (person_id);
CREATE INDEX ix_absence_enrolment_id ON absence (enrolment_id);
CREATE INDEX ix_continuation_enrolment_id ON continuation (enrolment_id);
CREATE INDEX ix_statement_firm_id ON statement (firm_id);
CREATE INDEX ix_statement_line_person_id ON statement_line (person_id);
CREATE INDEX ix_statement_line_statement_id ON statement_line (statement_id);
CREATE INDEX ix_statement_payment_statement_id ON statement_payment (statement_id);
CREATE INDEX ix_firm_roster_firm_id ON firm_roster (firm_id);
CREATE INDEX ix_firm_statement_firm_id ON firm_statement (firm_id);
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
CREATE INDEX ix_bank_statement_account ON bank_statement (account);
CREATE INDEX ix_bank_line_booked_on ON bank_line (booked_on);
CREATE INDEX ix_bank_line_state ON bank_line (state);
CREATE INDEX ix_bank_line_statement_id ON bank_line (statement_id);
CREATE INDEX ix_mandate_person_id ON mandate (person_id);
CREATE INDEX ix_debit_collection_id ON debit (collection_id);
CREATE INDEX ix_debit_mandate_id ON debit (mandate_id);
CREATE INDEX ix_debit_event_debit_id ON debit_event (debit_id);
CREATE INDEX ix_debit_event_receipt_id ON debit_event (receipt_id);
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
CREATE INDEX ix_paper_issued_person_id ON paper_issued (person_id);
CREATE INDEX ix_person_erased_person_id ON person_erased (person_id);
CREATE INDEX ix_file_access_person_id ON file_access (person_id);
CREATE TRIGGER guard_paper_issued_update BEFORE UPDATE ON paper_issued BEGIN SELECT RAISE(ABORT, 'history is kept: paper_issued'); END;
CREATE TRIGGER guard_paper_issued_delete BEFORE DELETE ON paper_issued BEGIN SELECT RAISE(ABORT, 'history is kept: paper_issued'); END;
CREATE TRIGGER guard_person_erased_update BEFORE UPDATE ON person_erased BEGIN SELECT RAISE(ABORT, 'history is kept: person_erased'); END;
CREATE TRIGGER guard_person_erased_delete BEFORE DELETE ON person_erased BEGIN SELECT RAISE(ABORT, 'history is kept: person_erased'); END;
CREATE TRIGGER guard_file_access_update BEFORE UPDATE ON file_access BEGIN SELECT RAISE(ABORT, 'history is kept: file_access'); END;
CREATE INDEX ix_web_session_account_id ON web_session (account_id);
CREATE INDEX ix_failed_entry_key ON failed_entry ("key");
CREATE INDEX ix_claim_draft_account_id ON claim_draft (account_id);
CREATE INDEX ix_claim_draft_person_id ON claim_draft (person_id);
CREATE INDEX ix_claim_paper_claim_id ON claim_paper (claim_id);
CREATE TRIGGER guard_claim_paper_update BEFORE UPDATE ON claim_paper BEGIN SELECT RAISE(ABORT, 'history is kept: claim_paper'); END;
CREATE TRIGGER guard_claim_paper_delete BEFORE DELETE ON claim_paper BEGIN SELECT RAISE(ABORT, 'history is kept: claim_paper'); END;
CREATE INDEX ix_proposal_content_person_id ON proposal_content (person_id);
CREATE INDEX ix_access_key_account_id ON access_key (account_id);
CREATE INDEX ix_approval_person_id ON approval (person_id);
CREATE INDEX ix_approval_proposal_id ON approval (proposal_id);
CREATE INDEX ix_approval_subject ON approval (subject);
CREATE INDEX ix_letter_file_attachment_sha256 ON letter_file (attachment_sha256);
CREATE INDEX ix_claim_override_claim_id ON claim_override (claim_id);
CREATE INDEX ix_payment_line_claim_id ON payment_line (claim_id);
CREATE INDEX ix_payment_line_run_id ON payment_line (run_id);
CREATE INDEX ix_appeal_words_person_id ON appeal_words (person_id);
CREATE TRIGGER guard_approval_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'history is kept: approval'); END;
CREATE TRIGGER guard_approval_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'history is kept: approval'); END;
CREATE TRIGGER guard_approval_rule_update BEFORE UPDATE ON approval_rule BEGIN SELECT RAISE(ABORT, 'history is kept: approval_rule'); END;
CREATE TRIGGER guard_approval_rule_delete BEFORE DELETE ON approval_rule BEGIN SELECT RAISE(ABORT, 'history is kept: approval_rule'); END;
CREATE TRIGGER guard_claim_override_update BEFORE UPDATE ON claim_override BEGIN SELECT RAISE(ABORT, 'history is kept: claim_override'); END;
CREATE TRIGGER guard_claim_override_delete BEFORE DELETE ON claim_override BEGIN SELECT RAISE(ABORT, 'history is kept: claim_override'); END;
CREATE TRIGGER guard_claim_appeal_update BEFORE UPDATE ON claim_appeal BEGIN SELECT RAISE(ABORT, 'history is kept: claim_appeal'); END;
CREATE TRIGGER guard_claim_appeal_delete BEFORE DELETE ON claim_appeal BEGIN SELECT RAISE(ABORT, 'history is kept: claim_appeal'); END;
CREATE TRIGGER guard_claim_appeal_answer_update BEFORE UPDATE ON claim_appeal_answer BEGIN SELECT RAISE(ABORT, 'history is kept: claim_appeal_answer'); END;
CREATE TRIGGER guard_claim_appeal_answer_delete BEFORE DELETE ON claim_appeal_answer BEGIN SELECT RAISE(ABORT, 'history is kept: claim_appeal_answer'); END;
CREATE TRIGGER guard_letter_file_update BEFORE UPDATE ON letter_file BEGIN SELECT RAISE(ABORT, 'history is kept: letter_file'); END;
CREATE TRIGGER guard_letter_file_delete BEFORE DELETE ON letter_file BEGIN SELECT RAISE(ABORT, 'history is kept: letter_file'); END;
CREATE TRIGGER guard_payment_run_update BEFORE UPDATE ON payment_run BEGIN SELECT RAISE(ABORT, 'history is kept: payment_run'); END;
CREATE TRIGGER guard_payment_run_delete BEFORE DELETE ON payment_run BEGIN SELECT RAISE(ABORT, 'history is kept: payment_run'); END;
CREATE TRIGGER guard_payment_line_update BEFORE UPDATE ON payment_line BEGIN SELECT RAISE(ABORT, 'history is kept: payment_line'); END;
CREATE TRIGGER guard_payment_line_delete BEFORE DELETE ON payment_line BEGIN SELECT RAISE(ABORT, 'history is kept: payment_line'); END;
CREATE TRIGGER guard_payment_run_end_update BEFORE UPDATE ON payment_run_end BEGIN SELECT RAISE(ABORT, 'history is kept: payment_run_end'); END;
CREATE TRIGGER guard_payment_run_end_delete BEFORE DELETE ON payment_run_end BEGIN SELECT RAISE(ABORT, 'history is kept: payment_run_end'); END;
CREATE TRIGGER guard_payment_line_event_update BEFORE UPDATE ON payment_line_event BEGIN SELECT RAISE(ABORT, 'history is kept: payment_line_event'); END;
CREATE TRIGGER guard_payment_line_event_delete BEFORE DELETE ON payment_line_event BEGIN SELECT RAISE(ABORT, 'history is kept: payment_line_event'); END;
CREATE TRIGGER guard_appeal_words_update BEFORE UPDATE ON appeal_words BEGIN SELECT RAISE(ABORT, 'history is kept: appeal_words'); END;
CREATE INDEX ix_account_firm_firm_id ON account_firm (firm_id);
CREATE INDEX ix_entry_link_account_id ON entry_link (account_id);
CREATE INDEX ix_person_mail_person_id ON person_mail (person_id);
CREATE INDEX ix_mail_waiting_address_id ON mail_waiting (address_id);
CREATE INDEX ix_mail_waiting_person_id ON mail_waiting (person_id);
CREATE INDEX ix_proxy_delegate_id ON proxy (delegate_id);
CREATE INDEX ix_proxy_grantor_id ON proxy (grantor_id);
CREATE INDEX ix_proxy_proxy_id ON proxy (proxy_id);
CREATE TRIGGER guard_proxy_update BEFORE UPDATE ON proxy BEGIN SELECT RAISE(ABORT, 'history is kept: proxy'); END;
CREATE TRIGGER guard_proxy_delete BEFORE DELETE ON proxy BEGIN SELECT RAISE(ABORT, 'history is kept: proxy'); END;
CREATE INDEX ix_firm_mail_firm_id ON firm_mail (firm_id);
CREATE INDEX ix_claim_open_waits ON claim_open (received_at, claim_id) WHERE what = 'suspended' AND amount != 0;
CREATE INDEX ix_claim_open_money ON claim_open (received_at, claim_id, what, amount) WHERE what != 'suspended' AND amount != 0;
CREATE INDEX ix_identity_phone ON identity (replace(replace(replace(replace(phone, ' ', ''), '/', ''), '-', ''), '.', ''));
CREATE INDEX ix_identity_one_word ON identity (replace(search_name, ' ', ''));
CREATE INDEX ix_identity_iban ON identity (upper(replace(iban, ' ', ''))) WHERE iban != '';
CREATE INDEX ix_entry_recorded_at ON entry (recorded_at, chain_id, position);
CREATE INDEX ix_adhesion_request_firm_id ON adhesion_request (firm_id);
CREATE INDEX ix_payment_debit_bank_line_id ON payment_debit (bank_line_id);
CREATE INDEX ix_payment_debit_line_id ON payment_debit (line_id);
CREATE INDEX ix_payment_debit_run_id ON payment_debit (run_id);
CREATE TRIGGER guard_payment_debit_update BEFORE UPDATE ON payment_debit BEGIN SELECT RAISE(ABORT, 'history is kept: payment_debit'); END;
CREATE TRIGGER guard_payment_debit_delete BEFORE DELETE ON payment_debit BEGIN SELECT RAISE(ABORT, 'history is kept: payment_debit'); END;
CREATE INDEX ix_birth_notice_household_id ON birth_notice (household_id);
CREATE INDEX ix_birth_notice_person_id ON birth_notice (person_id);
CREATE INDEX ix_telling_told_chain_id ON telling (told_chain_id);
CREATE TRIGGER guard_telling_update BEFORE UPDATE ON telling BEGIN SELECT RAISE(ABORT, 'history is kept: telling'); END;
CREATE TRIGGER guard_telling_delete BEFORE DELETE ON telling BEGIN SELECT RAISE(ABORT, 'history is kept: telling'); END;
CREATE INDEX ix_claim_taken_account_id ON claim_taken (account_id);
CREATE INDEX ix_household_year_open ON household_year (year, first_on, last_on, open_cents, owed_cents, paid_cents, notice_on) WHERE open_cents > 0;
CREATE INDEX ix_household_late_open_cents ON household_late (open_cents, since_on, until_on, household_id);
CREATE INDEX ix_contribution_paid_late ON contribution (plan_code, paid_on, due_on) WHERE paid_on > due_on;
CREATE INDEX ix_notice_sent_issued_on ON notice_sent (issued_on);
CREATE INDEX ix_paid_elsewhere_person_id ON paid_elsewhere (person_id);
CREATE INDEX ix_paid_elsewhere_year ON paid_elsewhere (year);
CREATE TRIGGER guard_paid_elsewhere_update BEFORE UPDATE ON paid_elsewhere BEGIN SELECT RAISE(ABORT, 'history is kept: paid_elsewhere'); END;
CREATE TRIGGER guard_paid_elsewhere_delete BEFORE DELETE ON paid_elsewhere BEGIN SELECT RAISE(ABORT, 'history is kept: paid_elsewhere'); END;
CREATE TRIGGER guard_privacy_notice_update BEFORE UPDATE ON privacy_notice BEGIN SELECT RAISE(ABORT, 'history is kept: privacy_notice'); END;
CREATE TRIGGER guard_privacy_notice_delete BEFORE DELETE ON privacy_notice BEGIN SELECT RAISE(ABORT, 'history is kept: privacy_notice'); END;
CREATE INDEX ix_notice_given_person_id ON notice_given (person_id);
CREATE TRIGGER guard_notice_given_update BEFORE UPDATE ON notice_given BEGIN SELECT RAISE(ABORT, 'history is kept: notice_given'); END;
CREATE TRIGGER guard_notice_given_delete BEFORE DELETE ON notice_given BEGIN SELECT RAISE(ABORT, 'history is kept: notice_given'); END;
CREATE INDEX ix_appeal_addition_claim_id ON appeal_addition (claim_id);
CREATE TRIGGER guard_appeal_addition_update BEFORE UPDATE ON appeal_addition BEGIN SELECT RAISE(ABORT, 'history is kept: appeal_addition'); END;
CREATE TRIGGER guard_appeal_addition_delete BEFORE DELETE ON appeal_addition BEGIN SELECT RAISE(ABORT, 'history is kept: appeal_addition'); END;
CREATE INDEX ix_appeal_addition_words_person_id ON appeal_addition_words (person_id);
CREATE TRIGGER guard_appeal_addition_words_update BEFORE UPDATE ON appeal_addition_words BEGIN SELECT RAISE(ABORT, 'history is kept: appeal_addition_words'); END;
CREATE TRIGGER guard_society_change_update BEFORE UPDATE ON society_change BEGIN SELECT RAISE(ABORT, 'history is kept: society_change'); END;
CREATE TRIGGER guard_society_change_delete BEFORE DELETE ON society_change BEGIN SELECT RAISE(ABORT, 'history is kept: society_change'); END;
COMMIT;
