package org.dicomaccess.keycloak.endtoend;

import java.nio.file.Path;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the running parts: a {@link Stack} and a {@link HeadlessChromium}. Both are started
 * when the first test asks for them, shared by all test classes, and stopped after the last.
 */
final class RunningStack implements ParameterResolver {

    private static final ExtensionContext.Namespace ALL_TESTS =
            ExtensionContext.Namespace.create(RunningStack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stack.class || type == HeadlessChromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        ExtensionContext.Store store = test.getRoot().getStore(ALL_TESTS);
        return parameter.getParameter().getType() == Stack.class
                ? store.computeIfAbsent(Stack.class, type -> start())
                : store.computeIfAbsent(HeadlessChromium.class, type -> HeadlessChromium.launch());
    }

    private static Stack start() {
        return Stack.start(StackOptions.ofBuild(module(), "stack"));
    }

    /** The folder of this Maven module. */
    static Path module() {
        return Path.of(System.getProperty("stack.module", "."));
    }
}
