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

CREATE INDEX ix_claim_paper_claim_id ON claim_paper (claim_id);

CREATE TRIGGER guard_claim_paper_update BEFORE UPDATE ON claim_paper BEGIN SELECT RAISE(ABORT, 'history is kept: claim_paper'); END;

CREATE TRIGGER guard_claim_paper_delete BEFORE DELETE ON claim_paper BEGIN SELECT RAISE(ABORT, 'history is kept: claim_paper'); END;
