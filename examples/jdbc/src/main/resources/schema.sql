-- PostgreSQL, and H2 with MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE

-- Of the route insert: the key is what a repeat stumbles over.
create table if not exists log_entry (
  entry_id character varying primary key,
  sandbox character varying not null,
  source character varying not null,
  session numeric(20),                 -- unsigned, 64 bits; from 1 again at every start of the sandbox
  at timestamp with time zone not null,
  text character varying not null,     -- without NUL, which PostgreSQL refuses; with U+FFFD for what is no UTF-8
  data bytea,                          -- the bytes, where the text does not say them exactly
  gap character varying                -- what was lost before this entry, or may have been; null: nothing
);

-- Of the route exactly-once: no key, no constraint that could hide a repeat.
create table if not exists log_entry_once (
  entry_id character varying not null,
  sandbox character varying not null,
  source character varying not null,
  session numeric(20),
  at timestamp with time zone not null,
  text character varying not null,
  data bytea,
  gap character varying
);

-- Its cursors.
create table if not exists log_cursor (
  name character varying primary key,
  line character varying not null
);
