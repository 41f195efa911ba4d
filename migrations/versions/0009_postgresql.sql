CREATE TABLE paper_issued (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    person_id BIGINT,
    firm_id BIGINT,
    year BIGINT,
    issued_on TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    CONSTRAINT pk_paper_issued PRIMARY KEY (chain_id, position),
    CONSTRAINT ck_paper_issued_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT ck_paper_issued_byte_count CHECK (byte_count > 0),
    CONSTRAINT fk_paper_issued_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_paper_issued_issued_on_day CHECK (length(issued_on) = 10),
    CONSTRAINT fk_paper_issued_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_paper_issued_firm_id FOREIGN KEY(firm_id) REFERENCES firm (id)
);

CREATE INDEX ix_paper_issued_person_id ON paper_issued (person_id);

CREATE TABLE person_erased (
    chain_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    erased_on TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_person_erased PRIMARY KEY (chain_id, position),
    CONSTRAINT fk_person_erased_chain_id_position FOREIGN KEY(chain_id, position) REFERENCES entry (chain_id, position),
    CONSTRAINT ck_person_erased_erased_on_day CHECK (length(erased_on) = 10),
    CONSTRAINT fk_person_erased_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_person_erased_person_id ON person_erased (person_id);

CREATE TABLE file_access (
    id BIGSERIAL NOT NULL,
    at TEXT NOT NULL,
    actor_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    what TEXT NOT NULL,
    motive TEXT NOT NULL,
    CONSTRAINT pk_file_access PRIMARY KEY (id),
    CONSTRAINT ck_file_access_at_instant CHECK (length(at) = 27),
    CONSTRAINT fk_file_access_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id),
    CONSTRAINT fk_file_access_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_file_access_person_id ON file_access (person_id);

CREATE TRIGGER guard_paper_issued_update BEFORE UPDATE ON paper_issued FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_paper_issued_delete BEFORE DELETE ON paper_issued FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_paper_issued_truncate BEFORE TRUNCATE ON paper_issued FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_person_erased_update BEFORE UPDATE ON person_erased FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_person_erased_delete BEFORE DELETE ON person_erased FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_person_erased_truncate BEFORE TRUNCATE ON person_erased FOR EACH STATEMENT EXECUTE FUNCTION mutua_history_is_kept();

CREATE TRIGGER guard_file_access_update BEFORE UPDATE ON file_access FOR EACH ROW EXECUTE FUNCTION mutua_history_is_kept();
