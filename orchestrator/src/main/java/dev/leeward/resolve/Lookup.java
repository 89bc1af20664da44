package dev.leeward.resolve;

import java.net.InetAddress;
import java.util.List;

/** What became of looking a name up. */
public sealed interface Lookup {
    /** The addresses of the name, in the order to be tried; never empty. */
    record Found(List<InetAddress> addresses) implements Lookup {
        public Found {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) throw new IllegalArgumentException("found nothing");
        }
    }

    /**
     * A name server answered that there is no such name, or no address for it: that is about the name.
     *
     * @param nameExists whether the name has other records (NODATA, RFC 2308) or does not exist (NXDOMAIN)
     */
    record Absent(String why, boolean nameExists) implements Lookup {}

    /**
     * No name server answered, or none could say: that is about our resolver as far as anyone can tell, so it proves
     * nothing about the target. SERVFAIL belongs here too: the name's servers may be dead, or the resolver's path to them.
     */
    record Unanswered(String why) implements Lookup {}
}
