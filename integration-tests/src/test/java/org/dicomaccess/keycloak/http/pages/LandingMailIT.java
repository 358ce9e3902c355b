package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.mail.Mailbox;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.mail.MailServer;
import org.keycloak.testframework.mail.annotations.InjectMailServer;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** A share link whose recipient has to show that the mailbox is theirs. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class LandingMailIT {
    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    @InjectRealm(fromJson = "/orthanc-realm.json", config = LandingIT.ManyWrongCodes.class)
    ManagedRealm realm;

    @InjectMailServer MailServer mail;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @Test
    void the_code_comes_by_mail_in_the_pages_language_and_opens_it() {
        String code =
                server.fetchString(
                        SharesOnServer.given(Wish.plain().mailing("patient@home.example")));
        String page = "s/" + code + "?kc_locale=fr";
        Visitor visitor = new Visitor(realm.getBaseUrl());

        Answer sent = visitor.post(page, "do", "send-code");

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.body()).contains("Un code a été envoyé à p…@home.example.");
        var message = Mailbox.only(mail);
        assertThat(message.to()).containsExactly("patient@home.example");
        assertThat(message.subject()).isEqualTo("Votre code pour ouvrir les images");
        Matcher oneTime = CODE.matcher(message.text());
        assertThat(oneTime.find()).isTrue();
        assertThat(sent.body()).doesNotContain(oneTime.group());

        Answer opened = visitor.post(page, "do", "open", "mailed-code", oneTime.group());
        assertThat(opened.status()).isEqualTo(303);
    }

    @Test
    void however_many_ask_at_once_one_code_is_sent() {
        String code =
                server.fetchString(
                        SharesOnServer.given(Wish.plain().mailing("patient@home.example")));

        List<Integer> statuses =
                IntStream.range(0, 16)
                        .parallel()
                        .map(
                                i ->
                                        new Visitor(realm.getBaseUrl())
                                                .post("s/" + code, "do", "send-code")
                                                .status())
                        .boxed()
                        .toList();

        assertThat(statuses).containsOnly(200);
        assertThat(Mailbox.of(mail)).hasSize(1);
    }

    @Test
    void refused_attempts_do_not_hide_how_many_codes_were_sent() {
        String code =
                server.fetchString(
                        SharesOnServer.given(Wish.plain().mailing("patient@home.example")));

        String sent = server.fetchString(SharesOnServer.mailedAmongRefusals(code));

        assertThat(sent).isEqualTo("true true true true true false");
    }
}
