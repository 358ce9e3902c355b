package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** The database finds shares by the same states that they are in. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class StoredStatesIT {
    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @Test
    void the_database_and_the_clock_agree_on_every_state_in_the_table() {
        ArrayList<List<String>> rows = new ArrayList<>();
        TestTable.rows(ShareStateTest.class, "states.tsv").stream()
                // A count stops at its limit, on which the database's index rests.
                .filter(row -> Integer.parseInt(row.get(5)) <= ShareState.ATTEMPTS)
                .forEach(row -> rows.add(new ArrayList<>(row)));

        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(server.fetchString(SharesAtWork.statesThatDiffer(rows))).isEmpty();
    }
}
