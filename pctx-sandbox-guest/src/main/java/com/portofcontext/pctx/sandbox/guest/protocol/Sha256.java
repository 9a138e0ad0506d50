package com.portofcontext.pctx.sandbox.guest.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256, which every JDK has, in hexadecimal digits: what blobs, specs and whatever
 * else goes by its content are named after.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Begin a digest.
	 * @return a digest of nothing yet
	 */
	public static MessageDigest begin() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * End a digest.
	 * @param digest what was begun
	 * @return its digits
	 */
	public static String end(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	/**
	 * Return the digits of some bytes.
	 * @param bytes the bytes
	 * @return the digits
	 */
	public static String of(byte[] bytes) {
		MessageDigest digest = begin();
		digest.update(bytes);
		return end(digest);
	}

}
