package dev.leeward.probe;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a probe asks and what it expects. */
public sealed interface Check {
    /** A few words for people: {@code GET http://192.0.2.1/health.php}. */
    String summary();

    /**
     * Whether it only asks what somebody else says of a region, and does not look there itself. Hearsay may speak against a
     * region, never for it: it proves neither that a region is well nor that the observer sees.
     */
    default boolean isHearsay() {
        return false;
    }

    /**
     * HTTP/1.1 or HTTPS.
     *
     * @param url absolute http or https URL; its host may be a name or an address
     * @param method GET or HEAD
     * @param headers sent as they are; {@code Host} overrides the URL's
     * @param connectTo address or name to connect to instead of the URL's host, {@code host} or {@code host:port}
     * @param expect what the answer must look like
     * @param tls how the certificate is judged; only for https
     * @param followRedirects how many redirects to follow, 0 (the default) to 5
     */
    record Http(
            URI url,
            String method,
            Map<String, String> headers,
            Optional<String> connectTo,
            Expectation expect,
            TlsPolicy tls,
            int followRedirects)
            implements Check {
        public Http {
            headers = Map.copyOf(headers);
        }

        /** Without the values of headers, which may hold credentials. */
        @Override
        public String toString() {
            return "Http[" + summary() + ", headers=" + headers.keySet() + ", connectTo=" + connectTo + ", expect="
                    + expect + ", tls=" + tls + ", followRedirects=" + followRedirects + "]";
        }

        /** A plain GET that expects a 2xx status. */
        public static Http get(URI url) {
            return new Http(url, "GET", Map.of(), Optional.empty(), Expectation.any2xx(), TlsPolicy.strict(), 0);
        }

        @Override
        public String summary() {
            return method + " " + url;
        }
    }

    /**
     * What an HTTP answer must look like; everything given must hold.
     *
     * @param statuses accepted statuses; empty means 200 to 299
     * @param bodyMatches a regular expression (java.util.regex) that must be found in the first 64 KiB of the body
     * @param json JSON pointer (RFC 6901) to the expected value in its JSON text form, e.g. {@code /status -> "ok"}
     * @param headers header name to a regular expression that must match its whole value
     */
    record Expectation(
            Set<Integer> statuses,
            Optional<String> bodyMatches,
            Map<String, String> json,
            Map<String, String> headers) {
        public Expectation {
            statuses = Set.copyOf(statuses);
            json = Map.copyOf(json);
            headers = Map.copyOf(headers);
        }

        /** Any status from 200 to 299. */
        public static Expectation any2xx() {
            return new Expectation(Set.of(), Optional.empty(), Map.of(), Map.of());
        }

        /** Whether nothing but the status matters. */
        public boolean statusOnly() {
            return bodyMatches.isEmpty() && json.isEmpty() && headers.isEmpty();
        }
    }

    /**
     * How a certificate is judged.
     *
     * @param verify whether chain and name must be valid; off only for private test set-ups
     * @param serverName SNI and the name to verify, where it is not the host
     * @param caFile PEM file of the only accepted authorities, where they are not the JDK's
     * @param expiryWarning a certificate that ends sooner than this is a warning, not a failure
     */
    record TlsPolicy(boolean verify, Optional<String> serverName, Optional<String> caFile, Duration expiryWarning) {
        /** The JDK's authorities, the host's own name, a warning 14 days before the end. */
        public static TlsPolicy strict() {
            return new TlsPolicy(true, Optional.empty(), Optional.empty(), Duration.ofDays(14));
        }
    }

    /** A TCP connection is accepted. */
    record Tcp(String host, int port) implements Check {
        @Override
        public String summary() {
            return "tcp " + host + ":" + port;
        }
    }

    /** A TLS handshake succeeds. */
    record Tls(String host, int port, TlsPolicy policy) implements Check {
        @Override
        public String summary() {
            return "tls " + host + ":" + port;
        }
    }

    /**
     * A DNS server answers.
     *
     * @param server {@code host} or {@code host:port}
     * @param type any record type by its mnemonic
     * @param expect values that must all be in the answer; empty means any answer with NOERROR and at least one record
     */
    record Dns(String server, String name, String type, Set<String> expect) implements Check {
        public Dns {
            expect = Set.copyOf(expect);
        }

        @Override
        public String summary() {
            return "dns " + name + " " + type + " @" + server;
        }
    }

    /**
     * A store answers as an application's calls would be answered.
     *
     * @param look what is asked of it
     * @param store its region, as the configuration calls it
     * @param awsRegion the region's name at AWS, or what a compatible store is signed to under
     * @param endpoint where a compatible store is; empty: DynamoDB at AWS
     * @param table the table that is looked at; it is written to only for {@link StoreLook#READ_WRITE}
     */
    record Store(StoreLook look, String store, String awsRegion, Optional<URI> endpoint, String table)
            implements Check {
        @Override
        public String summary() {
            String what = look.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return what + " " + table + " in " + endpoint.map(URI::toString).orElse("DynamoDB " + awsRegion);
        }
    }

    /** What is asked of a store. */
    enum StoreLook {
        /** Whether the table is there and ready: DescribeTable, of the store's control plane. */
        DESCRIBE,
        /** A consistent read of one item, which need not be there. */
        READ,
        /** One item is written and read again; each vantage point has an item of its own. */
        READ_WRITE
    }

    /**
     * A program of the user's, run without a shell: exit 0 is healthy, 75 (EX_TEMPFAIL) is inconclusive, all else
     * failing; the first line it prints is the detail. It is killed with its children at the deadline.
     */
    record Command(List<String> argv) implements Check {
        public Command {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) throw new IllegalArgumentException("no program named");
        }

        @Override
        public String summary() {
            return "run " + String.join(" ", argv);
        }
    }

    /** Several requests, one after the other, as a user's browser makes them. */
    record Flow(UserFlow flow) implements Check {
        @Override
        public String summary() {
            return "flow " + flow.name() + " at " + flow.base()
                    + flow.connectTo().map(place -> " by " + place).orElse("");
        }
    }

    /**
     * What another monitor has signalled to this node lately.
     *
     * @param from name of the source, as the configuration calls it
     * @param match labels that a signal must have, each with this very value
     * @param fresh a signal heard longer ago counts for nothing
     */
    record Signal(String from, Map<String, String> match, Duration fresh) implements Check {
        public Signal {
            match = Map.copyOf(match);
            if (!fresh.isPositive()) throw new IllegalArgumentException("a signal needs some time to count");
        }

        @Override
        public boolean isHearsay() {
            return true;
        }

        @Override
        public String summary() {
            return "signal of " + from + " " + new TreeMap<>(match);
        }
    }

    /**
     * Alarms of CloudWatch are asked how they stand.
     *
     * @param awsRegion where they are kept
     * @param endpoint where a compatible service is; empty: CloudWatch at AWS
     * @param names of metric alarms or composite alarms; one that is on is enough
     */
    record Alarms(String awsRegion, Optional<URI> endpoint, List<String> names) implements Check {
        public Alarms {
            names = List.copyOf(names);
            if (names.isEmpty()) throw new IllegalArgumentException("no alarm named");
        }

        @Override
        public boolean isHearsay() {
            return true;
        }

        @Override
        public String summary() {
            return "alarm " + String.join(", ", names) + " of CloudWatch " + awsRegion;
        }
    }

    /**
     * So many nodes behind a NodeBalancer of Linode are up, as its own checks find.
     *
     * @param balancer its label, or its id
     * @param port of which port; empty: of all
     * @param atLeast so many nodes
     * @param share and so large a part of them all, 0 to 1
     */
    record NodeBalancer(String balancer, Optional<Integer> port, int atLeast, double share) implements Check {
        @Override
        public String summary() {
            return "nodes of NodeBalancer " + balancer
                    + port.map(number -> " at port " + number).orElse("");
        }
    }
}
