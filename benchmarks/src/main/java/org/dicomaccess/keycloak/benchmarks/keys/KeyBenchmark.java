package org.dicomaccess.keycloak.benchmarks.keys;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dicomaccess.keycloak.benchmarks.Database;
import org.dicomaccess.keycloak.benchmarks.DemoRealm;
import org.dicomaccess.keycloak.benchmarks.Millis;
import org.dicomaccess.keycloak.benchmarks.Setting;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.PostgresServer;
import org.dicomaccess.keycloak.stack.StackOptions;

/**
 * Asks the gateway's check with an API key, one of ten and then one of a million, on PostgreSQL.
 *
 * <p>Ends with 1 when the key is not read by the table's primary key.
 */
public final class KeyBenchmark {
    private static final int CALLS = Setting.number("CALLS", 4_000);
    private static final int KEYS_OF_A_USER = 20;
    private static final int OTHERS_FIRST = 9;
    private static final int OTHERS = Setting.number("KEYS", 1_000_000) - 1;

    private static final String KEYS = "type = 'dicom-access-api-key'";

    /** As a gateway that says the original request by the path of its own. */
    private static final String CHECK =
            "realms/orthanc/dicom-access/check/orthanc/orthanc/dicom-web/studies";

    private final PrintStream out;
    private final Database database;
    private final DemoRealm realm;

    private KeyBenchmark(PrintStream out, Database database, DemoRealm realm) {
        this.out = out;
        this.database = database;
        this.realm = realm;
    }

    /**
     * Runs all of it.
     *
     * @param arguments the folder of the module {@code end-to-end}
     */
    public static void main(String[] arguments) {
        StackOptions options =
                StackOptions.ofBuild(Path.of(arguments[0]), "benchmarks").on(Ports.free());
        boolean good;
        try (PostgresServer postgres = PostgresServer.start(options);
                Database database = new Database(postgres);
                KeycloakServer server =
                        KeycloakServer.start(options, List.of(), postgres.settings())) {
            good = new KeyBenchmark(System.out, database, new DemoRealm(server.root())).run();
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() {
        String key = realm.apiKeyOfAdmin();
        database.run("create table sample_key as select * from credential where " + KEYS);
        database.run(
                "create table sample_user as select * from user_entity where username = 'admin'"
                        + " and realm_id = (select id from realm where name = 'orthanc')");
        List<String> table = new ArrayList<>();
        add(1, OTHERS_FIRST);
        // The first figures should not be those of a server that has just begun.
        Millis.of(CALLS, () -> realm.get(CHECK, key));
        table.add(measure(key));
        add(OTHERS_FIRST + 1, OTHERS);
        table.add(measure(key));
        out.println("| API keys | call p50 | call p95 |");
        out.println("|---:|---:|---:|");
        table.forEach(out::println);
        return isReadByItsId();
    }

    /** More keys of more users, numbered, as copies of the one that is used. */
    private void add(int first, int last) {
        database.run(
                """
                insert into user_entity
                  select (jsonb_populate_record(one, jsonb_build_object('id', 'user-' || i,
                    'username', 'user-' || i, 'email', null, 'email_constraint', 'user-' || i))).*
                  from sample_user one, generate_series(%d, %d) i on conflict do nothing\
                """
                        .formatted(first / KEYS_OF_A_USER, last / KEYS_OF_A_USER));
        database.run(
                """
                insert into credential
                  select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(),
                    'user_id', 'user-' || i / %d, 'user_label', 'key ' || i))).*
                  from sample_key one, generate_series(%d, %d) i\
                """
                        .formatted(KEYS_OF_A_USER, first, last));
        database.run("vacuum analyze credential");
        database.run("vacuum analyze user_entity");
    }

    private String measure(String key) {
        Millis calls = Millis.of(CALLS, () -> realm.get(CHECK, key));
        return String.format(
                Locale.ROOT,
                "| %s | %.2f ms | %.2f ms |",
                database.one(
                        "select to_char(count(*), 'FM9,999,999') from credential"
                                + " where "
                                + KEYS),
                calls.percentile(50),
                calls.percentile(95));
    }

    private boolean isReadByItsId() {
        String plan =
                String.join(
                        "\n",
                        database.column(
                                "explain select * from credential"
                                        + " where id = (select id from sample_key)"));
        out.printf("%n%s%n", plan);
        return plan.contains("Index Scan using constraint_f on credential");
    }
}
