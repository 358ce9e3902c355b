package org.dicomaccess.keycloak.settings;

/** An attribute whose text is not of its setting's shape. The message names the setting. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettingException(Setting<?> setting, IllegalArgumentException cause) {
        super(
                "The %s attribute %s must be %s"
                        .formatted(setting.holder().word(), setting.name(), setting.shape()),
                cause);
    }
}
