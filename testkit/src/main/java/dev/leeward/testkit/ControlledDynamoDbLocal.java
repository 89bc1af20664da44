package dev.leeward.testkit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Starts DynamoDB Local with the switches that Amazon built into it for tests of its own: shards that end at once, and hours that
 * pass at once. There is no option for them, only a constructor, and nothing here may be compiled against that program, whose
 * licence forbids to pass it on: it is looked up by its names, in the process that runs it.
 */
final class ControlledDynamoDbLocal {
    private static final String SERVER = "com.amazonaws.services.dynamodbv2.local.server.";

    private ControlledDynamoDbLocal() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        int port = Integer.parseInt(arguments[0]);
        Object requests = create(
                "LocalDynamoDBRequestHandler",
                // Nobody else's data, in memory, no file, apart by access key, no delays, with the switches.
                0,
                true,
                null,
                false,
                false,
                true);
        Object handler = create("LocalDynamoDBServerHandler", requests, null);
        Object server = create("DynamoDBProxyServer", port, handler);
        server.getClass().getMethod("start").invoke(server);
        server.getClass().getMethod("join").invoke(server);
    }

    private static Object create(String name, @Nullable Object... arguments) throws ReflectiveOperationException {
        var constructor = Arrays.stream(Class.forName(SERVER + name).getDeclaredConstructors())
                .filter(one -> one.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }
}
