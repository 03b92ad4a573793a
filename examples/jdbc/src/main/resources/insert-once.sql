insert into log_entry_once (entry_id, sandbox, source, session, at, text, data)
values (:#entry_id, :#sandbox, :#source, :#session, :#at, :#text, :#data)
