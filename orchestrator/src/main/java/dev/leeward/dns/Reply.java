package dev.leeward.dns;

import org.xbill.DNS.Message;

/** What came of asking one name server one question. */
public sealed interface Reply {
    /** It answered, whatever it says. */
    record Answered(Message message) implements Reply {}

    /** No answer came in time. */
    record Silent() implements Reply {}

    /** It refused or dropped the connection, or the network says that it cannot be reached. */
    record Unreachable(String why) implements Reply {}

    /** This machine has no route to an address of that kind; nothing was sent, and nothing learnt about the server. */
    record NoRoute(String why) implements Reply {}

    /** What came back is no answer to this question. */
    record Garbled(String why) implements Reply {}
}
