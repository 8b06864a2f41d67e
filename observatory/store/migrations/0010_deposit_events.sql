-- Which deposit an event published or took back, who decided it and why: control.sqlite follows from here.
CREATE TABLE deposit_events (
    event INTEGER PRIMARY KEY,
    deposit INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    person VARCHAR NOT NULL,
    comment VARCHAR NOT NULL
);
CHECKPOINT;
