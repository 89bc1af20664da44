package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * OpenSSH's sshd on a port of 127.0.0.1, for the user that runs the test, with a host key and a user's key of its own. In front
 * of everything on the PATH of its sessions stand a {@code systemctl} that writes down what it was asked and starts nothing, and a {@code
 * sudo} that allows what a file says.
 */
public final class SshServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(45);
    private static final String SYSTEMCTL = """
            #!/bin/sh
            here=$(dirname "$0")
            if [ "$1" = cat ]; then
              for unit; do :; done
              exec cat "$here/unit-$unit"
            fi
            if [ "$1" = show ]; then
              for unit; do :; done
              state=active
              if [ -e "$here/stopped-$unit" ]; then state=inactive; fi
              printf 'LoadState=loaded\\nActiveState=%s\\nSubState=%s\\nNRestarts=0\\nExecMainStatus=0\\n' $state $state
              exit 0
            fi
            echo "$*" >> "$here/systemctl.log"
            if [ -e "$here/refused-$2" ]; then echo "Job for $2 failed" >&2; exit 1; fi
            case $1 in
              stop) : > "$here/stopped-$2" ;;
              start|restart) rm -f "$here/stopped-$2" ;;
            esac
            exit 0
            """;
    private static final String SUDO = """
            #!/bin/sh
            here=$(dirname "$0")
            [ "$1" = -n ] || { echo "a terminal is required" >&2; exit 1; }
            shift
            look=no
            if [ "$1" = -l ]; then look=yes; shift; fi
            grep -qxF -e "$*" "$here/sudoers" || { echo "sudo: a password is required" >&2; exit 1; }
            [ $look = yes ] && exit 0
            exec "$@"
            """;

    private final Path folder;
    private final int port;
    private final LocalProcess process;

    private SshServer(Path folder, int port, LocalProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one that keeps all it has in {@code folder}; skips the test where sshd is missing. */
    public static SshServer start(Path folder) {
        Needs.program("sshd", "ssh-keygen");
        int port = Ports.free();
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            makeKey(folder.resolve("host"));
            makeKey(folder.resolve("user"));
            makeKey(folder.resolve("stranger"));
            Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
            Files.createDirectory(folder.resolve("bin"));
            write(folder.resolve("bin/systemctl"), SYSTEMCTL);
            write(folder.resolve("bin/sudo"), SUDO);
            Files.writeString(folder.resolve("bin/sudoers"), "");
            // Where SHLVL says that it is not the first shell, bash does not read what its user has in .bashrc.
            Files.writeString(folder.resolve("sshd_config"), """
                    ListenAddress 127.0.0.1
                    Port %d
                    HostKey %s/host
                    PidFile none
                    AuthorizedKeysFile %s/authorized_keys
                    StrictModes no
                    UsePAM no
                    PasswordAuthentication no
                    KbdInteractiveAuthentication no
                    PermitRootLogin prohibit-password
                    MaxStartups 100:30:100
                    Subsystem sftp internal-sftp
                    SetEnv PATH=%s/bin:/usr/bin:/bin SHLVL=2
                    LogLevel VERBOSE
                    """.formatted(port, folder, folder, folder));
            if ("root".equals(System.getProperty("user.name"))) Files.createDirectories(Path.of("/run/sshd"));
            return new SshServer(folder, port, launch(folder, port));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set up an SSH server in " + folder, e);
        }
    }

    private static LocalProcess launch(Path folder, int port) {
        // It starts itself anew for each connection, and so wants to be called by its whole path.
        var sshd = Needs.program("sshd").toString();
        var config = folder.resolve("sshd_config").toString();
        return LocalProcess.start(folder, sshd, "-f", config, "-D", "-e").awaitPort(port, START);
    }

    private static void makeKey(Path file) throws IOException {
        var command = List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("ssh-keygen could not make " + file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while ssh-keygen ran", e);
        }
    }

    private static void write(Path program, String text) throws IOException {
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /** The private key that it lets in. */
    public String key() {
        return read("user");
    }

    /** A private key that it does not let in. */
    public String strangersKey() {
        return read("stranger");
    }

    /** A line of known hosts for {@code port} of 127.0.0.1, with the key that it shows. */
    public String knownAt(int port) {
        return known(port, "host.pub");
    }

    /** The same with another key than it shows. */
    public String mistakenAt(int port) {
        return known(port, "stranger.pub");
    }

    private String known(int port, String key) {
        var words = read(key).split(" ");
        return "[127.0.0.1]:" + port + " " + words[0] + " " + words[1] + "\n";
    }

    /** What its {@code systemctl} was asked to change, in order. */
    public List<String> changedUnits() {
        return Files.exists(folder.resolve("bin/systemctl.log"))
                ? read("bin/systemctl.log").lines().toList()
                : List.of();
    }

    /** Whether {@code unit} is stopped. */
    public boolean isStopped(String unit) {
        return Files.exists(folder.resolve("bin/stopped-" + unit));
    }

    /** Stops {@code unit}, or starts it, without a word in the log. */
    public void stopped(String unit, boolean stopped) {
        toggle("bin/stopped-" + unit, stopped);
    }

    /** What {@code unit} is made of. */
    public void unit(String unit, String text) {
        set("bin/unit-" + unit, text);
    }

    /** Lets {@code sudo} run these lines, and no others. */
    public void allow(String... lines) {
        set("bin/sudoers", String.join("\n", lines) + "\n");
    }

    /** Whether its {@code systemctl} fails to change {@code unit}. */
    public void refuse(String unit, boolean refused) {
        toggle("bin/refused-" + unit, refused);
    }

    private void toggle(String name, boolean there) {
        try {
            if (there) Files.writeString(folder.resolve(name), "");
            else Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot change " + name, e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }

    private void set(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + name, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
