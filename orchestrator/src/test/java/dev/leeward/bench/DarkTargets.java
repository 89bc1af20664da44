package dev.leeward.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens on ports of 127.0.0.1 and never accepts: the first connections stand and stay silent, further ones get no answer
 * to their SYN at all. Arguments: how many. Prints their URLs and stays until its standard input ends.
 */
public final class DarkTargets {

    private DarkTargets() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            ServerSocket socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1);
            sockets.add(socket);
            System.out.println("http://127.0.0.1:" + socket.getLocalPort() + "/health");
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Until the script closes it.
        }
        for (ServerSocket socket : sockets) socket.close();
    }
}
