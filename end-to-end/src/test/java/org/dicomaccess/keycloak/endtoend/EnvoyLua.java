package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.endtoend.ClientCall.Header;
import org.dicomaccess.keycloak.endtoend.GatewayByItsFile.Answered;
import org.dicomaccess.keycloak.endtoend.GatewayByItsFile.Forwarded;
import org.dicomaccess.keycloak.endtoend.GatewayByItsFile.Outcome;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** A script of Envoy's Lua filter, run. */
final class EnvoyLua {

    private static final String HANDLE = "envoy-stream-handle.lua";

    private final Globals globals;

    private EnvoyLua(Globals globals) {
        this.globals = globals;
    }

    static EnvoyLua of(String script) {
        Globals globals = JsePlatform.standardGlobals();
        try (InputStream handle =
                Objects.requireNonNull(EnvoyLua.class.getResourceAsStream(HANDLE), HANDLE)) {
            globals.load(new String(handle.readAllBytes(), UTF_8), HANDLE).call();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        globals.load(script, "envoy.yaml").call();
        return new EnvoyLua(globals);
    }

    /**
     * What becomes of a request.
     *
     * @param checked what the check said, as metadata
     */
    Outcome onRequest(ClientCall call, Map<String, String> checked) {
        LuaTable metadata = new LuaTable();
        checked.forEach((name, value) -> metadata.set(name, value));
        LuaValue done = globals.get("on_request").call(headers(call), metadata);
        if (!done.get("status").isnil()) {
            return new Answered(
                    new RawAnswer(
                            "HTTP/1.1 %s -\r\n\r\n%s"
                                    .formatted(
                                            done.get("status").tojstring(),
                                            done.get("body").tojstring())));
        }
        return new Forwarded(call(headers(done)));
    }

    /** What becomes of an answer of the server behind. */
    RawAnswer onResponse(RawAnswer answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":status", Integer.toString(answer.status()));
        answer.headers().forEach(header -> headers.put(lower(header.name()), header.value()));
        LuaValue done =
                globals.get("on_response").call(list(headers), LuaValue.valueOf(answer.body()));
        String head =
                headers(done).stream()
                        .filter(header -> !header.name().startsWith(":"))
                        .map(header -> header.name() + ": " + header.value() + "\r\n")
                        .collect(Collectors.joining());
        return new RawAnswer(
                "HTTP/1.1 %d -\r\n%s\r\n%s"
                        .formatted(answer.status(), head, done.get("body").tojstring()));
    }

    private static LuaTable headers(ClientCall call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":method", call.method());
        headers.put(":path", call.target());
        headers.put(":authority", "images.example.org");
        headers.put(":scheme", "http");
        call.headers()
                .forEach(
                        header ->
                                headers.merge(
                                        lower(header.name()),
                                        header.value(),
                                        (first, second) -> first + "," + second));
        return list(headers);
    }

    private static LuaTable list(Map<String, String> headers) {
        LuaTable list = new LuaTable();
        headers.forEach(
                (name, value) -> {
                    LuaTable header = new LuaTable();
                    header.set("name", name);
                    header.set("value", value);
                    list.set(list.length() + 1, header);
                });
        return list;
    }

    private static List<Header> headers(LuaValue done) {
        LuaTable list = done.get("headers").checktable();
        List<Header> headers = new ArrayList<>();
        for (int place = 1; place <= list.length(); place++) {
            LuaValue header = list.get(place);
            headers.add(
                    new Header(header.get("name").tojstring(), header.get("value").tojstring()));
        }
        return headers;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static ClientCall call(List<Header> headers) {
        Map<String, String> line =
                headers.stream()
                        .filter(header -> header.name().startsWith(":"))
                        .collect(Collectors.toMap(Header::name, Header::value));
        return new ClientCall(
                Objects.requireNonNull(line.get(":method")),
                Objects.requireNonNull(line.get(":path")),
                headers.stream().filter(header -> !header.name().startsWith(":")).toList());
    }
}
