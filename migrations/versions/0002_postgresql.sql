CREATE TABLE topping_up (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    tops_up_id BIGINT NOT NULL,
    CONSTRAINT pk_topping_up PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_topping_up_order CHECK (tops_up_id < claim_id),
    CONSTRAINT fk_topping_up_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT uq_topping_up_claim_id UNIQUE (claim_id),
    CONSTRAINT fk_topping_up_claim_id FOREIGN KEY(claim_id) REFERENCES claim (claim_id),
    CONSTRAINT fk_topping_up_tops_up_id FOREIGN KEY(tops_up_id) REFERENCES claim (claim_id)
);

CREATE INDEX ix_topping_up_tops_up_id ON topping_up (tops_up_id);

CREATE TRIGGER guard_topping_up_update BEFORE UPDATE ON topping_up FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_topping_up_delete BEFORE DELETE ON topping_up FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_topping_up_truncate BEFORE TRUNCATE ON topping_up FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

