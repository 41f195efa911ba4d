CREATE TABLE sheet_mapping (
    kind TEXT NOT NULL,
    signature TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_sheet_mapping PRIMARY KEY (kind, signature),
    CONSTRAINT ck_sheet_mapping_kind CHECK (kind IN ('members', 'claims')),
    CONSTRAINT ck_sheet_mapping_signature CHECK (length(signature) = 64)
) STRICT;
