package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers are told of where a page's forms lead. */
class PageHeadersTest {

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "https://viewer.example, https://kc.example, form-action 'self' https://viewer.example",
        "weasis:, https://kc.example, form-action 'self' weasis:",
        "https://kc.example, https://kc.example, form-action 'self'",
        "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443, form-action 'self'",
        "https://[2001:db8::1]:8443, https://kc.example, form-action 'self' https:"
    })
    void forms_lead_here_and_to_where_a_share_opens(String target, String ours, String said) {
        assertThat(PageHeaders.formAction(Set.of(target), ours)).isEqualTo(said);
    }
}
