package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a form came from this very site. */
class FormOriginTest {

    @ParameterizedTest(name = "{0}, {1} at {2}: {3}")
    @CsvSource({
        "same-origin, null, https://kc.example, false",
        "same-origin, , https://kc.example, false",
        "same-site, null, https://kc.example, true",
        "cross-site, https://kc.example, https://kc.example, true",
        "none, null, https://kc.example, true",
        "nonsense, https://kc.example, https://kc.example, true",
        ", null, https://kc.example, true",
        ", null, http://10.0.0.5:8080, false",
        ", https://kc.example, https://kc.example, false",
        ", HTTPS://KC.example, https://kc.example, false",
        ", http://kc.example, https://kc.example, true",
        ", https://kc.example:8443, https://kc.example, true",
        ", https://kc.example.evil.example, https://kc.example, true",
        ", https://evil.example, http://10.0.0.5:8080, true",
        ", , https://kc.example, false"
    })
    void a_form_of_another_site_is_foreign(
            String site, String origin, String ours, boolean foreign) {
        FormOrigin form =
                new FormOrigin(Optional.ofNullable(site), Optional.ofNullable(origin), ours);

        assertThat(form.foreign()).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource({
        "https://kc.example/auth/, https://kc.example",
        "https://kc.example:443/, https://kc.example",
        "http://kc.example:80/x?y#z, http://kc.example",
        "http://kc.example:443/, http://kc.example:443",
        "http://localhost:8080/, http://localhost:8080",
        "https://[::1]:8443/, https://[::1]:8443"
    })
    void an_origin_is_scheme_host_and_port(URI address, String origin) {
        assertThat(FormOrigin.origin(address)).isEqualTo(origin);
    }
}
