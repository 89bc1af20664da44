package dev.leeward.judge;

import javax.net.ssl.SSLException;

/** Why a handshake failed, in words for people. */
public final class TlsFault {

    private static final int MOST_CAUSES = 8;
    private static final int LONGEST = 300;

    private TlsFault() {}

    /** The alert and what lies under it: the deepest cause names the certificate's fault. */
    public static String words(SSLException e) {
        Throwable deepest = e;
        for (int i = 0; i < MOST_CAUSES && deepest.getCause() != null; i++) deepest = deepest.getCause();
        String top = String.valueOf(e.getMessage());
        String root = String.valueOf(deepest.getMessage());
        String words = top.contains(root) ? top : top + ": " + root;
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
    }
}
