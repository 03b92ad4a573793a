insert into log_entry (entry_id, sandbox, source, session, at, text, data)
values (:#entry_id, :#sandbox, :#source, :#session, :#at, :#text, :#data)
on conflict do nothing
