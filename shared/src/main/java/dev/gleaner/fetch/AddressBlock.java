package dev.gleaner.fetch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A range of IPv4 or IPv6 addresses that share their first bits. */
final class AddressBlock {
    private static final Pattern DOTTED_QUAD = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final byte[] network;
    private final int prefixBits;

    private AddressBlock(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fc00::/7} or a single address.
     *
     * @throws IllegalArgumentException if it is none of these; the message says why
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = bytes(literal(slash < 0 ? text : text.substring(0, slash)));
        int bits = network.length * Byte.SIZE;
        int prefixBits = slash < 0 ? bits : prefixBits(text.substring(slash + 1), bits);
        AddressBlock block = new AddressBlock(network, prefixBits);
        if (!Arrays.equals(block.firstAddress(), network)) {
            throw new IllegalArgumentException("the address has bits set behind its /" + prefixBits);
        }
        return block;
    }

    /** Whether the text has the form of an address rather than of a name. */
    static boolean looksLikeLiteral(String text) {
        return text.indexOf(':') >= 0
                || (endsInDigit(text) && DOTTED_QUAD.matcher(text).matches());
    }

    /** Most names do not, and they are asked about with every fetch. */
    private static boolean endsInDigit(String text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
    }

    /** Reads an address without ever asking a name server. */
    static InetAddress literal(String text) {
        if (!looksLikeLiteral(text) || text.contains("%")) {
            throw new IllegalArgumentException("not an IP address");
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException("not an IP address", invalid);
        }
    }

    boolean contains(InetAddress address) {
        byte[] candidate = bytes(address);
        if (candidate.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit += Byte.SIZE) {
            int mask = mask(prefixBits - bit);
            int at = bit / Byte.SIZE;
            if ((candidate[at] & mask) != (network[at] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of an address; an IPv4 address wrapped in an IPv6 one is taken out first. */
    private static byte[] bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16 && Arrays.mismatch(bytes, MAPPED_PREFIX) == MAPPED_PREFIX.length;
        return mapped ? Arrays.copyOfRange(bytes, MAPPED_PREFIX.length, bytes.length) : bytes;
    }

    private static int prefixBits(String text, int limit) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > limit) {
            throw new IllegalArgumentException("the prefix length must be 0 to " + limit);
        }
        return Integer.parseInt(text);
    }

    private byte[] firstAddress() {
        byte[] first = network.clone();
        for (int i = 0; i < first.length; i++) {
            first[i] &= (byte) mask(prefixBits - i * Byte.SIZE);
        }
        return first;
    }

    private static int mask(int bitsLeft) {
        if (bitsLeft >= Byte.SIZE) {
            return 0xff;
        }
        return bitsLeft <= 0 ? 0 : (0xff << (Byte.SIZE - bitsLeft)) & 0xff;
    }
}
