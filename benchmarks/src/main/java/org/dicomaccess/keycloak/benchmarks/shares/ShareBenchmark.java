package org.dicomaccess.keycloak.benchmarks.shares;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.benchmarks.Database;
import org.dicomaccess.keycloak.benchmarks.DemoRealm;
import org.dicomaccess.keycloak.benchmarks.Millis;
import org.dicomaccess.keycloak.benchmarks.Setting;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.PostgresServer;
import org.dicomaccess.keycloak.stack.StackOptions;

/**
 * Lists 20 shares out of a million on PostgreSQL. For each list it prints how PostgreSQL answered
 * the very statement that Keycloak sent, the time of that statement alone and that of the call.
 *
 * <p>Ends with 1 when a list is not read from an index, or its query takes too long. Of fewer
 * shares neither is judged: PostgreSQL reads a small table whole.
 */
public final class ShareBenchmark {
    private static final int USUAL_SHARES = 1_000_000;
    private static final int SHARES = Setting.number("SHARES", USUAL_SHARES);
    private static final int CALLS = Setting.number("CALLS", 100);
    private static final int QUERIES = 4 * CALLS;

    /** Of a query on all of {@link #USUAL_SHARES}. */
    private static final double MOST_MILLIS = 20;

    private static final int ON_A_PAGE = 20;
    private static final Duration YEAR = Duration.ofDays(365);

    /** So often that connections have prepared the statement, and planned it for any value. */
    private static final int CALLS_BEFORE_PLAN = 15;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The statement that reads a page of a list. */
    private static final Pattern PAGE =
            Pattern.compile("(created|listed) desc", Pattern.CASE_INSENSITIVE);

    /** Any that asks for what the extension keeps. */
    private static final Pattern ANY =
            Pattern.compile("^select.* dicom_access_", Pattern.CASE_INSENSITIVE);

    private final PrintStream out;
    private final Database database;
    private final StatementLog log;
    private final DemoRealm realm;
    private final List<String> faults = new ArrayList<>();

    private ShareBenchmark(PrintStream out, Database database, StatementLog log, DemoRealm realm) {
        this.out = out;
        this.database = database;
        this.log = log;
        this.realm = realm;
    }

    /**
     * Runs all of it.
     *
     * @param arguments the folder of the module {@code end-to-end}, and the jar with the endpoints
     *     that only benchmarks have
     */
    public static void main(String[] arguments) {
        StackOptions options =
                StackOptions.ofBuild(Path.of(arguments[0]), "benchmarks").on(Ports.free());
        Path endpoints = Path.of(arguments[1]).toAbsolutePath();
        boolean good;
        try (PostgresServer postgres = PostgresServer.start(options);
                Database database = new Database(postgres)) {
            database.run("alter system set session_preload_libraries = 'auto_explain'");
            database.run("select pg_reload_conf()");
            try (KeycloakServer server =
                    KeycloakServer.start(options, List.of(endpoints), postgres.settings())) {
                good =
                        new ShareBenchmark(
                                        System.out,
                                        database,
                                        new StatementLog(options.logs().resolve("postgres.log")),
                                        new DemoRealm(server.root()))
                                .run();
            }
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() {
        fill();
        List<String> table = new ArrayList<>();
        for (Listing listing : listings()) {
            table.add(measure(listing));
        }
        upkeep();
        out.println("\n| list | pages read | query p50 | query p95 | call p50 | call p95 |");
        out.println("|---|---:|---:|---:|---:|---:|");
        table.forEach(out::println);
        insertCost();
        faults.forEach(fault -> out.println("FAULT: " + fault));
        if (SHARES < USUAL_SHARES) {
            out.println(
                    "\nOf fewer shares than usual nothing is judged: small tables are read whole.");
            return true;
        }
        return faults.isEmpty();
    }

    private void fill() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("realm", "select id from realm where name = 'orthanc'");
        names.put("owner", "select id from user_entity where username = 'doctor'");
        names.put(
                "server",
                "select c.id from client c join realm r on r.id = c.realm_id"
                        + " where r.name = 'orthanc' and c.client_id = 'orthanc'");
        names.forEach(
                (name, query) ->
                        database.run(
                                "set benchmark.%s = '%s'".formatted(name, database.one(query))));
        database.run("set benchmark.shares = '%d'".formatted(SHARES));
        database.run("set benchmark.pace = '%d'".formatted(YEAR.toMillis() / SHARES));
        long start = System.nanoTime();
        database.runResource(getClass(), "shares.sql");
        for (String table : List.of("share", "shared_study", "history", "ended")) {
            database.run("vacuum analyze dicom_access_" + table);
        }
        out.printf(
                Locale.ROOT,
                "%s with %s of studies and %s of history, made in %d s; %s of indexes of shares%n",
                count("share"),
                count("shared_study"),
                count("history"),
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                database.one("select pg_size_pretty(pg_indexes_size('dicom_access_share'))"));
        for (String line :
                database.column(
                        "select ' ' || state || ' ' || count(*) || ', of the one owner ' ||"
                            + " count(*) filter (where owner_id ="
                            + " current_setting('benchmark.owner')) from (select owner_id, case"
                            + " when revoked_at is not null then 'revoked' when expires <="
                            + " extract(epoch from now()) * 1000 then 'expired' when opens_left = 0"
                            + " then 'exhausted' when failed_attempts = 5 then 'locked' when"
                            + " not_before > extract(epoch from now()) * 1000 then 'pending' else"
                            + " 'active' end as state from dicom_access_share) as states group by"
                            + " state order by 1")) {
            out.println(line);
        }
    }

    private String count(String table) {
        return database.one(
                "select to_char(count(*), 'FM9,999,999') || ' rows' from dicom_access_" + table);
    }

    private List<Listing> listings() {
        String owner = database.one("select current_setting('benchmark.owner')");
        String owners =
                "select distinct owner_id from (select owner_id from dicom_access_share tablesample"
                        + " bernoulli (0.1) repeatable (1)) as few limit 150";
        String study = "1.2.826.0.1.3680043.10.1337.7";
        String studies =
                "select study_uid from dicom_access_shared_study tablesample bernoulli (0.05)"
                        + " repeatable (1) limit 200";
        String recipient =
                database.one(
                        "select recipient from dicom_access_share where owner_id = '%s' and recipient_kind = 'email' limit 1"
                                .formatted(owner));
        String recipients =
                "select recipient from dicom_access_share tablesample bernoulli (0.1)"
                        + " repeatable (1) where recipient is not null limit 200";
        String deep =
                database.one(
                        ("select id from dicom_access_share where owner_id = '%s'"
                                        + " order by created desc offset %d limit 1")
                                .formatted(owner, SHARES / 20));
        String middle =
                database.one(
                        "select id from dicom_access_share order by created desc offset %d limit 1"
                                .formatted(SHARES / 2));
        List<String> states =
                List.of("pending", "active", "locked", "exhausted", "expired", "revoked");
        List<Listing> all = new ArrayList<>();
        all.add(Listing.own("own", "").varied(owner, owners));
        all.add(Listing.own(page("own", SHARES / 20), "?after=" + deep));
        for (String state : states) {
            all.add(Listing.own("own, " + state, "?state=" + state));
        }
        all.add(
                Listing.own("own, of others' owners, active", "?state=active")
                        .varied(owner, owners));
        all.add(Listing.own("own, of a study", "?study=" + study).varied(study, studies));
        all.add(
                Listing.own("own, for a recipient", "?recipient=" + recipient)
                        .varied(recipient, recipients));
        all.add(Listing.everybodys("all", ""));
        all.add(Listing.everybodys(page("all", SHARES / 2), "?after=" + middle));
        for (String state : states) {
            all.add(Listing.everybodys("all, " + state, "?state=" + state));
        }
        all.add(Listing.everybodys("all, of an owner", "?owner=doctor").varied(owner, owners));
        all.add(Listing.everybodys("all, of a resource server", "?resource_server=orthanc"));
        all.add(Listing.everybodys("all, of a study", "?study=" + study).varied(study, studies));
        all.add(
                Listing.everybodys("all, of a study, active", "?state=active&study=" + study)
                        .varied(study, studies));
        return all;
    }

    private static String page(String list, int before) {
        return "%s, page %d".formatted(list, before / ON_A_PAGE + 1);
    }

    private String measure(Listing listing) {
        // Once: signing in takes longer than any list.
        String signedIn = token(listing);
        List<Statement> statements = explained(() -> call(listing, signedIn), PAGE);
        Statement page = statements.get(statements.size() - 1);
        out.printf(Locale.ROOT, "%n%s: %s%n", listing.name(), page.plan().brief());
        check(listing.name(), page);
        Millis queries = queries(listing, page);
        String token = token(listing);
        Millis calls = Millis.of(CALLS, () -> call(listing, token));
        if (queries.percentile(95) > MOST_MILLIS) {
            faults.add(
                    String.format(
                            Locale.ROOT,
                            "%s: p95 %.1f ms",
                            listing.name(),
                            queries.percentile(95)));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f ms | %.2f ms | %.1f ms | %.1f ms |",
                listing.name(),
                page.plan().pages(),
                queries.percentile(50),
                queries.percentile(95),
                calls.percentile(50),
                calls.percentile(95));
    }

    private Millis queries(Listing listing, Statement page) {
        List<String> others =
                listing.others().isEmpty() ? List.of() : database.column(listing.others());
        Iterator<String> subjects =
                Stream.iterate(0, i -> i + 1)
                        .map(
                                i ->
                                        others.isEmpty() || i % 2 == 0
                                                ? listing.subject()
                                                : others.get(i / 2 % others.size()))
                        .iterator();
        try (Database.Prepared query = database.prepare(page.sql())) {
            return Millis.of(
                    QUERIES,
                    () -> {
                        String subject = subjects.next();
                        query.read(
                                page.values().stream()
                                        .map(
                                                value ->
                                                        !others.isEmpty()
                                                                        && value.equals(
                                                                                listing.subject())
                                                                ? subject
                                                                : value)
                                        .toList());
                    });
        }
    }

    private void upkeep() {
        out.println("\nWhat is asked each hour, each minute and each second:");
        Map<String, Statement> last = new LinkedHashMap<>();
        String admin = realm.accessTokenOfAdmin();
        explained(() -> realm.get("realms/orthanc/upkeep", admin), ANY)
                .forEach(statement -> last.put(statement.sql(), statement));
        last.values().stream()
                .filter(statement -> !statement.sql().contains("in ("))
                .forEach(
                        statement -> {
                            String condition = statement.sql().replaceAll("(?s)^.* where ", "");
                            out.printf("%n%s%n  %s%n", condition, statement.plan().brief());
                            check(condition, statement);
                        });
    }

    private void check(String name, Statement statement) {
        statement.plan().faults().forEach(fault -> faults.add(name + ": " + fault));
    }

    /** Makes a call until the plans of what it asked the database are written down. */
    private List<Statement> explained(Runnable call, Pattern wanted) {
        // Its settings are known where it is loaded only.
        database.run("load 'auto_explain'");
        explain("0");
        log.news();
        List<Statement> found = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < CALLS_BEFORE_PLAN || found.isEmpty(); i++) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("PostgreSQL wrote down no plan");
            }
            call.run();
            log.news().stream()
                    .filter(each -> wanted.matcher(each.sql()).find())
                    .forEach(found::add);
        }
        explain("-1");
        return found;
    }

    private void explain(String from) {
        for (String setting :
                List.of(
                        "auto_explain.log_analyze = on",
                        "auto_explain.log_buffers = on",
                        "auto_explain.log_timing = off",
                        "auto_explain.log_format = json",
                        "auto_explain.log_min_duration = " + from,
                        "log_min_duration_statement = " + from)) {
            database.run("alter system set " + setting);
        }
        database.run("select pg_reload_conf()");
    }

    private void insertCost() {
        String indexes =
                "select indexname from pg_indexes where tablename = 'dicom_access_share' and"
                        + " indexname like 'idx%' and indexname not like '%code'";
        double with = insertsPerSecond();
        database.run("begin");
        database.column(indexes).forEach(index -> database.run("drop index " + index));
        double without = insertsPerSecond();
        database.run("rollback");
        out.printf(
                Locale.ROOT,
                "%nRows of shares written one by one: %,.0f a second; without the indexes of the"
                        + " lists and of the clock %,.0f.%n",
                with,
                without);
    }

    private double insertsPerSecond() {
        database.run(
                "create temporary table if not exists sample as select * from dicom_access_share"
                        + " tablesample bernoulli (1) limit 5000");
        int rows = Integer.parseInt(database.one("select count(*) from sample"));
        String insert =
                "do $$ declare one dicom_access_share%rowtype; begin for one in select * from"
                        + " sample loop one.id := '.' || substr(one.id, 2); one.code_hash :="
                        + " md5(one.code_hash); insert into dicom_access_share values (one.*); end"
                        + " loop; end $$";
        long start = System.nanoTime();
        database.run(insert);
        double seconds = (System.nanoTime() - start) / 1e9;
        database.run(
                "delete from dicom_access_share where id in (select '.' || substr(id, 2) from"
                        + " sample)");
        return rows / seconds;
    }

    private void call(Listing listing, String token) {
        realm.get(listing.path(), token);
    }

    private String token(Listing listing) {
        return listing.everybodys() ? realm.accessTokenOfAdmin() : realm.accessTokenOfDoctor();
    }
}
