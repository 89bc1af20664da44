package dev.leeward.measure.ssh;

import dev.leeward.config.ServerAddress;
import dev.leeward.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/** Accepts the keys that stand in a file and no others, and says of a refused one how a person can tell whether it is right. */
final class KnownHosts extends OpenSSHKnownHosts {
    private final Path path;
    private volatile Optional<String> refused = Optional.empty();

    KnownHosts(Path path) throws IOException {
        super(path.toFile());
        this.path = path;
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        refused = Optional.of("is not known: no key of it stands in " + path + ", and it shows " + shown(key));
        return false;
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        refused = Optional.of("has another key than " + path + " says, " + shown(key)
                + ": it was installed anew, or somebody stands in between");
        return false;
    }

    /** Why {@code host} was refused, if it was. */
    Optional<HostException> refusal(ServerAddress host) {
        var scan = "ssh-keyscan -p " + host.port() + " " + host.host() + " >> " + path;
        return refused.map(why -> HostException.lasting(
                FaultCode.UNAUTHENTICATED,
                "the host " + why + "; if `ssh-keygen -lf` on the host itself shows the same fingerprint, `" + scan
                        + "`"));
    }

    /** The kind of key and its fingerprint, as {@code ssh-keygen -lf} shows it. */
    private static String shown(PublicKey key) {
        var blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return KeyType.fromKey(key) + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
