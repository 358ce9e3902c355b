package org.dicomaccess.keycloak.endtoend;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Set;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the running parts: a {@link Stack}, started when the first test asks for it, shared
 * by all test classes and stopped after the last; and a {@link ViewerPage} of a visitor who was
 * never there before and leaves after the test. A {@link LandingPage} is in the same tab, and a
 * {@link Page} is that tab itself.
 */
final class RunningStack implements ParameterResolver {

    private static final ExtensionContext.Namespace PARTS =
            ExtensionContext.Namespace.create(RunningStack.class);

    private static final Set<Class<?>> TYPES =
            Set.of(
                    Stack.class,
                    HeadlessChromium.class,
                    Page.class,
                    LandingPage.class,
                    ViewerPage.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Stack.class) {
            return stack(test);
        }
        if (type == HeadlessChromium.class) {
            return browser(test);
        }
        Page tab = tab(test);
        if (type == Page.class) {
            return tab;
        }
        return type == LandingPage.class ? new LandingPage(tab) : new ViewerPage(tab);
    }

    /** The folder of this Maven module. */
    static Path module() {
        return Path.of(System.getProperty("stack.module", "."));
    }

    private static Stack stack(ExtensionContext test) {
        return ofAllTests(test)
                .computeIfAbsent(
                        Stack.class,
                        type -> Stack.start(StackOptions.ofBuild(module(), "stack")),
                        Stack.class);
    }

    private static Page tab(ExtensionContext test) {
        return test.getStore(PARTS)
                .computeIfAbsent(
                        Page.class,
                        type -> {
                            // What is kept here is closed with the test.
                            BrowserContext visitor = browser(test).newVisitor();
                            test.getStore(PARTS).put(visitor, visitor);
                            return visitor.newPage();
                        },
                        Page.class);
    }

    private static HeadlessChromium browser(ExtensionContext test) {
        return ofAllTests(test)
                .computeIfAbsent(
                        HeadlessChromium.class,
                        type -> HeadlessChromium.launch(),
                        HeadlessChromium.class);
    }

    private static ExtensionContext.Store ofAllTests(ExtensionContext test) {
        return test.getRoot().getStore(PARTS);
    }
}
