package dev.leeward.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Fetches what secret references stand for. */
public final class Secrets {
    /** A key or a token is far smaller; more than this is the wrong file. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Set<String> KINDS = Set.of("env", "file", "ssm", "secretsmanager");

    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /** Long enough for a token, and Base64, as a key has to be. */
    private static final Secret PRETENCE = Secret.of("cHJldGVuZGVkLXNlY3JldC1vZi1ub2JvZHk=");

    private final Path directory;
    private final Environment environment;
    private final boolean pretended;
    private final Predicate<String> dispensable;
    private final AwsVault vault;

    /**
     * Fetches from {@code environment}, from files, and from AWS.
     *
     * @param directory what relative paths start from
     */
    public Secrets(Path directory, Environment environment) {
        this(directory, environment, false, _ -> false);
    }

    private Secrets(Path directory, Environment environment, boolean pretended, Predicate<String> dispensable) {
        this.directory = directory;
        this.environment = environment;
        this.pretended = pretended;
        this.dispensable = dispensable;
        this.vault = new AwsVault(environment);
    }

    /**
     * Fetches what only looking needs. What is {@code dispensable} for that stays where it is, and stands for a made-up text
     * that nothing may use.
     *
     * @param dispensable by the path in the configuration
     */
    public static Secrets without(Predicate<String> dispensable, Path directory, Environment environment) {
        return new Secrets(directory, environment, false, dispensable);
    }

    /** Those for the value at {@code path}. */
    public Secrets at(String path) {
        return dispensable.test(path) ? pretended(directory) : this;
    }

    /** Fetches nothing: whatever is referred to is taken to be there, and stands for a made-up text. */
    public static Secrets pretended(Path directory) {
        return new Secrets(directory, _ -> Optional.empty(), true, _ -> false);
    }

    /** Whether secrets are made up, so that nothing can be said about what stands in them. */
    public boolean isPretended() {
        return pretended;
    }

    /** What came of fetching a secret. */
    public sealed interface Fetched {
        /**
         * It is there.
         *
         * @param warning what a person should change nevertheless
         */
        record Found(Secret secret, Optional<String> warning) implements Fetched {}

        /**
         * It is not.
         *
         * @param sentence what is missing and what to do; never holds a secret
         */
        record Missing(String sentence) implements Fetched {}
    }

    /** Fetches what {@code reference} stands for: afresh each time, but once what is at AWS. */
    public Fetched fetch(SecretReference reference) {
        if (pretended && KINDS.contains(reference.kind())) return new Fetched.Found(PRETENCE, Optional.empty());
        return switch (reference.kind()) {
            case "env" -> variable(reference.what());
            case "file" -> file(reference.what());
            case "secretsmanager", "ssm" -> vault.fetch(reference);
            default ->
                new Fetched.Missing(
                        "nothing is known of ${" + reference.kind() + ":...}; use ${env:NAME} or ${file:PATH}");
        };
    }

    private Fetched variable(String name) {
        Optional<String> value = environment.value(name);
        if (value.isEmpty()) {
            return new Fetched.Missing("the environment variable " + name + " is not set; set it for this process");
        }
        return value.get().isBlank()
                ? new Fetched.Missing("the environment variable " + name + " is empty")
                : new Fetched.Found(Secret.of(value.get()), Optional.empty());
    }

    private Fetched file(String name) {
        try {
            Path path = directory.resolve(name);
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                return new Fetched.Missing(path + " is not a regular file");
            }
            return content(path);
        } catch (NoSuchFileException e) {
            return new Fetched.Missing("there is no file " + e.getFile());
        } catch (CharacterCodingException e) {
            return new Fetched.Missing("the file " + name + " is not UTF-8 text");
        } catch (InvalidPathException e) {
            return new Fetched.Missing("'" + name + "' is no path of a file");
        } catch (IOException e) {
            return new Fetched.Missing("the file " + name + " cannot be read ("
                    + e.getClass().getSimpleName() + "); let the user that runs leeward read it");
        }
    }

    private static Fetched content(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            return new Fetched.Missing(path + " is larger than 64 KiB: that is no secret");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        String trimmed = text.replaceFirst("\\r?\\n\\z", "");
        if (trimmed.isBlank()) return new Fetched.Missing("the file " + path + " is empty");
        return new Fetched.Found(Secret.of(trimmed), readableByOthers(path));
    }

    private static Optional<String> readableByOthers(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return Optional.empty();
        boolean open = Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
        return open ? Optional.of(path + " can be read by others than its owner; chmod 600 it") : Optional.empty();
    }
}
