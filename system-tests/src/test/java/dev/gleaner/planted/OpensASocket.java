package dev.gleaner.planted;

import java.net.Socket;

/** Planted: a connection that no guard sees. */
public class OpensASocket {
    Socket socket = new Socket();
}
