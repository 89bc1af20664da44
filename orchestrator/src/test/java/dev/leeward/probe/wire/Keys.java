package dev.leeward.probe.wire;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority in a folder, made with the JDK's keytool. */
public final class Keys {

    private static final String PASSWORD = "for-tests";

    private final Path folder;

    public Keys(Path folder) {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "ca", "-keystore", "ca.p12", "-dname", "CN=Test CA", "-ext", "bc:c");
        keytool("-exportcert", "-alias", "ca", "-keystore", "ca.p12", "-rfc", "-file", "ca.pem");
    }

    /** PEM file of the authority. */
    public String authority() {
        return folder.resolve("ca.pem").toString();
    }

    /** A server's key and certificate, signed by the authority. */
    public SSLContext signed(String name, String alternativeName, String start, int days) {
        String store = name + ".p12";
        keytool("-genkeypair", "-alias", name, "-keystore", store, "-dname", "CN=" + name);
        keytool("-certreq", "-alias", name, "-keystore", store, "-file", name + ".csr");
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-keystore",
                "ca.p12",
                "-infile",
                name + ".csr",
                "-outfile",
                name + ".pem",
                "-rfc",
                "-ext",
                "san=" + alternativeName,
                "-startdate",
                start,
                "-validity",
                String.valueOf(days));
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", store, "-file", "ca.pem");
        keytool("-importcert", "-noprompt", "-alias", name, "-keystore", store, "-file", name + ".pem");
        return context(store);
    }

    /** A server's key and certificate, signed by itself. */
    SSLContext selfSigned(String name, String alternativeName) {
        String store = name + ".p12";
        String san = "san=" + alternativeName;
        keytool("-genkeypair", "-alias", name, "-keystore", store, "-dname", "CN=" + name, "-ext", san);
        return context(store);
    }

    private SSLContext context(String store) {
        try (InputStream file = new FileInputStream(folder.resolve(store).toFile())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("No key store " + store, e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD));
        if (command.contains("-genkeypair")) command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.removeIf(argument -> argument.isEmpty());
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + output);
            }
        } catch (IOException e) {
            throw new AssertionError("keytool cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
