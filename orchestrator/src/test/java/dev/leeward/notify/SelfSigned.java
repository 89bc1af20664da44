package dev.leeward.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that signed itself, made with the JDK's keytool.
 *
 * @param server what a server shows it by
 * @param authority PEM file by which it is trusted
 */
record SelfSigned(SSLContext server, Path authority) {
    private static final String PASSWORD = "for-tests";

    /** For a server at {@code alternativeName}, such as {@code ip:127.0.0.1}. */
    static SelfSigned of(Path folder, String name, String alternativeName) {
        var store = folder.resolve(name + ".p12").toString();
        var pem = folder.resolve(name + ".pem");
        var key = List.of("-alias", name, "-keystore", store, "-storepass", PASSWORD);
        keytool(key, "-genkeypair", "-dname", "CN=" + name, "-ext", "san=" + alternativeName, "-keyalg", "EC");
        keytool(key, "-exportcert", "-rfc", "-file", pem.toString());
        return new SelfSigned(context(Path.of(store)), pem);
    }

    private static SSLContext context(Path store) {
        try (var file = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("no key store " + store, e);
        }
    }

    private static void keytool(List<String> key, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(key);
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new AssertionError("keytool cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
