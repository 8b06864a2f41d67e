-- Every version of how each depositor's own layout is read; the last one stands unless it forgets the layout.
CREATE TABLE deposit_mapping_versions (
    signature TEXT NOT NULL,   -- of the layout: its folded headers
    owner TEXT NOT NULL,       -- the pseudonymous id of who described it
    version INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('remember', 'forget')),
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),  -- by an adviser, for whoever sends the same layout
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    declared TEXT NOT NULL,    -- the mapping, as JSON
    PRIMARY KEY (signature, owner, version)
) WITHOUT ROWID
