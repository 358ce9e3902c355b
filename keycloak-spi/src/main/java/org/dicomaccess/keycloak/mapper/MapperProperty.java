package org.dicomaccess.keycloak.mapper;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * One line of the mapper's form in the admin console.
 *
 * @param name in the mapper's configuration
 * @param label what it is called in the form
 * @param type one of {@link ProviderConfigProperty}'s
 * @param fallback the value when none is configured; empty when there has to be one
 * @param options the only values there are; empty for any
 * @param help for the administrator
 */
record MapperProperty(
        String name,
        String label,
        String type,
        String fallback,
        List<String> options,
        String help) {

    /**
     * The configured value, or the fallback.
     *
     * @param expected what it has to be, in words
     * @param reader throws {@link IllegalArgumentException} for anything else
     * @throws InvalidSourcesException when it is anything else
     */
    <T> T read(Map<String, String> config, String expected, Function<String, T> reader) {
        @Nullable String configured = config.get(name);
        String text = configured == null || configured.isBlank() ? fallback : configured.strip();
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSourcesException(label, expected, e);
        }
    }

    /**
     * Whether a switch is on.
     *
     * @throws InvalidSourcesException when it is neither on nor off
     */
    boolean isOn(Map<String, String> config) {
        return read(
                config,
                "must be true or false",
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException("neither");
                        });
    }

    /** The same as Keycloak's admin console reads it. */
    ProviderConfigProperty inForm() {
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(name);
        property.setLabel(label);
        property.setType(type);
        property.setHelpText(help);
        if (fallback.isEmpty()) {
            property.setRequired(true);
        } else {
            property.setDefaultValue(fallback);
        }
        if (!options.isEmpty()) {
            property.setOptions(options);
        }
        return property;
    }
}
