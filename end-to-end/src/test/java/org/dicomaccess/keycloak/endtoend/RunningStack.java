package org.dicomaccess.keycloak.endtoend;

import com.microsoft.playwright.BrowserContext;
import java.nio.file.Path;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the running parts: a {@link Stack}, started when the first test asks for it, shared
 * by all test classes and stopped after the last; and a {@link ViewerPage} of a visitor who was
 * never there before and leaves after the test.
 */
final class RunningStack implements ParameterResolver {

    private static final ExtensionContext.Namespace PARTS =
            ExtensionContext.Namespace.create(RunningStack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stack.class || type == ViewerPage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Stack.class ? stack(test) : page(test);
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

    private static ViewerPage page(ExtensionContext test) {
        HeadlessChromium browser =
                ofAllTests(test)
                        .computeIfAbsent(
                                HeadlessChromium.class,
                                type -> HeadlessChromium.launch(),
                                HeadlessChromium.class);
        // What is kept here is closed with the test.
        BrowserContext visitor = browser.newVisitor();
        test.getStore(PARTS).put(visitor, visitor);
        return new ViewerPage(visitor.newPage());
    }

    private static ExtensionContext.Store ofAllTests(ExtensionContext test) {
        return test.getRoot().getStore(PARTS);
    }
}
