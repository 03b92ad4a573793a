insert into log_entry (entry_id, sandbox, source, session, at, text, data, gap)
values (:#entry_id, :#sandbox, :#source, :#session, :#at, :#text, :#data, :#gap)
on conflict do nothing
