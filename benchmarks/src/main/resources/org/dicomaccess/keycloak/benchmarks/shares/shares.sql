-- Shares of one year, evenly given; a million usually. A tenth belongs to one user, a tenth are publications of
-- the image server, the rest belongs to 4000 users, some of whom share far more than others. That one
-- user has none that is locked or pending: whoever looks for them sees how long nothing takes.
select setseed(0.42);

-- Quicker without the indexes, and without a look at every share for each of its studies.
set session_replication_role = replica;
set maintenance_work_mem = '512MB';
create temporary table index_later as
  select indexname, indexdef from pg_indexes where indexname like 'idx_dicom_access_%';
do $$ declare index record; begin
  for index in select * from index_later loop execute 'drop index ' || index.indexname; end loop;
end $$;

insert into dicom_access_share (
  id, realm_id, code_hash, client_id, actions, viewer, link_form, owner_kind, owner_id,
  recipient_kind, recipient, label, created, not_before, expires, maximum_opens, opens, opens_left,
  last_open, last_use, unused_since, failed_attempts, mails_code, notice_open, notice_end, open_told,
  end_told, revoked_at, revoked_by, revoked_why)
select
  substr(translate(encode(decode(md5(i::text), 'hex'), 'base64'), '+/=', '-_'), 1, 22),
  current_setting('benchmark.realm'),
  substr(translate(encode(sha256(convert_to('code ' || i, 'UTF8')), 'base64'), '+/=', '-_'), 1, 43),
  case when i % 10 = 9 then md5('second server')::uuid::text else current_setting('benchmark.server') end,
  case when i % 3 = 0 then 'download read' else 'read' end, 'ohif', 'opaque',
  case kind when 1 then 'client' else 'user' end,
  case kind when 0 then current_setting('benchmark.owner') when 1 then current_setting('benchmark.server')
    else md5('owner ' || floor(4000 * whose * whose))::uuid::text end,
  case when addressed < 0.2 then 'email' when addressed < 0.3 then 'user' else 'anybody' end,
  case when addressed < 0.2 then 'practice-' || floor(20000 * addressed * 5) || '@example.org'
    when addressed < 0.3 then md5('owner ' || floor(40000 * (addressed - 0.2)))::uuid::text end,
  '', created, start, ends, most, opens, most - opens,
  case when opens > 0 then start + least(86400000, ends - start) / 2 end,
  case when opens > 0 then start + least(86400000, ends - start) / 2 end,
  case when kind = 1 and opens = 0 then created end,
  case when kind < 2 then 0 when locked < 0.003 then 5 when locked < 0.03 then 1 else 0 end,
  false, i % 5 = 0, i % 5 = 0, opens > 0, ends < today,
  case when revoked < 0.04 then least(today, start + floor((ends - start) * whose)::bigint) end,
  case when revoked < 0.04 then 'owner' end,
  case when revoked < 0.04 then '' end
from (
  select i, kind, today, created, whose, addressed, locked, revoked, start, start + life as ends, most,
    case when kind = 1 and created < today - 86400000 then greatest(1, least(most, floor(opened * 5)::int))
      else least(most, floor(opened * 5)::int) end as opens
  from (
    select i, least(2, i % 10) as kind, today, created, whose, addressed, locked, revoked, opened,
      case when i % 10 > 1 and waits < 0.02 then created + floor(whose * 14 * 86400000)::bigint
        else created end as start,
      86400000::bigint * case when life < 0.25 then 1 when life < 0.55 then 7 when life < 0.85 then 30
        when life < 0.97 then 90 else 730 end as life,
      case when i % 10 <> 1 and counted < 0.25 then 1 + i % 3 end as most
    from (
      select i, today, today - pace * (shares - i) as created,
        random() as whose, random() as addressed, random() as locked, random() as revoked,
        random() as opened, random() as waits, random() as life, random() as counted
      from (select floor(extract(epoch from now()) * 1000)::bigint as today,
          current_setting('benchmark.shares')::bigint as shares,
          current_setting('benchmark.pace')::bigint as pace) as clock,
        generate_series(1, shares) as i
      offset 0) as dice
    offset 0) as rules
  offset 0) as share;

-- A fifth of the shares is of two or three studies; each hundredth is of one that everybody shares.
insert into dicom_access_shared_study (share_id, place, realm_id, study_level, study_uid, owner_id, listed)
select id, place, realm_id, 'study',
  '1.2.826.0.1.3680043.10.1337.' ||
    case when place = 0 and created / pace % 100 = 3 then 7
      else 100 + mod(('x' || substr(md5(id || place), 1, 8))::bit(32)::bigint, 400000) end,
  owner_id, created
from dicom_access_share,
  (select current_setting('benchmark.pace')::bigint as pace) as clock,
  generate_series(0, case created / pace % 20 when 0 then 2 when 1 then 1 when 2 then 1 when 3 then 1
    else 0 end) as place;

insert into dicom_access_history (id, realm_id, share_id, happened, kind, actor, address, browser, detail)
select gen_random_uuid()::text, realm_id, id, created, 'given', owner_id, '192.0.2.1', '', ''
from dicom_access_share;

insert into dicom_access_history (id, realm_id, share_id, happened, kind, actor, address, browser, detail)
select gen_random_uuid()::text, realm_id, id, last_open, 'opened', '', '192.0.2.2', '', ''
from dicom_access_share where opens > 0;

insert into dicom_access_ended (share_id, ended)
select id, revoked_at from dicom_access_share where revoked_at is not null order by revoked_at desc limit 500;

do $$ declare index record; begin
  for index in select * from index_later loop execute index.indexdef; end loop;
end $$;
set session_replication_role = origin;
