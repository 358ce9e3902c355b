package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dicomaccess.keycloak.apikey.ApiKey;
import org.dicomaccess.keycloak.apikey.GivenApiKey;
import org.dicomaccess.keycloak.apikey.InvalidApiKeyException;
import org.dicomaccess.keycloak.apikey.KeyPermissions;
import org.dicomaccess.keycloak.apikey.NewApiKey;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.settings.AllPermission;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;

/** {@code pages/api-keys}: somebody's API keys, where they make and revoke them. */
public final class ApiKeysPage extends PersonPage {
    private static final List<Integer> DAYS = List.of(1, 7, 30, 90, 180, 365);
    private static final String USUAL_DAYS = "90";

    /** To narrow a key to, for whoever may do all and has no shorter names. */
    private static final List<String> PARTS_OF_ALL = List.of("view", "download", "upload");

    private static final List<String> KEPT = List.of("name", "days", "reach");

    public ApiKeysPage(DicomAccess access) {
        super(access);
    }

    @Override
    Reply show(Visit visit, Person person) {
        return page(person, Map.of("days", USUAL_DAYS), List.of(), null, null, null);
    }

    @Override
    Reply take(Visit visit, Person person, Form form) throws InvalidFormException {
        return switch (form.text("do").orElse("")) {
            case "make" -> make(person, form);
            case "revoke" -> revoke(person, form);
            default -> throw new InvalidFormException(Status.BAD_REQUEST, "do is unknown");
        };
    }

    private Reply make(Person person, Form form) throws InvalidFormException {
        if (!person.token().mayHaveApiKeys()) {
            return Page.of(Status.FORBIDDEN, Notice.of("MayHaveNoKeys"));
        }
        NewApiKey wanted = wanted(form);
        try {
            GivenApiKey given =
                    access().apiKeys()
                            .create(person.user(), permissions(person), wanted, client(person));
            return page(
                    person,
                    Map.of("days", USUAL_DAYS),
                    List.of(),
                    new ApiKeysModel.Given(given.key().name(), given.text()),
                    null,
                    null);
        } catch (InvalidApiKeyException e) {
            return page(person, entered(form), form.all("permission"), null, null, complaint(e));
        }
    }

    private NewApiKey wanted(Form form) throws InvalidFormException {
        return new NewApiKey(
                form.text("name").map(String::strip).orElse(""),
                reach(form),
                days(form).map(days -> access().now().plus(Duration.ofDays(days))));
    }

    private static KeyPermissions reach(Form form) throws InvalidFormException {
        return switch (form.text("reach").orElse("")) {
            case "all" -> new KeyPermissions.Owners();
            case "only" -> new KeyPermissions.Only(new LinkedHashSet<>(form.all("permission")));
            default -> throw new InvalidFormException(Status.BAD_REQUEST, "reach is unknown");
        };
    }

    /** Only what the page offers; nothing for a key without an end. */
    private static Optional<Integer> days(Form form) throws InvalidFormException {
        Optional<String> text = form.text("days");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                DAYS.stream()
                        .filter(days -> text.get().equals(String.valueOf(days)))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new InvalidFormException(
                                                Status.BAD_REQUEST, "days is unknown")));
    }

    private static Map<String, String> entered(Form form) throws InvalidFormException {
        Map<String, String> entered = new HashMap<>();
        for (String name : KEPT) {
            form.text(name).ifPresent(text -> entered.put(name, text));
        }
        return entered;
    }

    private static Complaint complaint(InvalidApiKeyException wrong) {
        return switch (wrong.field()) {
            case "name" -> new Complaint("name", "dicomAccessPageBadKeyName", "");
            case "permissions" ->
                    new Complaint("permission", "dicomAccessPageBadKeyPermissions", "");
            case "expires_at" -> new Complaint("days", "dicomAccessPageBadKeyEnd", "");
            default -> new Complaint("", "dicomAccessPageTooManyKeys", "");
        };
    }

    private Reply revoke(Person person, Form form) throws InvalidFormException {
        Optional<ApiKey> key = access().apiKeys().find(person.user(), form.text("key").orElse(""));
        if (key.isEmpty() || !access().apiKeys().revoke(person.user(), key.get(), client(person))) {
            // Somebody else did it a moment before.
            return new Redirect(page("api-keys"));
        }
        return page(
                person,
                Map.of("days", USUAL_DAYS),
                List.of(),
                null,
                "dicomAccessPageKeyRevoked",
                null);
    }

    private Page page(
            Person person,
            Map<String, String> entered,
            List<String> chosen,
            ApiKeysModel.@Nullable Given given,
            @Nullable String news,
            @Nullable Complaint complaint) {
        Optional<Duration> longest = access().settings().apiKeyMaximumLifetime();
        return Page.of(
                complaint == null ? Status.OK : Status.BAD_REQUEST,
                "api-keys",
                new ApiKeysModel(
                        menu(person),
                        access().apiKeys().of(person.user()).stream().map(this::row).toList(),
                        person.token().mayHaveApiKeys(),
                        DAYS.stream().filter(days -> fits(days, longest)).toList(),
                        // With a maximum there is always an end, which then is the choice left.
                        longest.isEmpty() || !fits(DAYS.get(0), longest),
                        offered(person),
                        entered,
                        chosen,
                        given,
                        news,
                        complaint));
    }

    private static boolean fits(int days, Optional<Duration> longest) {
        return longest.filter(most -> most.compareTo(Duration.ofDays(days)) < 0).isEmpty();
    }

    private List<String> offered(Person person) {
        Set<String> offered = new TreeSet<>(permissions(person));
        if (offered.contains(AllPermission.NAME)) {
            offered.addAll(PARTS_OF_ALL);
        }
        return List.copyOf(offered);
    }

    private Set<String> permissions(Person person) {
        return access().profiles().permissionsSomewhere(person.user());
    }

    private ApiKeysModel.Row row(ApiKey key) {
        return new ApiKeysModel.Row(
                key.id(),
                key.name(),
                key.created(),
                key.expires().orElse(null),
                key.expired(access().now()),
                key.lastUse().orElse(null),
                key.permissions() instanceof KeyPermissions.Only only
                        ? String.join(", ", new TreeSet<>(only.names()))
                        : null);
    }

    private ClientModel client(Person person) {
        return access().realm().getClientByClientId(person.token().claims().getIssuedFor());
    }
}
