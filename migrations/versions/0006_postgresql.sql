CREATE TABLE cover_change (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
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
);

CREATE INDEX ix_cover_change_person_id ON cover_change (person_id);

CREATE TABLE cover_exemption (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    plan_code TEXT NOT NULL,
    grounds TEXT NOT NULL,
    evidence TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    ends_on TEXT,
    void BIGINT NOT NULL,
    CONSTRAINT pk_cover_exemption PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_cover_exemption_period CHECK (ends_on IS NULL OR ends_on >= effective_from),
    CONSTRAINT fk_cover_exemption_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_cover_exemption_effective_from_day CHECK (length(effective_from) = 10),
    CONSTRAINT ck_cover_exemption_ends_on_day CHECK (length(ends_on) = 10),
    CONSTRAINT ck_cover_exemption_void_flag CHECK (void IN (0, 1)),
    CONSTRAINT fk_cover_exemption_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_cover_exemption_person_id ON cover_exemption (person_id);

CREATE TABLE carried_use (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    holder TEXT NOT NULL,
    from_plan TEXT NOT NULL,
    from_pot TEXT NOT NULL,
    to_plan TEXT NOT NULL,
    to_pot TEXT NOT NULL,
    period TEXT NOT NULL,
    used BIGINT NOT NULL,
    CONSTRAINT pk_carried_use PRIMARY KEY (chain_id, position, number),
    CONSTRAINT ck_carried_use_used CHECK (used <> 0),
    CONSTRAINT fk_carried_use_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_carried_use_period_day CHECK (length(period) = 10)
);

CREATE INDEX ix_carried_use_owner_id ON carried_use (owner_id);

CREATE TRIGGER guard_cover_change_update BEFORE UPDATE ON cover_change FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cover_change_delete BEFORE DELETE ON cover_change FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cover_change_truncate BEFORE TRUNCATE ON cover_change FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cover_exemption_update BEFORE UPDATE ON cover_exemption FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cover_exemption_delete BEFORE DELETE ON cover_exemption FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_cover_exemption_truncate BEFORE TRUNCATE ON cover_exemption FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_carried_use_update BEFORE UPDATE ON carried_use FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_carried_use_delete BEFORE DELETE ON carried_use FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_carried_use_truncate BEFORE TRUNCATE ON carried_use FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();
