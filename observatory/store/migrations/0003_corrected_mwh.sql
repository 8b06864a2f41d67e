-- Energy at normal climate by the publisher's own reckoning; null where it made none.
ALTER TABLE coverage_versions ADD COLUMN corrected_mwh DOUBLE;
CHECKPOINT;
