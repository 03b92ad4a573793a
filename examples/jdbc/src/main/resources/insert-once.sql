insert into log_entry_once (entry_id, sandbox, source, session, at, text, data, gap)
values (:#entry_id, :#sandbox, :#source, :#session, :#at, :#text, :#data, :#gap)
