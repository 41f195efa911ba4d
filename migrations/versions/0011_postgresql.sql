CREATE TABLE claim_paper (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    complete_by TEXT,
    motive TEXT NOT NULL,
    CONSTRAINT pk_claim_paper PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_claim_paper_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_claim_paper_complete_by_day CHECK (length(complete_by) = 10),
    CONSTRAINT fk_claim_paper_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id)
);

CREATE INDEX ix_claim_paper_claim_id ON claim_paper (claim_id);

CREATE TRIGGER guard_claim_paper_update BEFORE UPDATE ON claim_paper FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_paper_delete BEFORE DELETE ON claim_paper FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_claim_paper_truncate BEFORE TRUNCATE ON claim_paper FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();
