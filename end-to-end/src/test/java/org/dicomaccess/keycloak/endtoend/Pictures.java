package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.dicomaccess.keycloak.documents.Pages;

/**
 * The pictures that pages of the documentation show. Each is taken anew into {@code
 * target/pictures}; what is in {@code docs/images} was copied from there, and looked at.
 */
final class Pictures {

    /** CSS pixels: what fits the width of a page, with words that can be read. */
    static final int WIDTH = 1280;

    static final int HEIGHT = 760;

    private Pictures() {}

    /** Takes what the screen shows now, and compares its size with the picture in the docs. */
    static void take(Page page, String name) {
        Path file = RunningStack.module().resolve("target/pictures/" + name + ".png");
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(file)
                        .setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(Pages.repository().resolve("docs/images/" + name + ".png"))
                .as("to be copied from %s", file)
                .isRegularFile();
        assertThat(width(Pages.repository().resolve("docs/images/" + name + ".png")))
                .isEqualTo(width(file));
    }

    private static int width(Path picture) {
        try {
            return ImageIO.read(picture.toFile()).getWidth();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
