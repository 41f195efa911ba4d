CREATE INDEX ix_identity_surname ON identity (surname, given_name);
